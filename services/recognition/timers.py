"""What happens in recognition because a day began."""

from services.recognition.handlers import recompute_due

MORNING = (recompute_due,)
