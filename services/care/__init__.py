"""The care of an installation: backups, restores, the erasure log, the inventory, and a doctor's round."""

from services.intake.service import SERVICE as INTAKE
from services.placements.service import SERVICE as PLACEMENTS
from services.recognition.service import SERVICE as RECOGNITION

SERVICES = (INTAKE, PLACEMENTS, RECOGNITION)
DATABASES = ("recognition", "placements", "intake", "keys")
"""In the order in which they are locked: intake's own transactions take intake's lock before that of the keys."""
