"""What is beyond an employee's authority and asked of a superior (A2.4). ``staff_ids`` are to be told."""

from typing import ClassVar
from uuid import UUID

from services.ticketing.contracts.tickets import TicketEvent
from shared.events import Event


class TicketReferred(TicketEvent):
    """``by`` asks the superior named in ``staff_ids``."""

    key: ClassVar[str] = "ticketing.ticket_referred.v1"

    by: str
    question: str
    superior: str
    staff_ids: list[UUID]


class SolutionProposed(TicketEvent):
    """``by`` answers who asked, named in ``staff_ids``."""

    key: ClassVar[str] = "ticketing.solution_proposed.v1"

    by: str
    proposal: str
    staff_ids: list[UUID]


class ReferralOverdue(TicketEvent):
    """``superior`` has not answered in time: the next ``role`` up is told."""

    key: ClassVar[str] = "ticketing.referral_overdue.v1"

    superior: str
    question: str
    role: str
    staff_ids: list[UUID]


EMITS: tuple[type[Event], ...] = (TicketReferred, SolutionProposed, ReferralOverdue)
