"""What the survey service's tables agree on."""

from sqlalchemy import MetaData

from shared.db import NAMING, Mapping


class Base(Mapping):
    """The survey service's own tables."""

    __abstract__ = True
    metadata = MetaData(naming_convention=NAMING)
