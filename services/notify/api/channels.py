"""The channels of estates; their URLs go in, and never out."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.notify import handlers, queries
from services.notify.channels import usable, without_secrets
from services.notify.models import EstateChannel, SendingRules
from services.notify.schemas import EstateChannelSchema, SendingRulesSchema, SetChannelSchema
from shared.errors import N_, Invalid
from shared.web import ApiBlueprint, db, reads, writes

channels = ApiBlueprint("channels", __name__, url_prefix="/api/v1", description="Channels of estates")


@channels.get("/channels")
@reads("channels.edit")
@channels.response(200, EstateChannelSchema(many=True))
def estate_channels() -> list[dict[str, Any]]:
    """Those that estates have of their own; without one, an estate uses the installation's."""
    rows: Sequence[EstateChannel] = queries.estate_channels(db())
    return [_shown(row) for row in rows]


@channels.put("/channels")
@writes("channels.edit")
@channels.arguments(SetChannelSchema)
@channels.response(200, EstateChannelSchema)
def set_channel(facts: dict[str, Any]) -> dict[str, Any]:
    """From now on the estate sends over this URL."""
    row = handlers.set_channel(db(), **facts)
    if not usable(row.channel, row.url):
        raise Invalid({"url": [N_("This is no address for this channel.")]})
    return _shown(row)


@channels.delete("/channels/<uuid:channel_id>")
@writes("channels.edit")
@channels.response(204)
def remove_channel(channel_id: UUID) -> None:
    """The estate uses the installation's again, where there is one."""
    handlers.remove_channel(db(), channel_id=channel_id)


@channels.get("/sending-rules/<uuid:estate_id>")
@reads("channels.edit")
@channels.response(200, SendingRulesSchema)
def sending_rules(estate_id: UUID) -> SendingRules:
    """When messages of the estate may leave, and how many one household gets."""
    return handlers.sending_rules(db(), queries.estate(db(), estate_id).id)


@channels.put("/sending-rules")
@writes("channels.edit")
@channels.arguments(SendingRulesSchema)
@channels.response(200, SendingRulesSchema)
def set_sending_rules(facts: dict[str, Any]) -> SendingRules:
    """What is ready from now on obeys them; what is urgent goes in any case."""
    return handlers.set_sending_rules(db(), **facts)


def _shown(row: EstateChannel) -> dict[str, Any]:
    return {"id": row.id, "estate_id": row.estate_id, "channel": row.channel, "shown": without_secrets(row.url)}
