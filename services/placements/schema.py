"""The metadata of placements' database with the plumbing every service has, and its column types."""

import sqlalchemy as sa
from sqlalchemy.orm import registry

from shared.tables import plumbing

metadata = sa.MetaData()
plumbing(metadata)
mapper = registry(metadata=metadata)

Key, Code, Account = sa.String(64), sa.String(20), sa.String(64)
