"""The floor of filing a ticket: a bare Flask view that inserts the same rows with SQLAlchemy, in one commit.

No sign-in, no validation, no rules: the row of the ticket and its search words, its clock and its deadlines, the mark
of the figures, the audit row, the outbox row.
"""

import os
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask, request
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from services.ticketing.models import NEVER, Clock, Ticket, TicketWords
from services.ticketing.models.search_words import searchable
from shared.audit import AuditRow
from shared.clock import now
from shared.ids import new_id
from shared.outbox import OutboxRow
from shared.timers import Deadline
from tests.integration.ticketing_desk import SETTINGS

application = Flask(__name__)
engine = create_engine(os.environ["DATABASE_URL"], pool_size=20)
BODY = b"x" * 1024
WORDS = searchable(["BX-20261125-0001", "厨房水管爆裂", "2栋 5层 0502", "张伟"])


@application.post("/tickets")
def post_ticket() -> Any:
    facts, moment = _read(request.get_json()), now()
    due_at = moment + timedelta(minutes=10)
    ticket = Ticket(
        number=str(new_id()),
        kind=facts["kind"],
        area=facts["area"],
        tier=facts["tier"],
        category="",
        title=facts["title"],
        description="",
        channel="phone",
        status="received",
        estate_id=facts["estate_id"],
        customer_id=facts["customer_id"],
        unit_path="",
        reporter_name="",
        reporter_phone="",
        opened_by="",
        opened_at=moment,
        reopened=0,
        next_due_at=NEVER,
    )
    ticket_id = ticket.id
    clock = Clock(
        estate_id=facts["estate_id"],
        ticket=ticket,
        commitment_id=facts["commitment_id"],
        kind="respond",
        started_at=moment,
        due_at=due_at,
    )
    with Session(engine) as session, session.no_autoflush:
        session.info.update(audited={ticket_id}, settings=SETTINGS)  # the mark of the figures is made at the flush
        session.add_all([ticket, clock])
        session.add_all(
            Deadline(kind=kind, subject=clock.id, due_at=due_at, fires_at=due_at, payload={})
            for kind in ("clock.warn", "clock.breach", "clock.breach")
        )
        session.add(
            AuditRow(
                at=moment,
                actor_kind="staff",
                actor_id=None,
                actor_name="",
                action="ticket.open",
                subject_type="ticket",
                subject=ticket_id,
                before={},
                after={"title": facts["title"]},
            )
        )
        session.add(OutboxRow(event_id=new_id(), key="x", subject=str(ticket_id), body=BODY, created_at=moment))
        session.flush()  # the words refer to the ticket
        session.add(TicketWords(ticket_id=ticket_id, estate_id=facts["estate_id"], words=WORDS))
        session.commit()
    return {"id": str(ticket_id)}, 201


def _read(body: dict[str, str]) -> dict[str, Any]:
    return {name: UUID(value) if name.endswith("_id") else value for name, value in body.items()}
