"""服务承诺: the times that are promised, and who is told when they run out (C2.5, C2.6)."""

from typing import Any

from flask import Blueprint, render_template

from services.ticketing import queries
from services.ticketing.models import Commitment, TicketKind, Tier
from shared.web import db, reads

commitments = Blueprint("commitment_pages", __name__)


@commitments.get("/commitments")
@reads("tickets.read")
def overview() -> Any:
    rows = sorted(queries.commitments(db()), key=_by_urgency)
    return render_template("commitments.html", commitments=rows)


def _by_urgency(row: Commitment) -> tuple[int, str, int]:
    return list(TicketKind).index(row.kind), row.area or "", list(Tier).index(row.tier)
