"""The paper boxes of the lead's mailbox: put up, emptied, each letter keyed in (A2.9)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.ticketing import contracts
from services.ticketing.handlers.letters import receive
from services.ticketing.models import Box, Emptying, Estate, Letter, Ticket, TicketKind
from shared import audit, clock, outbox
from shared.db import actor_of
from shared.errors import N_, DomainError, Invalid, existing


class AllKeyedIn(DomainError):
    message = N_("All letters of this emptying have been keyed in. If there are more, record another emptying.")


class BoxRemoved(DomainError):
    message = N_("The box has been removed.")


def put_up_box(session: Session, *, estate_id: UUID, place: str, every_days: int) -> Box:
    """Registers a box. Raises ``Invalid``."""
    if not actor_of(session).sees(estate_id) or session.get(Estate, estate_id) is None:
        raise Invalid({"estate_id": [N_("There is no such estate.")]})
    box = Box(estate_id=estate_id, place=place, every_days=every_days, emptied_at=clock.now())
    session.add(box)
    audit.record(session, "box.put_up", box)
    return box


def remove_box(session: Session, *, box_id: UUID) -> Box:
    """The box hangs there no longer; its log stays. Raises ``NotFound``, ``BoxRemoved``."""
    box = _hanging(session, box_id)
    box.removed_at = clock.now()
    audit.record(session, "box.remove", box)
    return box


def empty_box(session: Session, *, box_id: UUID, letters: int, emptied_at: datetime | None = None) -> Emptying:
    """Records who took how many letters out, none included. Raises ``NotFound``, ``BoxRemoved``, ``Invalid``."""
    box, now = _hanging(session, box_id), clock.now()
    moment = emptied_at or now
    if moment > now:
        raise Invalid({"emptied_at": [N_("This time has not come yet.")]})
    emptying = Emptying(
        estate_id=box.estate_id,
        box_id=box.id,
        emptied_at=moment,
        emptied_by=actor_of(session).name,
        letters=letters,
        keyed=0,
    )
    box.emptied_at = max(box.emptied_at, moment)
    session.add(emptying)
    audit.record(session, "box.empty", box)
    audit.record(session, "box.empty", emptying)
    event = contracts.MailboxEmptied(
        emptying_id=emptying.id,
        box_id=box.id,
        estate_id=box.estate_id,
        place=box.place,
        emptied_at=moment,
        by=emptying.emptied_by,
        letters=letters,
    )
    outbox.add_raw(session, event, subject=str(box.id), version=box.version)
    return emptying


def key_in_letter(
    session: Session,
    *,
    emptying_id: UUID,
    kind: TicketKind,
    title: str,
    description: str = "",
    reporter_name: str = "",
    reporter_phone: str = "",
) -> Ticket:
    """A letter of the emptying becomes a ticket. Raises ``NotFound``, ``AllKeyedIn``, ``Invalid``."""
    emptying = existing(session.get(Emptying, emptying_id, with_for_update=True))
    if emptying.keyed >= emptying.letters:
        raise AllKeyedIn
    emptying.keyed += 1
    audit.record(session, "letter.key_in", emptying)
    return receive(
        session,
        Letter(estate_id=emptying.estate_id, emptying_id=emptying.id),
        kind=kind,
        title=title,
        description=description,
        reporter_name=reporter_name,
        reporter_phone=reporter_phone,
    )


def _hanging(session: Session, box_id: UUID) -> Box:
    box = existing(session.get(Box, box_id))
    if box.removed_at is not None:
        raise BoxRemoved
    return box
