"""The tables of intake and how the model lies in them; importing this maps the model."""

from services.intake.tables import access, asked, candidates, employers, own, people
from services.intake.tables.schema import metadata

__all__ = ["access", "asked", "candidates", "employers", "metadata", "own", "people"]
