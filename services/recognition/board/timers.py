"""What happens in recognition because a day began."""

from services.recognition.handlers import list_anew, recompute_due

MORNING = (recompute_due, list_anew)
