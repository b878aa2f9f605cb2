"""What the front desk's tables agree on."""

from sqlalchemy import MetaData

from shared.db import NAMING, Mapping


class Base(Mapping):
    """The ticketing service's own tables."""

    __abstract__ = True
    metadata = MetaData(naming_convention=NAMING)
