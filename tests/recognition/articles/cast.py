"""Employers the articles are tried on: invented, but for one modelled on published figures and marked as a sample."""

from tests.recognition.articles.cast_counted import BAKERY, COOPERATIVE, FAMILY, GOLD, TRIO
from tests.recognition.articles.cast_moving import CONTESTED, FIRST, NEWCOMER, RAISED
from tests.recognition.articles.cast_plain import REGAINED, STEADY, TALK, VILLAGE
from tests.recognition.articles.cast_stated import CENTRE, HUMANS, HYBRID

__all__ = [
    "BAKERY",
    "CENTRE",
    "CONTESTED",
    "COOPERATIVE",
    "EVERYBODY",
    "FAMILY",
    "FIRST",
    "GOLD",
    "HUMANS",
    "HYBRID",
    "NEWCOMER",
    "RAISED",
    "REGAINED",
    "STEADY",
    "TALK",
    "TRIO",
    "VILLAGE",
]

EVERYBODY = {
    "bakery": BAKERY,
    "hybrid": HYBRID,
    "humans": HUMANS,
    "newcomer": NEWCOMER,
    "cooperative": COOPERATIVE,
    "family": FAMILY,
    "trio": TRIO,
    "gold": GOLD,
    "contested": CONTESTED,
    "centre": CENTRE,
    "raised": RAISED,
    "first": FIRST,
    "regained": REGAINED,
    "steady": STEADY,
    "village": VILLAGE,
    "talk": TALK,
}
