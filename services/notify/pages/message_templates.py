"""消息文本: what stands around the text of each message, for each occasion and language."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, url_for
from flask_babel import gettext as _

from services.notify import handlers, queries
from services.notify.config import settings_of
from services.notify.handlers.wording import TO_HOUSEHOLDS, Voice, Words
from services.notify.models import BODY_FIELDS, TITLE_FIELDS
from services.notify.models.choices import EVENT_NAMES
from services.notify.schemas import MessageTextSchema
from shared import clock
from shared.errors import N_
from shared.i18n import LANGUAGES
from shared.web import Form, blank, db, reads, see_other, submitted, writes

message_templates = Blueprint("message_templates", __name__, url_prefix="/message-templates")
MEANINGS = {
    "name": N_("name of the household"),
    "headline": N_("the standard title"),
    "text": N_("what happened, and what comes next"),
    "link": N_("the household's link"),
    "number": N_("number of the request or notice"),
    "estate": N_("name of the estate"),
}
SAMPLE = {"zh": "张伟", "en": "John Smith"}
NUMBER = "BX-20261130-0001"


@message_templates.get("")
@reads("notices.approve")
def overview() -> Any:
    own = {(row.event, row.language) for row in queries.message_templates(db())}
    return render_template("message_templates.html", events=TO_HOUSEHOLDS, languages=LANGUAGES, own=own)


@message_templates.get("/<event>/<language>")
@reads("notices.approve")
def edit_form(event: str, language: str) -> Any:
    frame = handlers.frame_for(db(), event, _voice(event, language))
    return _page(event, language, blank({"title": frame.title, "body": frame.body}))


@message_templates.post("/<event>/<language>")
@writes("notices.approve")
def change(event: str, language: str) -> Any:
    _voice(event, language)
    form = submitted(MessageTextSchema())
    facts = {"event": event, "language": language, **form.facts}
    if form.valid and form.attempt(lambda: handlers.set_message_template(db(), **facts)) is not None:
        flash(_("Saved. Messages read so from now on."), "success")
        return see_other(url_for(".edit_form", event=event, language=language))
    return _page(event, language, form), 422


@message_templates.post("/<event>/<language>/reset")
@writes("notices.approve")
def reset(event: str, language: str) -> Any:
    handlers.reset_message_template(db(), event=event, language=language)
    flash(_("The standard text is used again."), "success")
    return see_other(url_for(".edit_form", event=event, language=language))


def _voice(event: str, language: str) -> Voice:
    if event not in TO_HOUSEHOLDS or language not in LANGUAGES:
        abort(404)
    estate = next((row.name for row in queries.estates(db())), "")
    return Voice(language, settings_of(db()).site_zone, clock.now(), estate)


def _page(event: str, language: str, form: Form) -> str:
    """With the message as a household would read it now."""
    voice = _voice(event, language)
    frame = handlers.frame_for(db(), event, voice)
    words = Words(voice.say(EVENT_NAMES.get(event, event)), f"（{voice.say(MEANINGS['text'])}）")
    facts = {"name": SAMPLE[language], "link": f"{settings_of(db()).public_url}/…", "number": NUMBER}
    return render_template(
        "message_template_edit.html",
        event=event,
        language=language,
        form=form,
        example=frame.around(words, voice, **facts),
        own=any((row.event, row.language) == (event, language) for row in queries.message_templates(db())),
        fields=[(name, MEANINGS[name]) for name in BODY_FIELDS],
        title_fields=TITLE_FIELDS,
    )
