"""Staff accounts: created, changed, deactivated, given a new password."""

from collections.abc import Sequence
from typing import TypedDict, Unpack
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.handlers.grants import check_grant
from services.ticketing.handlers.invitations import end_links
from services.ticketing.handlers.loading import check_version
from services.ticketing.handlers.pass_on import pass_on, to_solve
from services.ticketing.handlers.roster import remove_duties_of
from services.ticketing.handlers.sessions import end_sessions, whole_second
from services.ticketing.handlers.state_events import staff_state
from services.ticketing.models import Language, Staff, Takeover, Team
from services.ticketing.models.estate_lists import as_ids, as_text
from services.ticketing.models.passwords import hashed
from shared import audit, outbox
from shared.db import actor_of
from shared.errors import N_, DomainError, Forbidden, Invalid, existing
from shared.phones import e164


class StillToSolve(DomainError):
    message = N_("%(count)s tickets are still to be solved: say who takes them over.")


class NotYourPassword(Forbidden):
    message = N_("Nobody chooses the password of somebody else; make a link for the person.")


class StaffChanges(TypedDict, total=False):
    """What may be changed of an account; what is absent stays."""

    name: str
    roles: list[str]
    team: Team | None
    estates: list[UUID] | None
    email: str | None
    phone: str | None
    language: Language


def create_staff(
    session: Session,
    *,
    username: str,
    name: str,
    roles: Sequence[str],
    password: str | None = None,
    team: Team | None = None,
    estates: Sequence[UUID] | None = None,
    email: str | None = None,
    phone: str | None = None,
    language: Language = Language.ZH,
) -> Staff:
    """Creates an account; ``estates`` None means all of them. Raises ``Invalid``, ``BeyondYourRights``.

    Without a ``password``, which only the operator gives, the person is invited to choose one.
    """
    check_grant(session, roles, estates)
    if session.scalar(select(Staff.id).where(Staff.username == username)) is not None:
        raise Invalid({"username": [N_("This user name is taken.")]})
    staff = Staff(
        username=username,
        name=name,
        roles=list(roles),
        team=team,
        estates=as_text(estates),
        email=email,
        phone=e164(phone) if phone else None,
        language=language,
        password_hash=hashed(password) if password else None,
        active=True,
        sessions_valid_from=whole_second(),
    )
    session.add(staff)
    audit.record(session, "staff.create", staff)
    outbox.add(session, staff_state(staff), staff)
    return staff


def change_staff(
    session: Session, *, staff_id: UUID, version: int | None = None, **changes: Unpack[StaffChanges]
) -> Staff:
    """Changes what is named; takes effect in every service within seconds.

    ``version`` is what the person saw. Raises ``StaleVersion``, and as ``create_staff``.
    """
    staff = existing(session.get(Staff, staff_id))
    check_version(staff, version)
    check_grant(session, staff.roles, as_ids(staff.estates))  # nobody changes an account beyond the own rights
    check_grant(session, changes.get("roles", staff.roles), changes.get("estates", as_ids(staff.estates)))
    values = {**changes}
    if "estates" in changes:
        values["estates"] = as_text(changes["estates"])
    if changes.get("phone"):
        values["phone"] = e164(str(changes["phone"]))
    for field, value in values.items():
        setattr(staff, field, value)
    if session.is_modified(staff):
        audit.record(session, "staff.change", staff)
        outbox.add(session, staff_state(staff), staff)
    return staff


def deactivate_staff(
    session: Session, *, staff_id: UUID, way: Takeover | None = None, to_id: UUID | None = None
) -> Staff:
    """Ends the account's rights, every session of it, and its duties. Deactivating twice changes nothing.

    What the person has still to solve is handed over, as ``pass_on`` does. Raises ``StillToSolve`` without ``way``.
    """
    staff = existing(session.get(Staff, staff_id))
    check_grant(session, staff.roles, as_ids(staff.estates))
    if staff.active:
        _free_of_work(session, staff, way, to_id)
        staff.active = False
        end_links(session, staff.id)
        end_sessions(session, staff)
        audit.record(session, "staff.deactivate", staff)
        outbox.add(session, staff_state(staff), staff)
    return staff


def reinstate_staff(session: Session, *, staff_id: UUID) -> Staff:
    """Somebody who had left is back, without a password: an invitation follows. Twice changes nothing."""
    staff = existing(session.get(Staff, staff_id))
    check_grant(session, staff.roles, as_ids(staff.estates))
    if not staff.active:
        staff.active, staff.password_hash = True, None
        audit.record(session, "staff.reinstate", staff)
        outbox.add(session, staff_state(staff), staff)
    return staff


def _free_of_work(session: Session, staff: Staff, way: Takeover | None, to_id: UUID | None) -> None:
    tickets = to_solve(session, staff.id)
    if tickets and way is None:
        raise StillToSolve("way", count=len(tickets))
    if tickets and way:
        pass_on(session, staff_id=staff.id, way=way, to_id=to_id)
    remove_duties_of(session, staff.id)


def set_password(session: Session, *, staff_id: UUID, password: str) -> Staff:
    """Sets a new password and ends every session and link of the account. Raises ``Invalid`` when it is too weak.

    It is the person's own doing, or the operator's. Raises ``NotYourPassword``.
    """
    staff, actor = existing(session.get(Staff, staff_id)), actor_of(session)
    if actor.kind != "system" and actor.id != staff.id:
        raise NotYourPassword
    end_links(session, staff.id)
    staff.password_hash = hashed(password)
    end_sessions(session, staff)
    audit.record(session, "staff.set_password", staff)
    outbox.add(session, staff_state(staff), staff)
    return staff
