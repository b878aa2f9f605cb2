"""A company after three busy years: 10 estates, 20,000 households, 300 staff, a million tickets, 2,000 of them open.

A few tickets are filed and worked on by the verbs themselves; the database then makes the million of them, each with
its clocks, its first audit row and its search words, for a household and a moment of its own.
"""

import random
from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from services.ticketing import handlers
from services.ticketing.handlers import HouseholdRow, UnitRow
from services.ticketing.models import AnswerChannel, Area, Customer, CustomerKind, Team, Ticket, TicketKind, Tier
from services.ticketing.models.search_words import searchable
from shared.actors import staff_actor
from shared.db import Database, act_as
from tests.integration.ticketing_desk import SETTINGS

TICKETS, OPEN = 1_000_000, 2_000
ESTATES, BUILDINGS, FLOORS, UNITS = 10, 10, 25, 8
STAFF = 300
PASSWORD = "correct horse battery"
TEAMS, ROLES = list(Team), ("officer", "team_member", "team_member", "supervisor", "team_member")
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英霞平刚桂华玉兰飞鹏宇"
WHERE = ("厨房", "卫生间", "阳台", "客厅", "楼道", "电梯厅", "地下车库", "大堂", "花园", "单元门")
WHAT = ("水管爆裂", "漏水", "断电", "灯不亮", "门锁损坏", "下水堵塞", "异味", "噪音", "保洁不到位", "墙面脱落")
MORE = (
    "家里有老人，请尽快",
    "上周修过又坏了",
    "楼上装修时间不对",
    "请先电话联系",
    "已关总阀",
    "影响出行",
    "多户反映",
    "",
)
KINDS: tuple[dict[str, Any], ...] = (
    {"kind": TicketKind.REPAIR, "tier": Tier.EMERGENCY, "area": Area.INDOOR},
    {"kind": TicketKind.REPAIR, "tier": Tier.URGENT, "area": Area.INDOOR},
    {"kind": TicketKind.REPAIR, "tier": Tier.NORMAL, "area": Area.INDOOR},
    {"kind": TicketKind.REPAIR, "tier": Tier.NORMAL, "area": Area.PUBLIC},
    {"kind": TicketKind.COMPLAINT, "tier": Tier.NORMAL},
    {"kind": TicketKind.SUGGESTION, "tier": Tier.NORMAL},
    {"kind": TicketKind.ENQUIRY, "tier": Tier.NORMAL},
)

# What differs from the ticket that is copied; every other time moves with ``opened_at``, the rest stays.
_TICKET = {
    "id": "p.id",
    "number": "'BX-' || to_char(p.opened_at, 'YYYYMMDD') || '-' || lpad(p.n::text, 7, '0')",
    "customer_id": "h.id",
    "estate_id": "h.estate_id",
    "unit_id": "h.unit_id",
    "unit_path": "h.unit_path",
    "title": "f.title",
    "description": "f.description",
    "next_due_at": "CASE WHEN t.next_due_at > '9000-01-01' THEN t.next_due_at ELSE t.next_due_at + p.shift END",
}
_CLOCK = {
    "id": "gen_random_uuid()",
    "ticket_id": "p.id",
    "estate_id": "h.estate_id",
    "met_at": "t.met_at + p.shift + CASE WHEN p.n % 12 = 0 THEN interval '5 days' ELSE interval '0' END",
}
_AUDIT = {"id": "gen_random_uuid()", "subject": "p.id", "estate_id": "h.estate_id"}


