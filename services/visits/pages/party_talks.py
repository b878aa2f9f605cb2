"""The weekly talk with a contractor, on the screen and on paper (B4.1.3)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.visits import handlers, queries
from services.visits.handlers import Improvement
from services.visits.models import PartyTalk
from services.visits.schemas import LINES, PartyFactFilterSchema, RecordTalkFormSchema
from shared import clock
from shared.web import Form, blank, db, reads, see_other, site, submitted, writes

PAGE = 50
party_talks = Blueprint("party_talks", __name__, url_prefix="/parties")


@party_talks.get("/talks")
@reads("visits.read")
def overview() -> Any:
    """Whom nobody has talked with this week, and the talks that were held."""
    filters = submitted(PartyFactFilterSchema(), request.args)
    page = queries.party_talks(db(), **filters.facts, after=request.args.get("after"), limit=PAGE)
    return render_template("party_talks.html", page=page, silent=queries.silent_contractors(db()))


@party_talks.get("/<uuid:party_id>/talks/new")
@reads("parties.keep")
def new(party_id: UUID) -> Any:
    now = clock.now().astimezone(site().settings.site_zone).strftime("%Y-%m-%dT%H:%M")
    return _form(party_id, blank({"held_at": now}))


@party_talks.post("/<uuid:party_id>/talks/new")
@writes("parties.keep")
def record(party_id: UUID) -> Any:
    form = submitted(RecordTalkFormSchema())
    if form.valid and (talk := form.attempt(lambda: _recorded(party_id, form))):
        flash(_("Recorded. What must improve stands among the tasks."), "success")
        return see_other(url_for(".one", talk_id=talk.id))
    return _form(party_id, form), 422


@party_talks.get("/talks/<uuid:talk_id>")
@reads("visits.read")
def one(talk_id: UUID) -> Any:
    return _shown("party_talk.html", talk_id)


@party_talks.get("/talks/<uuid:talk_id>/print")
@reads("visits.read")
def on_paper(talk_id: UUID) -> Any:
    """《外包单位沟通记录》."""
    return _shown("party_talk_print.html", talk_id)


def _recorded(party_id: UUID, form: Form) -> PartyTalk:
    improvements = [Improvement(**improvement) for improvement in form.facts.pop("improvements")]
    return handlers.record_talk(db(), party_id=party_id, **form.facts, improvements=improvements)


def _form(party_id: UUID, form: Form) -> str:
    known = queries.party(db(), party_id)
    still_open = queries.party_tasks(db(), party_id=party_id, unfinished=True).items
    today = queries.today(db())
    return render_template("party_talk_new.html", known=known, form=form, lines=LINES, tasks=still_open, today=today)


def _shown(template: str, talk_id: UUID) -> str:
    talk = queries.party_talk(db(), talk_id)
    tasks = queries.party_tasks(db(), source_id=talk_id).items
    return render_template(template, talk=talk, tasks=tasks, estate=queries.estate_name(db(), talk.estate_id))
