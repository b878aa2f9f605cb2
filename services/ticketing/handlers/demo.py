"""What the system is tried with: an account for each role, team members to dispatch to, a price list."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing import config
from services.ticketing.handlers.demo_prices import make_demo_prices
from services.ticketing.handlers.staff import create_staff
from services.ticketing.models import Estate, Staff, Team
from services.ticketing.models.passwords import matches
from shared.errors import N_, DomainError
from shared.permissions import COMPANY_WIDE

CHANGED = "(changed since)"
LEAD = "lead"


class NothingToTry(DomainError):
    message = N_("Import an estate first: the accounts work in the estates that are there.")


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up member of staff; the first of a role shows what the role sees."""

    role: str
    username: str
    name: str
    team: Team | None = None


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """``password`` is ``(changed since)`` when the account has got another one."""

    username: str
    password: str


PEOPLE = (
    Person("officer", "officer", "李敏", Team.CUSTOMER_SERVICE),
    Person("supervisor", "supervisor", "周洁", Team.CUSTOMER_SERVICE),
    Person("team_member", "engineer", "王强", Team.ENGINEERING),
    Person("property_manager", "manager", "吴刚"),
    Person("project_lead", LEAD, "郑华"),
    Person("venue_manager", "venue", "冯琳"),
    Person("service_centre_manager", "centre", "陈建国"),
    Person("company", "company", "沈丽华"),
    Person("administrator", "admin", "韩磊"),
    Person("officer", "officer2", "许婷", Team.CUSTOMER_SERVICE),
    Person("team_member", "electrician", "赵磊", Team.ENGINEERING),
    Person("team_member", "plumber", "孙海涛", Team.ENGINEERING),
    Person("team_member", "cleaner", "刘秀英", Team.CLEANING),
    Person("team_member", "guard", "马俊", Team.SECURITY),
    Person("team_member", "gardener", "何春生", Team.GREENING),
)


def make_demo_accounts(session: Session) -> dict[str, DemoAccount]:
    """Makes the accounts that are missing; returns the first of each role with its password.

    The passwords follow from the installation's secret key, so that they can be told again without being kept;
    an account that is there already is left as it is. Raises ``NothingToTry`` without any estate.
    """
    estates = session.scalars(select(Estate.id)).all()
    if not estates:
        raise NothingToTry
    accounts: dict[str, DemoAccount] = {}
    for person in PEOPLE:
        password = _password(session, person.username)
        staff = session.scalars(select(Staff).where(Staff.username == person.username)).first()
        if staff is None:
            _hire(session, person, password, estates)
        elif not matches(password, staff.password_hash):
            password = CHANGED
        accounts.setdefault(person.role, DemoAccount(person.username, password))
    make_demo_prices(session, session.scalars(select(Staff).where(Staff.username == LEAD)).one())
    return accounts


def _hire(session: Session, person: Person, password: str, estates: Sequence[UUID]) -> None:
    create_staff(
        session,
        username=person.username,
        name=person.name,
        roles=[person.role],
        team=person.team,
        password=password,
        estates=None if person.role in COMPANY_WIDE else estates,
        email=f"{person.username}@example.com",
    )


def _password(session: Session, username: str) -> str:
    """Sixty bits in words of four characters that are told apart on any screen: ``k7pm-x2qa-5fhz``."""
    secret = config.settings_of(session).secret_key.encode()
    digest = hmac.digest(secret, f"demo account {username}".encode(), hashlib.sha256)
    text = base64.b32encode(digest).decode().lower()
    return "-".join(text[start : start + 4] for start in (0, 4, 8))
