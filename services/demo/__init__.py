"""The demonstration: sample data, sign-ins, a clock to turn, letters, the way of an event, the story."""

from services.demo.loading import DONE, Interrupted, is_missing, load_sample, must_be_whole, sign_ins
from services.demo.pages import DEMO_PAGES
from services.demo.story import StoryStopped, play_story
from services.demo.waiting import Waiting

__all__ = [
    "DEMO_PAGES",
    "DONE",
    "Interrupted",
    "StoryStopped",
    "Waiting",
    "is_missing",
    "load_sample",
    "must_be_whole",
    "play_story",
    "sign_ins",
]
