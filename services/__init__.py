"""Three self-contained services: intake, placements and recognition."""
