"""Staff see the rows of their own estates only, however a query is written."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, event, exists, func, select, union_all, update
from sqlalchemy.orm import Mapped, Session, aliased, joinedload, mapped_column, selectinload, subqueryload

from deploy.services import SERVICES
from shared import audit
from shared.actors import SYSTEM, Actor
from shared.db import Database, EstateOwned, Identified
from shared.ids import new_id
from shared.service import Service
from tests.conftest import MakeDatabase
from tests.faults.sample_service import handlers
from tests.faults.sample_service.models import Base, Locker, Parcel, create_tables

OWN, OTHER, THIRD = new_id(), new_id(), new_id()


class Notice(Identified, EstateOwned, Base):
    """A row of an estate that is not audited, so statements may change many at once."""

    __tablename__ = "notice"

    text: Mapped[str] = mapped_column()


def officer_of(*estates: UUID) -> Actor:
    return Actor("staff", id=new_id(), name="李敏", roles=frozenset({"officer"}), estates=frozenset(estates))


OFFICER = officer_of(OWN)


@pytest.fixture
def desk(database: Database) -> Database:
    """Parcels 1 and 2 lie in the estate's own locker, 3 and 4 in another's; 5 lies in the wrong one."""
    create_tables(database)
    with database.write() as session:
        own = handlers.place_locker(session, "own", estate_id=OWN)
        other = handlers.place_locker(session, "other", estate_id=OTHER)
        for number, estate, locker in ((1, OWN, own), (2, OWN, own), (3, OTHER, other), (4, OTHER, other)):
            put(session, number, estate, locker)
        put(session, 5, OTHER, own)
        session.add_all(Notice(text=text, estate_id=estate) for text, estate in (("own", OWN), ("other", OTHER)))
    return database


def put(session: Session, number: int, estate: UUID, locker: Locker) -> None:
    parcel = handlers.take_in(session, number, estate_id=estate)
    parcel.locker_id = locker.id
    audit.record(session, "parcel.store", parcel)
    session.flush()


def by_subquery(session: Session) -> Any:
    inner = select(Parcel).subquery()
    return session.scalars(select(inner.c.number))


def by_alias_of_a_subquery(session: Session) -> Any:
    again = aliased(Parcel, select(Parcel).subquery())
    return session.scalars(select(again.number))


def by_alias(session: Session) -> Any:
    again = aliased(Parcel)
    return session.scalars(select(again.number))


def by_self_join(session: Session) -> Any:
    neighbour = aliased(Parcel)
    found = select(neighbour.number).join(Parcel, Parcel.locker_id == neighbour.locker_id)
    return session.scalars(found)


def by_cte(session: Session) -> Any:
    found = select(Parcel.number, Parcel.estate_id).cte()
    return session.scalars(select(found.c.number))


def by_union(session: Session) -> Any:
    small, large = select(Parcel.number).where(Parcel.number < 3), select(Parcel.number).where(Parcel.number >= 3)
    return session.scalars(union_all(small, large))


def by_outer_join(session: Session) -> Any:
    rows = session.scalars(select(Parcel.number).select_from(Locker).outerjoin(Locker.parcels))
    return [number for number in rows if number is not None]


def by_lazy_loading(session: Session) -> Any:
    return [parcel.number for locker in session.scalars(select(Locker)) for parcel in locker.parcels]


def by_eager_loading(option: Callable[..., Any]) -> Callable[[Session], Any]:
    def query(session: Session) -> Any:
        lockers = session.scalars(select(Locker).options(option(Locker.parcels))).unique()
        return [parcel.number for locker in lockers for parcel in locker.parcels]

    return query


def by_scalar_subquery(session: Session) -> Any:
    highest = select(func.max(Parcel.number)).scalar_subquery()
    return [number for number in session.scalars(select(highest)) if number]


QUERIES: dict[str, Callable[[Session], Any]] = {
    "rows": lambda session: [parcel.number for parcel in session.scalars(select(Parcel))],
    "columns": lambda session: session.scalars(select(Parcel.number)),
    "rows to be locked": lambda session: [row.number for row in session.scalars(select(Parcel).with_for_update())],
    "a legacy query": lambda session: [parcel.number for parcel in session.query(Parcel)],
    "a subquery": by_subquery,
    "an alias": by_alias,
    "an alias of a subquery": by_alias_of_a_subquery,
    "a self-join": by_self_join,
    "a common table expression": by_cte,
    "a union": by_union,
    "a join": lambda session: session.scalars(select(Parcel.number).join(Parcel.locker)),
    "an outer join": by_outer_join,
    "lazy loading": by_lazy_loading,
    "joined loading": by_eager_loading(joinedload),
    "select-in loading": by_eager_loading(selectinload),
    "subquery loading": by_eager_loading(subqueryload),
    "a scalar subquery": by_scalar_subquery,
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
def test_no_query_finds_a_row_of_another_estate(desk: Database, query: Callable[[Session], Any]) -> None:
    with desk.read() as session:
        assert {3, 4, 5} & set(query(session))
    with desk.read(OFFICER) as session:
        found = set(query(session))
    assert found
    assert found <= {1, 2}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
def test_who_has_no_estate_finds_nothing(desk: Database, query: Callable[[Session], Any]) -> None:
    with desk.read(officer_of()) as session:
        assert list(query(session)) == []


def test_each_reader_sees_the_own_estates_whoever_asked_before(desk: Database) -> None:
    def seen_by(actor: Actor) -> set[int]:
        with desk.read(actor) as session:
            return set(session.scalars(select(Parcel.number)))

    for _round in range(3):
        assert seen_by(OFFICER) == {1, 2}
        assert seen_by(officer_of(OTHER)) == {3, 4, 5}
        assert seen_by(officer_of(OWN, OTHER)) == {1, 2, 3, 4, 5}
        assert seen_by(officer_of(THIRD)) == set()
        assert seen_by(SYSTEM) == {1, 2, 3, 4, 5}


def test_nothing_of_another_estate_is_counted(desk: Database) -> None:
    with desk.read(OFFICER) as session:
        assert session.scalar(select(func.count()).select_from(Parcel)) == 2
        assert session.scalar(select(func.count(Parcel.id))) == 2
        assert session.scalar(select(exists().where(Parcel.number == 3))) is False


def test_a_row_of_another_estate_cannot_be_got_by_its_key(desk: Database) -> None:
    with desk.read() as session:
        keys = {parcel.number: parcel.id for parcel in session.scalars(select(Parcel))}
    with desk.write(OFFICER) as session:
        assert session.get(Parcel, keys[1]) is not None
        assert session.get(Parcel, keys[3]) is None
        assert session.get(Parcel, keys[4], with_for_update=True) is None


def test_a_link_to_another_estate_leads_nowhere(desk: Database) -> None:
    with desk.read(officer_of(OTHER)) as session:
        stray = session.scalars(select(Parcel).where(Parcel.number == 5)).one()
        assert stray.locker is None


@pytest.mark.parametrize("statement", [update(Notice).values(text="changed"), delete(Notice)], ids=["update", "delete"])
def test_a_statement_changes_no_row_of_another_estate(desk: Database, statement: Any) -> None:
    with desk.write(OFFICER) as session:
        session.execute(statement)
    with desk.read() as session:
        texts = set(session.scalars(select(Notice.text)))
    assert "other" in texts
    assert "own" not in texts


def test_a_row_stays_readable_after_it_was_changed(desk: Database) -> None:
    with desk.write(OFFICER) as session:
        notice = session.scalars(select(Notice)).one()
        notice.text = "changed"
        session.flush()
        session.refresh(notice)
        assert notice.text == "changed"


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_every_business_table_is_filtered(service: Service, make_database: MakeDatabase) -> None:
    database = make_database(service.name)
    owned = [table for table in subclasses(EstateOwned) if getattr(table, "metadata", None) is service.metadata]
    assert owned
    with database.read(OFFICER) as session, statements_of(database) as statements:
        for table in owned:
            session.scalars(select(table)).all()
    assert [sql for sql in statements if "estate_id IN" not in sql and sql.startswith("SELECT")] == []


def subclasses(parent: type) -> Iterator[type]:
    child: type
    for child in parent.__subclasses__():
        yield child
        yield from subclasses(child)


@contextmanager
def statements_of(database: Database) -> Iterator[list[str]]:
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        sent.append(sql)

    event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine, "before_cursor_execute", note)
