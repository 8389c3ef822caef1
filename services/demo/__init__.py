"""The demonstration: sample data, sign-ins, a clock to turn, letters, the way of an event, the story."""

from services.demo.loading import DONE, load_sample, sign_ins
from services.demo.pages import DEMO_PAGES
from services.demo.story import StoryStopped, play_story

__all__ = ["DEMO_PAGES", "DONE", "StoryStopped", "load_sample", "play_story", "sign_ins"]
