"""The metadata of recognition's database with the plumbing every service has, and its column types."""

import sqlalchemy as sa
from sqlalchemy.orm import registry

from shared.tables import plumbing

metadata = sa.MetaData()
plumbing(metadata)
mappers = registry(metadata=metadata)

Ref = sa.String(64)
