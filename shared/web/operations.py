"""Pages for operators, the same in every service: what the events do, which failed, and the audit trail."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from shared import audit
from shared import operations as machinery
from shared.web.access import db, reads, writes
from shared.web.navigation import SERVICES
from shared.web.responses import see_other
from shared.web.trail import actions_called, told

PAGE = 50
operations = Blueprint("operations", __name__)


@operations.get("/operations")
@reads("operations.read")
def overview() -> Any:
    state = request.args.get("state") or None
    before = request.args.get("before", type=int)
    failed = machinery.parked_events(db(), state=state, before=before, limit=PAGE)
    return render_template(
        "operations.html",
        health=machinery.health(db()),
        most=machinery.MOST,
        waiting=machinery.outbox_rows(db(), limit=PAGE),
        failed=failed,
        older=failed[-1].seq if len(failed) == PAGE else None,
        services=SERVICES,
    )


@operations.get("/operations/health")
@reads("operations.read")
def health_tiles() -> Any:
    """The live part of the overview."""
    return render_template("operations_health.html", health=machinery.health(db()), most=machinery.MOST)


@operations.get("/operations/events/<int:number>")
@reads("operations.read")
def failed_event(number: int) -> Any:
    return render_template("operations_event.html", event=machinery.parked_event(db(), number))


@operations.post("/operations/events/<int:number>/replay")
@writes("operations.act")
def replay(number: int) -> Any:
    machinery.replay(db(), number)
    flash(_("Event %(number)s is being tried again.", number=number), "success")
    return see_other(url_for(".overview"))


@operations.post("/operations/events/<int:number>/discard")
@writes("operations.act")
def discard(number: int) -> Any:
    machinery.discard(db(), number)
    flash(_("Event %(number)s has been discarded.", number=number), "success")
    return see_other(url_for(".overview"))


@operations.get("/audit")
@reads("audit.read")
def audit_trail() -> Any:
    text = request.args.get("text", "").strip()
    page = audit.trail(
        db(),
        subject=request.args.get("subject", type=UUID),
        text=text,
        actions=actions_called(text),
        after=request.args.get("after"),
        limit=PAGE,
    )
    return render_template("audit.html", page=page, rows=map(told, page.items), services=SERVICES)
