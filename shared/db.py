"""Database access that behaves alike on PostgreSQL and SQLite.

``Database.write()`` is the only way to change data: one transaction, one commit. ``Database.read()`` never
commits. The session carries who acts (``session.info["actor"]``), which also decides the estates it sees.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from select import POLLIN, poll
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Connection,
    Dialect,
    Engine,
    Integer,
    MetaData,
    create_engine,
    event,
    inspect,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, InvalidatePoolError, SQLAlchemyError
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    declared_attr,
    mapped_column,
    with_loader_criteria,
)
from sqlalchemy.types import JSON, DateTime, TypeDecorator
from sqlalchemy.types import Enum as EnumType

from shared.actors import SYSTEM, Actor
from shared.config import Settings
from shared.ids import new_id

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
RowKey = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only for INTEGER keys
BUSY_TIMEOUT_MS = 15_000
POOL_SIZE = 20


class UTCDateTime(TypeDecorator[datetime]):
    """An aware UTC time. Naive values are refused: they are always a mistake."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive time {value!r}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _values(choice: type[Enum]) -> list[str]:
    return [member.value for member in choice]


class Mapping(DeclarativeBase):
    """What every table of the platform agrees on; each service derives its own ``Base`` with its own metadata."""

    __abstract__ = True
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime,
        dict[str, Any]: JSON,
        list[str]: JSON,
        Enum: EnumType(Enum, native_enum=False, length=32, values_callable=_values),  # as text: new ones need no DDL
    }


class MechanismBase(Mapping):
    """Tables of the platform itself: outbox, inbox, deadlines, audit. Every service's database has them."""

    __abstract__ = True
    metadata = MetaData(naming_convention=NAMING)


class Identified:
    """A row with a UUIDv7 key, set when the object is made, so that events can name it before the flush."""

    id: Mapped[UUID] = mapped_column(primary_key=True)


@event.listens_for(Identified, "init", propagate=True)
def _give_id(_row: Any, _args: Any, values: dict[str, Any]) -> None:
    values.setdefault("id", new_id())


class Versioned(Identified):
    """A row whose ``version`` counts its changes from 1; a concurrent change raises ``StaleDataError``."""

    version: Mapped[int] = mapped_column()

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy passes the class
        return {"version_id_col": cls.version}


class EstateOwned:
    """A business row of one estate; sessions of staff without that estate never see it."""

    estate_id: Mapped[UUID] = mapped_column(index=True)


class Database:
    """One service's database. ``settings`` travel with each session (``session.info["settings"]``) to the handlers."""

    def __init__(self, url: str, settings: Settings | None = None) -> None:
        self.engine = _engine(url)
        self.settings = settings
        self._binds = {writing: self.engine.execution_options(immediate=writing) for writing in (False, True)}

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def write(self, actor: Actor = SYSTEM) -> Iterator[Session]:
        """One transaction, committed at the end of the block, rolled back by any exception."""
        with self.session(actor, writing=True) as session, session.begin():
            yield session

    @contextmanager
    def read(self, actor: Actor = SYSTEM) -> Iterator[Session]:
        with self.session(actor, writing=False) as session:
            yield session

    def session(self, actor: Actor, *, writing: bool) -> Session:
        """For an edge that commits by itself; everything else uses ``write`` or ``read``."""
        info = {"actor": actor, "settings": self.settings}
        return _SessionOfActor(self._binds[writing], expire_on_commit=False, info=info)

    def answers(self) -> bool:
        """Whether the database takes a connection and a statement right now."""
        try:
            with self.engine.connect() as connection:
                connection.exec_driver_sql("SELECT 1")
        except SQLAlchemyError:
            return False
        return True

    def lost(self, error: Exception) -> bool:
        """Whether ``error`` tells that the database went away, rather than that it refused one statement."""
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            return True
        return isinstance(error, SQLAlchemyError) and not self.answers()

    def close(self) -> None:
        self.engine.dispose()


def upsert(session: Session, table: type[DeclarativeBase], rows: Sequence[dict[str, Any]]) -> None:
    """Inserts the rows, or overwrites those with the same primary key."""
    if not rows:
        return
    mapper = inspect(table)
    keys = [column.name for column in mapper.primary_key]
    statement = _dialect_insert(session)(table)
    values = {column.name: statement.excluded[column.name] for column in mapper.columns if column.name not in keys}
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=values), rows)


def _dialect_insert(session: Session) -> Any:
    """SQLAlchemy knows ON CONFLICT only on the insert of each dialect."""
    return postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert


def actor_of(session: Session) -> Actor:
    actor: Actor = session.info["actor"]
    return actor


def act_as(session: Session, actor: Actor) -> None:
    """From now on the session acts for ``actor``, and sees the rows of that actor's estates alone."""
    session.info["actor"] = actor


@contextmanager
def repeating(session: Session) -> Iterator[None]:
    """While the session does again what was done before: no event and no deadline is made a second time."""
    session.info["repeats"] = True
    try:
        yield
        session.flush()
    finally:
        del session.info["repeats"]


def repeats(session: Session) -> bool:
    return "repeats" in session.info


class _SessionOfActor(Session):
    """Shows, changes and deletes only rows of the actor's estates."""


@event.listens_for(_SessionOfActor, "do_orm_execute")
def _only_own_estates(state: ORMExecuteState) -> None:
    estates = actor_of(state.session).estates
    if estates is not None and not state.is_insert and not state.is_column_load:
        state.statement = state.statement.options(_criteria(estates))


@lru_cache(maxsize=1000)
def _criteria(estates: frozenset[UUID]) -> Any:
    """Made once for each set of estates: making it takes as long as a statement."""
    return with_loader_criteria(EstateOwned, lambda row: row.estate_id.in_(estates), include_aliases=True)


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        engine = create_engine(url, pool_size=POOL_SIZE, max_overflow=POOL_SIZE)
        event.listen(engine, "checkout", _refuse_hung_up)
        return engine
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _refuse_hung_up(connection: Any, _record: Any, _proxy: Any) -> None:
    """Lets the pool connect anew once the server has hung up, which an idle connection can see without a trip to it."""
    socket = poll()
    socket.register(connection, POLLIN)
    if socket.poll(0):
        raise InvalidatePoolError


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where _begin_sqlite says so
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
