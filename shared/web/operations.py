"""Pages for operators, the same in every service: what the events do, which failed, and the audit trail."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from shared import audit
from shared import operations as machinery
from shared.audit import AuditRow
from shared.errors import N_
from shared.paging import Page
from shared.web.access import db, reads, writes
from shared.web.exports import AT_ONCE, Column, List, exported
from shared.web.navigation import SERVICES
from shared.web.responses import see_other
from shared.web.trail import Told, actions_called, told

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
    page = audit.trail(db(), **_looked_for(), after=request.args.get("after"), limit=PAGE)
    return render_template("audit.html", page=page, rows=map(told, page.items), services=SERVICES)


@operations.post("/audit/export")
@writes("audit.read")
def export_audit_trail() -> Any:
    chosen = _looked_for()
    return exported(
        List(
            N_("Audit trail"),
            TOLD,
            lambda session, after: _told(audit.trail(session, **chosen, after=after, limit=AT_ONCE)),
        )
    )


def _looked_for() -> dict[str, Any]:
    text = request.args.get("text", "").strip()
    return {"subject": request.args.get("subject", type=UUID), "text": text, "actions": actions_called(text)}


def _told(rows: Page[AuditRow]) -> Page[Told]:
    return Page(list(map(told, rows.items)), rows.next)


def _values(values: list[tuple[str, str]]) -> str:
    return "\n".join(f"{name}: {value.striptags() if isinstance(value, Markup) else value}" for name, value in values)


TOLD: list[Column[Told]] = [
    Column(N_("When"), lambda told: told.row.at),
    Column(N_("Who"), lambda told: told.row.actor_name),
    Column(N_("Action"), lambda told: told.what),
    Column(N_("Before"), lambda told: _values(told.before)),
    Column(N_("After"), lambda told: _values(told.after)),
    Column(N_("Note"), lambda told: told.note),
    Column(N_("Subject"), lambda told: str(told.row.subject)),
]
