"""Looking after signs (A1.3): inspections, and defects with the repair that each opens at the front desk."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.notify import contracts
from services.notify.config import settings_of
from services.notify.handlers.inbox import settle_items
from services.notify.handlers.sign_events import announce_sign
from services.notify.handlers.signs import kept_photo, plan_inspection, standing_sign
from services.notify.handlers.staff_items import put_into_inbox
from services.notify.handlers.wording import Voice, overdue_sign
from services.notify.models import Estate, Sign, SignDefect, SignInspection, Staff
from shared import audit, clock
from shared.db import actor_of
from shared.errors import N_, Invalid
from shared.permissions import allowed


def inspect_sign(session: Session, *, sign_id: UUID, sound: bool, note: str = "", photo: bytes = b"") -> SignInspection:
    """Somebody has looked at it; what is wrong with it is told in ``note`` and opens a repair.

    Raises ``NotFound``, ``SignRemoved``, ``Invalid``.
    """
    sign, actor = standing_sign(session, sign_id), actor_of(session)
    if not sound and not note:
        raise Invalid({"note": [N_("Say what is wrong with it.")]})
    row = SignInspection(
        estate_id=sign.estate_id,
        sign_id=sign.id,
        inspected_at=clock.now(),
        inspected_by=actor.name,
        sound=sound,
        note=note,
        photo=kept_photo(session, photo),
    )
    session.add(row)
    audit.record(session, "sign.inspect", row)
    due_on = sign.next_due_on
    sign.next_due_on = clock.today(settings_of(session).site_zone) + timedelta(days=sign.interval_days)
    audit.record(session, "sign.plan", sign)
    plan_inspection(session, sign)
    settle_items(session, subject=sign.id)
    announce_sign(session, contracts.SignInspected, sign, sound=sound, note=note, due_on=due_on)
    if not sound and sign.defect is None:
        _found(session, sign, note)
    return row


def tell_overdue_sign(session: Session, *, sign_id: UUID) -> None:
    """Its day is over, and nobody has looked at it."""
    sign = session.get(Sign, sign_id)
    if sign is None or sign.removed_at is not None or sign.next_due_on >= clock.today(settings_of(session).site_zone):
        return
    event_id = announce_sign(session, contracts.SignOverdue, sign)
    estate = session.get_one(Estate, sign.estate_id)
    for reader in _keepers(session, sign):
        voice = Voice(reader.language, settings_of(session).site_zone, clock.now(), estate.name)
        put_into_inbox(
            session,
            reader,
            overdue_sign(sign, voice),
            event_id=event_id,
            event=contracts.SignOverdue.key,
            estate_id=sign.estate_id,
            subject=sign.id,
            reference=sign.number,
            place=sign.where,
            link=f"/notify/signs/{sign.id}",
        )


def note_repair(session: Session, *, defect_id: UUID, ticket_id: UUID, number: str) -> None:
    """The front desk has opened this ticket for the defect; it may be about something that is no sign's."""
    defect = session.get(SignDefect, defect_id)
    if defect is not None:
        defect.ticket_id, defect.ticket_number = ticket_id, number
        audit.record(session, "sign_defect.file", defect)


def note_outcome(session: Session, *, ticket_id: UUID, outcome: str) -> None:
    """The repair has ended, where the ticket is of a sign."""
    defect = _of_ticket(session, ticket_id)
    if defect is not None and defect.settled_at is None:
        defect.settled_at, defect.outcome = clock.now(), outcome
        audit.record(session, "sign_defect.settle", defect)


def note_reopened(session: Session, *, ticket_id: UUID) -> None:
    """It was not repaired after all."""
    defect = _of_ticket(session, ticket_id)
    if defect is not None and defect.settled_at is not None:
        defect.settled_at = defect.outcome = None
        audit.record(session, "sign_defect.reopen", defect)


def note_merged(session: Session, *, ticket_id: UUID, into_id: UUID, number: str) -> None:
    """The repair goes on under another ticket."""
    defect = _of_ticket(session, ticket_id)
    if defect is not None:
        defect.ticket_id, defect.ticket_number = into_id, number
        audit.record(session, "sign_defect.file", defect)


def _found(session: Session, sign: Sign, description: str) -> None:
    actor, now = actor_of(session), clock.now()
    defect = SignDefect(
        estate_id=sign.estate_id, sign_id=sign.id, found_at=now, found_by=actor.name, description=description
    )
    session.add(defect)
    audit.record(session, "sign_defect.find", defect)
    announce_sign(session, contracts.SignDefectFound, sign, defect_id=defect.id, description=description)


def _of_ticket(session: Session, ticket_id: UUID) -> SignDefect | None:
    return session.scalars(select(SignDefect).where(SignDefect.ticket_id == ticket_id)).first()


def _keepers(session: Session, sign: Sign) -> list[Staff]:
    """Each who keeps the register in this estate."""
    active = session.scalars(select(Staff).where(Staff.active.is_(True)).order_by(Staff.id))
    return [row for row in active if allowed(row.roles, "signs.plan") and str(sign.estate_id) in (row.estates or ())]
