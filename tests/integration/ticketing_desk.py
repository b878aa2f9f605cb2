"""A small front desk for tests: two estates, their households and staff."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from services.ticketing import handlers
from services.ticketing.config import Settings
from services.ticketing.handlers import HouseholdRow, UnitRow
from services.ticketing.models import Customer, CustomerKind, Estate, Staff, Team, Ticket, TicketKind, Tier
from services.ticketing.timers import TIMERS
from shared import clock
from shared.actors import Actor
from shared.audit import AuditRow
from shared.db import Database
from shared.outbox import OutboxRow
from shared.timers import Deadline

PASSWORD = "correct horse battery"
SETTINGS = Settings(
    service="ticketing",
    database_url="",
    amqp_url="",
    secret_key="a secret of tests only",
    session_keys="",
    session_signing_key="",
    reopen_days=30,
    duplicate_hours=72,
    low_margin_percent=20,
    oidc_issuer="",
    oidc_client_id="",
    oidc_client_secret="",
    public_url="https://linli.example",
    site_zone=ZoneInfo("Asia/Shanghai"),
    data_dir=Path("/nonexistent"),
    partitions=1,
    secure_cookies=False,
    trusted_proxies=0,
    log_format="json",
)
STAFF: dict[str, tuple[str, list[str], Team | None]] = {
    "officer": ("李敏", ["officer"], Team.CUSTOMER_SERVICE),
    "plumber": ("王强", ["team_member"], Team.ENGINEERING),
    "electrician": ("赵磊", ["team_member"], Team.ENGINEERING),
    "gardener": ("孙静", ["team_member"], Team.GREENING),
    "supervisor": ("周洁", ["supervisor"], Team.CUSTOMER_SERVICE),
    "manager": ("吴刚", ["property_manager"], None),
    "lead": ("郑华", ["project_lead"], None),
}
NAMES = ("张伟", "王芳", "曾华", "欧阳娜娜", "John Smith", "李娜", "刘洋", "陈杰")


def furnish(database: Database) -> None:
    """Fills the empty database of a front desk with what ``Desk`` expects there."""
    database.settings = SETTINGS
    with database.write() as session:
        for code, name in (("LX", "邻香苑"), ("CH", "翠湖里")):
            handlers.import_people(session, estate_code=code, estate_name=name, units=units(), households=households())
    with database.write() as session:
        estates = {row.code: row for row in session.scalars(select(Estate))}
        for username in STAFF:
            _hire(session, username, username, estates["LX"])
        _hire(session, "stranger", "officer", estates["CH"])


def _hire(session: Session, username: str, role: str, estate: Estate) -> None:
    name, roles, team = STAFF[role]
    handlers.create_staff(
        session, username=username, name=name, roles=roles, team=team, password=PASSWORD, estates=[estate.id]
    )


class Desk:
    """The estate 邻香苑 with eight households and one account for each of ``STAFF``, and a second estate.

    ``database`` is a front desk's. If it is not a copy of a furnished one, it is furnished now.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        database.settings = SETTINGS
        if not self._read():
            furnish(database)
            self._read()

    def _read(self) -> bool:
        """Whether there was anything to read."""
        with self.database.read() as session:
            self.estates = {row.code: row for row in session.scalars(select(Estate))}
            customers, staff = session.scalars(select(Customer)).all(), session.scalars(select(Staff)).all()
        if not self.estates:
            return False
        self.customers = {row.name: row for row in customers if row.estate_id == self.estates["LX"].id}
        self.staff = {row.username: row for row in staff}
        self.stranger = self.staff.pop("stranger")
        return True

    def actor(self, username: str) -> Actor:
        return as_actor(self.stranger if username == "stranger" else self.staff[username])

    def do(self, username: str, verb: Any, /, **facts: Any) -> Any:
        """Calls the handler as this member of staff, in a transaction of its own."""
        with self.database.write(self.actor(username)) as session:
            return verb(session, **facts)

    def open(self, **facts: Any) -> Ticket:
        told = {
            "kind": TicketKind.REPAIR,
            "tier": Tier.EMERGENCY,
            "title": "厨房水管爆裂",
            "customer_id": self.customers["张伟"].id,
            **facts,
        }
        ticket: Ticket = self.do("officer", handlers.open_ticket, **told)
        return ticket

    def events(self, prefix: str = "ticketing.") -> list[tuple[str, dict[str, Any]]]:
        """Key and payload of what waits in the outbox, in order."""
        with self.database.read() as session:
            rows = session.scalars(
                select(OutboxRow).where(OutboxRow.key.startswith(prefix)).order_by(OutboxRow.seq)
            ).all()
        return [(row.key.split(".")[1], msgspec.json.decode(row.body)["data"]) for row in rows]

    def event_names(self, prefix: str = "ticketing.ticket_") -> list[str]:
        return [name for name, _data in self.events(prefix)]

    def audit(self, subject: Any) -> list[AuditRow]:
        with self.database.read() as session:
            rows = select(AuditRow).where(AuditRow.subject == subject).order_by(AuditRow.at, AuditRow.id)
            return list(session.scalars(rows))

    def counts(self) -> Counter[str]:
        """How many rows each of these tables holds."""
        with self.database.read() as session:
            return Counter(
                {
                    table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
                    for table in (Ticket, AuditRow, OutboxRow, Deadline)
                }
            )

    def fire_due(self) -> int:
        """Fires the deadlines that are due now, each in its own transaction."""
        with self.database.read() as session:
            due = session.scalars(
                select(Deadline).where(Deadline.state == "pending", Deadline.due_at <= clock.now())
            ).all()
        for deadline in due:
            with self.database.write() as session:
                TIMERS[deadline.kind](session, deadline)
                session.merge(deadline).state = "fired"
        return len(due)


def as_actor(staff: Staff) -> Actor:
    estates = None if staff.estates is None else frozenset(map(UUID, staff.estates))
    return Actor("staff", id=staff.id, name=staff.name, roles=frozenset(staff.roles), estates=estates)


def units() -> list[UnitRow]:
    return [UnitRow("2栋", f"{floor}层", f"{floor:02}{room:02}") for floor in (1, 5) for room in (1, 2, 3, 4)]


def households() -> list[HouseholdRow]:
    return [
        HouseholdRow(unit, CustomerKind.OWNER, name, f"+861380013{index:04}", email=f"home{index}@example.com")
        for index, (unit, name) in enumerate(zip(units(), NAMES, strict=True))
    ]


@contextmanager
def counted_queries(database: Database) -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
