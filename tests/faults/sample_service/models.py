"""The tables of both services; a sample database has them all."""

from uuid import UUID

from sqlalchemy import ForeignKey, MetaData, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.audit import Audited
from shared.db import NAMING, Database, EstateOwned, Mapping, RowKey, Versioned


class Base(Mapping):
    __abstract__ = True
    metadata = MetaData(naming_convention=NAMING)


class Locker(Audited, Versioned, EstateOwned, Base):
    __tablename__ = "locker"

    label: Mapped[str] = mapped_column(Text)
    parcels: Mapped[list["Parcel"]] = relationship(back_populates="locker")


class Parcel(Audited, Versioned, EstateOwned, Base):
    __tablename__ = "parcel"

    number: Mapped[int]
    remark: Mapped[str] = mapped_column(Text)
    locker_id: Mapped[UUID | None] = mapped_column(ForeignKey("locker.id"))
    locker: Mapped[Locker | None] = relationship(back_populates="parcels")


class Arrival(Base):
    """The effect of one event. Nothing makes it unique: a second effect shows as a second row."""

    __tablename__ = "arrival"

    seq: Mapped[int] = mapped_column(RowKey, primary_key=True, autoincrement=True)
    subject: Mapped[str] = mapped_column(Text)
    number: Mapped[int]


class LockerCopy(Base):
    __tablename__ = "locker_copy"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(Text)


class Reminder(Base):
    """The effect of one deadline."""

    __tablename__ = "reminder"

    seq: Mapped[int] = mapped_column(RowKey, primary_key=True, autoincrement=True)
    subject: Mapped[UUID]


def create_tables(database: Database) -> None:
    """Beside the platform's own tables, which migrations have laid."""
    Base.metadata.create_all(database.engine)
