"""The field types that several subjects of recognition share."""

from typing import Annotated

import msgspec

Long = Annotated[str, msgspec.Meta(max_length=2000)]


Short = Annotated[str, msgspec.Meta(max_length=200)]
