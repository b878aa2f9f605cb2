"""服务承诺: the times that are promised, and who is told when they run out (C2.5, C2.6)."""

from typing import Any

from flask import Blueprint, render_template

from services.ticketing import queries
from shared.web import db, reads

commitments = Blueprint("commitment_pages", __name__)


@commitments.get("/commitments")
@reads("tickets.read")
def overview() -> Any:
    return render_template("commitments.html", commitments=queries.commitments(db()))
