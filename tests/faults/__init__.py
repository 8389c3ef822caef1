"""Real processes are killed at the worst moments; nothing may be lost or doubled."""
