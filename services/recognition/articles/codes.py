"""The closed lists an article may choose from."""

from __future__ import annotations

from typing import Literal

Language = str
"""ISO 639-1 code, `bg` or `en`."""

Text = dict[Language, str]
"""One approved wording per language; a missing language is shown in another one and marked as such."""

LegalForm = Literal[
    "ood", "eood", "ad", "ead", "kd", "sd", "et", "cooperative", "foundation", "association", "hybrid", "public",
    "other",
]  # fmt: skip
Kind = Literal["company", "foundation", "association", "cooperative", "public"]
Role = Literal["trains", "gives_work", "employs", "produces", "sells", "houses", "supports"]
PracticeCode = Literal[
    "mentor", "language", "skills", "adjustments", "shared",
    "housing", "paperwork", "transport", "childcare", "recognition",
]  # fmt: skip
Measure = Literal["received", "completed", "trained", "hired", "consulted", "reactivated", "operates", "other"]
Unit = Literal[
    "people", "participants", "women", "visitors", "mentors", "employees", "countries", "towns", "partners",
    "organisations", "companies", "contracts", "courses", "lessons", "meetings", "consultations", "hours", "days",
    "months", "percent", "eur", "bgn",
]  # fmt: skip
PEOPLE_UNITS = ("people", "participants", "women", "visitors", "mentors", "employees")
PEOPLE_MEASURES = ("received", "completed", "trained", "hired", "consulted", "reactivated")
Qualifier = Literal["exact", "almost", "about", "over", "at_least"]
Question = Literal["activity", "decision", "hiring", "advice", "free"]
Partner = Literal["companies", "organisations", "municipalities", "schools", "services"]
Translator = Literal["employer", "editors", "service", "translator", "machine"]
"""Who put an answer into another language; what a machine made, an editor has read through."""