def build(database: Database) -> None:
    """Fills a freshly migrated front desk of PostgreSQL; a few minutes."""
    _import_estates(database)
    _employ(database)
    open_ones, closed_ones = _patterns(database)
    with database.engine.begin() as connection:
        connection.execute(text("DROP INDEX ix_ticket_words_words"))
        _pick(connection, open_ones, closed_ones)
        _copy(connection, "ticket", "t.id = p.pattern", _TICKET)
        _copy(connection, "clock", "t.ticket_id = p.pattern", _CLOCK)
        _copy(connection, "audit", "t.subject = p.pattern AND t.action = 'ticket.open'", _AUDIT)
        _copy_words(connection)
        connection.execute(text("CREATE INDEX ix_ticket_words_words ON ticket_words USING gin (words)"))
        _mark_days(connection)
    while _count(database):
        pass
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def _mark_days(connection: Connection) -> None:
    """As the verbs would have done: their days have to be counted."""
    day = f"(opened_at AT TIME ZONE '{SETTINGS.site_zone.key}')::date"
    marks = f"INSERT INTO figures_mark (estate_id, day) SELECT DISTINCT estate_id, {day} FROM ticket"  # noqa: S608 - ours
    connection.execute(text(marks))


def _count(database: Database) -> int:
    with database.write() as session:
        return handlers.count_figures(session)


def _import_estates(database: Database) -> None:
    chance = random.Random(5)
    for number in range(1, ESTATES + 1):
        units = [
            UnitRow(f"{building}栋", f"{floor}层", f"{floor:02}{door:02}")
            for building in range(1, BUILDINGS + 1)
            for floor in range(1, FLOORS + 1)
            for door in range(1, UNITS + 1)
        ]
        households = [
            HouseholdRow(unit, CustomerKind.OWNER, _name(chance), f"+86138{number:02}{index:06}")
            for index, unit in enumerate(units)
        ]
        with database.write() as session:
            name = f"邻香苑{number}期"
            handlers.import_people(
                session, estate_code=f"E{number}", estate_name=name, units=units, households=households
            )


def _name(chance: random.Random) -> str:
    return chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))


def _employ(database: Database) -> None:
    chance = random.Random(6)
    with database.write() as session:
        estates = sorted(session.scalars(select(Customer.estate_id).distinct()))
        for number in range(STAFF):
            handlers.create_staff(
                session,
                username=f"staff{number}",
                name=_name(chance),
                roles=["project_lead"] if number < ESTATES else [ROLES[number % len(ROLES)]],
                team=TEAMS[number % len(TEAMS)],
                estates=[estates[number % ESTATES]],
                password=PASSWORD,
            )
        handlers.create_staff(session, username="company", name="周总", roles=["company"], password=PASSWORD)
        handlers.create_staff(session, username="admin", name="吴明", roles=["administrator"], password=PASSWORD)


def _patterns(database: Database) -> tuple[list[UUID], list[UUID]]:
    """Tickets of every kind: as they were filed or assigned, and closed ones."""
    open_ones, closed_ones = [], []
    with database.write() as session:
        somebody = session.scalars(select(Customer)).first()
        assert somebody is not None
        member = handlers.create_staff(
            session, username="craftsman", name="马师傅", roles=["project_lead"], team=TEAMS[0], password=PASSWORD
        )
        act_as(session, staff_actor(member))
        for kind in KINDS:
            filed, assigned, closed = (_file(session, somebody, kind) for _ in range(3))
            handlers.assign(session, ticket_id=assigned.id, assignee_id=member.id)
            _close(session, closed, member.id)
            open_ones += [filed.id, assigned.id]
            closed_ones.append(closed.id)
    return open_ones, closed_ones


def _file(session: Session, customer: Customer, kind: dict[str, Any]) -> Ticket:
    return handlers.open_ticket(session, title="样", customer_id=customer.id, **kind)


def _close(session: Session, ticket: Ticket, member_id: UUID) -> None:
    handlers.assign(session, ticket_id=ticket.id, assignee_id=member_id)
    steps: tuple[Callable[..., Any], ...] = (handlers.arrive, handlers.resolve, handlers.answer, handlers.close)
    for step, told in zip(
        steps, ({}, {"resolution": "已修复"}, {"answer": "已处理", "channel": AnswerChannel.PHONE}, {}), strict=True
    ):
        step(session, ticket_id=ticket.id, **told)


