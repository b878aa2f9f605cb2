"""What the visits service's tables agree on."""

from sqlalchemy import MetaData

from shared.db import NAMING, Mapping


class Base(Mapping):
    """The visits service's own tables."""

    __abstract__ = True
    metadata = MetaData(naming_convention=NAMING)
