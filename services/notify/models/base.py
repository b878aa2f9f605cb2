"""What notify's tables agree on."""

from sqlalchemy import MetaData, Text

from shared.db import NAMING, Mapping

# Prefix search is a range scan, which needs an index in code-point order: SQLite's default, PostgreSQL's "C".
BYTEWISE = Text().with_variant(Text(collation="C"), "postgresql")


class Base(Mapping):
    """The notify service's own tables."""

    __abstract__ = True
    metadata = MetaData(naming_convention=NAMING)
