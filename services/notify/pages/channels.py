"""渠道: over which accounts an estate sends, and whether a message gets through."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.notify import handlers, queries
from services.notify.channels import Channels, Result, usable, without_secrets
from services.notify.config import settings_of
from services.notify.models import EMAIL, SCHEMES, SMS, Estate, Outcome
from services.notify.schemas import SendingRulesSchema, SetChannelSchema, TestChannelSchema
from shared.errors import N_, Invalid
from shared.web import Form, blank, db, reads, see_other, submitted, writes

channels = Blueprint("channel_pages", __name__, url_prefix="/channels")
WITH_ADDRESS = (EMAIL, SMS)


@channels.get("")
@reads("channels.edit")
def overview() -> Any:
    """``estate`` chooses one of the reader's; without it the first."""
    return _page(_estate(request.args.get("estate")))


@channels.post("")
@writes("channels.edit")
def set_channel() -> Any:
    form = submitted(SetChannelSchema())
    if form.valid and form.attempt(lambda: _set(form)) is not None:
        flash(_("Saved. Send a test to see whether it gets through."), "success")
        return see_other(url_for(".overview", estate=form.facts["estate_id"]))
    return _page(_estate(request.form.get("estate_id")), account=form), 422


@channels.post("/<uuid:channel_id>/remove")
@writes("channels.edit")
def remove(channel_id: UUID) -> Any:
    estate_id = queries.estate_channel(db(), channel_id).estate_id
    handlers.remove_channel(db(), channel_id=channel_id)
    flash(_("The estate has no account of its own for this channel any more."), "success")
    return see_other(url_for(".overview", estate=estate_id))


@channels.post("/rules")
@writes("channels.edit")
def set_rules() -> Any:
    form = submitted(SendingRulesSchema())
    if form.valid and form.attempt(lambda: handlers.set_sending_rules(db(), **form.facts)) is not None:
        flash(_("Saved. What is ready from now on obeys it."), "success")
        return see_other(url_for(".overview", estate=form.facts["estate_id"]))
    return _page(_estate(request.form.get("estate_id")), rules=form), 422


@channels.post("/test")
@reads("channels.edit")
def test() -> Any:
    """Sends at once, outside of the ledger, and tells what the other side said."""
    form = submitted(TestChannelSchema())
    estate = _estate(request.form.get("estate_id"))
    if estate is None or not form.valid:
        return _page(estate, test=form), 422
    result = form.attempt(lambda: _send_test(estate, **form.facts))
    if result is None:
        return _page(estate, test=form), 422
    if result.outcome is Outcome.SENT:
        flash(_("The test has left. Please look whether it has arrived."), "success")
        return see_other(url_for(".overview", estate=estate.id))
    form.errors[""] = [_("It did not get through: %(detail)s", detail=result.detail or _("no reason was given"))]
    return _page(estate, test=form), 422


def _set(form: Form) -> Any:
    """Raises ``Invalid``."""
    row = handlers.set_channel(db(), **form.facts)
    if not usable(row.channel, row.url):
        raise Invalid({"url": [N_("This is no address for this channel.")]})
    return row


def _send_test(estate: Estate, *, estate_id: UUID, channel: str, address: str) -> Result:
    """Raises ``Invalid``."""
    url = handlers.channel_urls(db(), estate_id).get(channel)
    if url is None:
        raise Invalid({"channel": [N_("This channel is not set up.")]})
    if channel in WITH_ADDRESS and not address:
        raise Invalid({"address": [N_("Where shall the test go?")]})
    title, body = _("Test of %(estate)s", estate=estate.name), _("If you read this, messages get through.")
    return Channels({}).send(channel, address, title=title, body=body, url=url)


def _estate(chosen: str | None) -> Estate | None:
    estates = queries.estates(db())
    return next((row for row in estates if str(row.id) == chosen), next(iter(estates), None))


def _page(estate: Estate | None, **forms: Form) -> str:
    """``forms`` are those that were not taken: ``account``, ``test``, ``rules``."""
    own = {row.channel: row for row in queries.estate_channels(db(), estate.id)} if estate else {}
    common = settings_of(db()).channel_urls
    shown = {channel: without_secrets(url) for channel, url in common.items()}
    return render_template(
        "channels.html",
        estate=estate,
        estates=queries.estates(db()),
        names=list(SCHEMES),
        channels=[name for name in dict.fromkeys((*SCHEMES, *common)) if name in own or name in common],
        own=own,
        shown=shown | {channel: without_secrets(row.url) for channel, row in own.items()},
        form=forms.get("account") or blank(),
        test_form=forms.get("test") or blank(),
        rules_form=forms.get("rules") or blank(_rules(estate)),
    )


def _rules(estate: Estate | None) -> dict[str, Any]:
    return dict(SendingRulesSchema().dump(handlers.sending_rules(db(), estate.id))) if estate else {}
