"""The closed lists and field types that several subjects of placements share."""

from typing import Annotated, Literal

import msgspec

Reference = Annotated[str, msgspec.Meta(max_length=64)]


Line = Annotated[str, msgspec.Meta(max_length=120)]


Text = Annotated[str, msgspec.Meta(max_length=1000)]


DeclineReason = Literal["filled", "skills", "language", "hours", "distance", "did_not_come", "other"]