def _pick(connection: Connection, open_ones: list[UUID], closed_ones: list[UUID]) -> None:
    """For each ticket to be: what it copies, when it was filed, for whom and about what."""
    phrases = [(place + what, more) for place in WHERE for what in WHAT for more in MORE]
    connection.execute(
        text("CREATE TEMP TABLE phrase (i int PRIMARY KEY, title text, description text, words text[]) ON COMMIT DROP")
    )
    connection.execute(
        text("INSERT INTO phrase VALUES (:i, :title, :description, :words)"),
        [{"i": i, "title": t, "description": d, "words": searchable([t, d])} for i, (t, d) in enumerate(phrases)],
    )
    connection.execute(
        text("""CREATE TEMP TABLE home ON COMMIT DROP AS
        SELECT row_number() OVER (ORDER BY md5(id::text)) - 1 AS i, id, estate_id, unit_id, unit_path, name
        FROM customer""")
    )
    connection.execute(text("CREATE UNIQUE INDEX ON home (i)"))
    connection.execute(
        text("""CREATE TEMP TABLE pick ON COMMIT DROP AS
        SELECT n, pattern, moment AS opened_at, moment - t.opened_at AS shift, home, phrase,
            (lpad(to_hex(floor(extract(epoch FROM moment) * 1000)::bigint), 12, '0')
                || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid AS id
        FROM (
            SELECT n, floor(random() * :homes)::int AS home, floor(random() * :phrases)::int AS phrase,
                CASE WHEN n > :closed THEN (CAST(:open_ones AS uuid[]))[1 + n % :open_patterns]
                    ELSE (CAST(:closed_ones AS uuid[]))[1 + n % :closed_patterns] END AS pattern,
                CASE WHEN n > :closed THEN now() - (:all - n) * interval '3 minutes'
                    ELSE now() - interval '3 days' - (:closed - n) * interval '90 seconds'
                        - interval '1 second' * floor(random() * 60) END AS moment
            FROM generate_series(1, :all) AS n
        ) AS drawn JOIN ticket AS t ON t.id = pattern"""),
        {
            "all": TICKETS,
            "closed": TICKETS - OPEN,
            "homes": ESTATES * BUILDINGS * FLOORS * UNITS,
            "phrases": len(phrases),
            "open_ones": open_ones,
            "closed_ones": closed_ones,
            "open_patterns": len(open_ones),
            "closed_patterns": len(closed_ones),
        },
    )


def _copy(connection: Connection, table: str, of_pattern: str, differing: dict[str, str]) -> None:
    """Copies the rows ``t`` of the pattern of each pick."""
    columns = connection.execute(
        text("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = :table"),
        {"table": table},
    ).all()
    values = [
        differing.get(name) or (f"t.{name} + p.shift" if kind == "timestamp with time zone" else f't."{name}"')
        for name, kind in columns
    ]
    names = ", ".join(f'"{name}"' for name, _kind in columns)
    connection.execute(
        text(f"""INSERT INTO {table} ({names}) SELECT {", ".join(values)}
        FROM pick AS p JOIN home AS h ON h.i = p.home JOIN phrase AS f ON f.i = p.phrase
        JOIN {table} AS t ON {of_pattern} ORDER BY p.n""")  # noqa: S608 - names of our own columns
    )


def _copy_words(connection: Connection) -> None:
    homes = connection.execute(text("SELECT i, unit_path, name FROM home")).all()
    connection.execute(text("CREATE TEMP TABLE home_words (i int PRIMARY KEY, words text[]) ON COMMIT DROP"))
    connection.execute(
        text("INSERT INTO home_words VALUES (:i, :words)"),
        [{"i": i, "words": searchable([path, name])} for i, path, name in homes],
    )
    connection.execute(
        text("""INSERT INTO ticket_words (ticket_id, estate_id, words)
        SELECT p.id, h.estate_id, f.words || w.words || ARRAY['bx', to_char(p.opened_at, 'YYYYMMDD'), p.n::text]
        FROM pick AS p JOIN home AS h ON h.i = p.home JOIN phrase AS f ON f.i = p.phrase
        JOIN home_words AS w ON w.i = p.home ORDER BY p.n""")
    )
