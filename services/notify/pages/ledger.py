"""The ledger: what was told to whom, and the second try of what failed."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.notify import handlers, queries
from services.notify.config import settings_of
from services.notify.models import EMAIL, INBOX, SMS, Delivery, Message, MessageState
from services.notify.queries import LedgerFilter
from services.notify.schemas import MessageFilterSchema
from shared.errors import N_
from shared.web import blank, db, reads, see_other, submitted, writes
from shared.web.display import label
from shared.web.exports import AT_ONCE, Column, List, exported, filters_of

PAGE = 50
ledger = Blueprint("ledger_pages", __name__)


@ledger.get("/messages")
@reads("messages.read")
def messages() -> Any:
    """The ledger; a filter that means nothing is left out."""
    filters = submitted(MessageFilterSchema(), request.args)
    chosen = LedgerFilter(**filters.facts)
    page = queries.messages(db(), chosen, after=request.args.get("after"), limit=PAGE)
    channels = dict.fromkeys((EMAIL, SMS, INBOX, *settings_of(db()).channel_urls))
    return render_template("messages.html", page=page, states=_choices(MessageState), channels=_choices(channels))


@ledger.post("/messages/export")
@writes("messages.read")
def export_messages() -> Any:
    chosen = LedgerFilter(**filters_of(MessageFilterSchema()))
    return exported(
        List(
            N_("Messages sent"),
            LEDGER,
            lambda session, after: queries.messages(session, chosen, after=after, limit=AT_ONCE),
        )
    )


@ledger.get("/messages/<uuid:message_id>")
@reads("messages.read")
def message(message_id: UUID) -> str:
    return render_template("message.html", message=queries.message(db(), message_id))


@ledger.post("/deliveries/<uuid:delivery_id>/retry")
@writes("messages.retry")
def retry(delivery_id: UUID) -> Any:
    """Back to the message, which says what happens next, or why it is still not possible."""
    form = blank()
    message_id = queries.delivery(db(), delivery_id).message_id
    if form.attempt(lambda: handlers.retry(db(), delivery_id=delivery_id)) is None:
        flash(" ".join(form.errors[""]), "danger")
    else:
        flash(_("The message is being sent again."), "success")
    return see_other(url_for(".message", message_id=message_id))


LEDGER: list[Column[Message]] = [
    Column(N_("Message"), lambda row: row.title),
    Column(N_("Text"), lambda row: row.body),
    Column(N_("To"), lambda row: row.recipient_name),
    Column(N_("Place"), lambda row: row.place or label(row.recipient_kind)),
    Column(N_("About"), lambda row: row.reference),
    Column(N_("Channels"), lambda row: "\n".join(map(_told, row.deliveries))),
    Column(N_("State"), lambda row: label(row.state)),
    Column(N_("When"), lambda row: row.created_at),
]


def _told(delivery: Delivery) -> str:
    """How it stands on one channel, and why."""
    said = f"{label(delivery.channel)}: {label(delivery.state)}"
    return f"{said} ({label(delivery.reason)})" if delivery.reason else said


def _choices(values: Iterable[str]) -> list[tuple[str, str]]:
    """Values with their words, for a field or a filter."""
    return [(value, label(value)) for value in values]
