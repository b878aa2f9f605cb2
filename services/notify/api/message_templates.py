"""The company's own texts around what households are told."""

from collections.abc import Sequence
from typing import Any

from services.notify import handlers, queries
from services.notify.models import MessageTemplate
from services.notify.schemas import MessageTemplateSchema, MessageTextSchema
from shared.web import ApiBlueprint, db, reads, writes

message_templates = ApiBlueprint(
    "message_templates_api", __name__, url_prefix="/api/v1/message-templates", description="Texts of messages"
)


@message_templates.get("")
@reads("notices.approve")
@message_templates.response(200, MessageTemplateSchema(many=True))
def own_texts() -> Sequence[MessageTemplate]:
    """Those that are not the standard ones."""
    return queries.message_templates(db())


@message_templates.put("/<string:event>/<string:language>")
@writes("notices.approve")
@message_templates.arguments(MessageTextSchema)
@message_templates.response(200, MessageTemplateSchema)
def set_text(facts: dict[str, Any], event: str, language: str) -> MessageTemplate:
    """Messages of this event in this language read so from now on."""
    return handlers.set_message_template(db(), event=event, language=language, **facts)


@message_templates.delete("/<string:event>/<string:language>")
@writes("notices.approve")
@message_templates.response(204)
def reset_text(event: str, language: str) -> None:
    """The standard text again."""
    handlers.reset_message_template(db(), event=event, language=language)
