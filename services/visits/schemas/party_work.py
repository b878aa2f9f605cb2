"""Bodies, forms and answers about contacts, talks and tasks with outside parties (B4.1)."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from services.visits.models import ContactWay, PartyKind, TaskKind, TaskState
from shared.fields import Line, Moment, SiteTime, Words, in_this_century

LINES = range(1, 6)


class LogContactSchema(Schema):
    """``next_step`` with its day becomes a task of ``follower_id``, or of the caller."""

    contacted_at = Moment(required=True)
    way = fields.Enum(ContactWay, by_value=True, required=True)
    person = Line(100, load_default="")
    about = Line(200, required=True)
    outcome = Words(5000, load_default="")
    next_step = Line(200, load_default="")
    next_step_on = fields.Date(load_default=None, allow_none=True, validate=in_this_century)
    follower_id = fields.UUID(load_default=None, allow_none=True)


class LogContactFormSchema(LogContactSchema):
    contacted_at: SiteTime = SiteTime(required=True)  # type: ignore[assignment] # a form tells no offset


class ImprovementSchema(Schema):
    """``owner`` is who at the contractor makes it."""

    title = Line(200, required=True)
    owner = Line(100, required=True)
    due_on = fields.Date(required=True, validate=in_this_century)


class RecordTalkSchema(Schema):
    held_at = Moment(required=True)
    person = Line(100, required=True)
    summary = Words(10_000, required=True, filled=True)
    improvements = fields.List(fields.Nested(ImprovementSchema), load_default=list, validate=validate.Length(max=50))


class RecordTalkFormSchema(Schema):
    """A form has lines for a few improvements; empty ones are left out."""

    held_at = SiteTime(required=True)
    person = Line(100, required=True)
    summary = Words(10_000, required=True, filled=True)

    @post_load(pass_original=True)
    def _nest(self, facts: dict[str, Any], typed: Any, **_options: Any) -> dict[str, Any]:
        lines = [{name: typed.get(f"{name}_{line}", "") for name in ("title", "owner", "due_on")} for line in LINES]
        return facts | {"improvements": list(_filled(lines))}


def _filled(lines: list[dict[str, str]]) -> Any:
    """Raises ``ValidationError`` by the fields of the form."""
    wrong: dict[str, list[str]] = {}
    for number, line in zip(LINES, lines, strict=True):
        if not any(line.values()):
            continue
        try:
            yield ImprovementSchema().load({name: value for name, value in line.items() if value})
        except ValidationError as error:
            wrong |= {f"{name}_{number}": texts for name, texts in error.messages_dict.items()}
    if wrong:
        raise ValidationError(wrong)


class FinishTaskSchema(Schema):
    outcome = Words(2000, load_default="")


class PutOffTaskSchema(Schema):
    due_on = fields.Date(required=True, validate=in_this_century)
    reason = Words(1000, required=True, filled=True)


class ContactFilterSchema(Schema):
    kind = fields.Enum(PartyKind, by_value=True, load_default=None)
    since = fields.Date(load_default=None)
    until = fields.Date(load_default=None)


class PartyFactFilterSchema(Schema):
    party_id = fields.UUID(load_default=None)


class LoggedContactFilterSchema(ContactFilterSchema, PartyFactFilterSchema):
    pass


class TaskFilterSchema(Schema):
    state = fields.Enum(TaskState, by_value=True, load_default=None)
    kind = fields.Enum(TaskKind, by_value=True, load_default=None)
    mine = fields.Boolean(load_default=False)
    late = fields.Boolean(load_default=False)


class PartyTaskFilterSchema(TaskFilterSchema, PartyFactFilterSchema):
    source_id = fields.UUID(load_default=None)


class PartyContactSchema(Schema):
    """An entry of the contact log."""

    id = fields.UUID(required=True)
    party_id = fields.UUID(required=True)
    party = fields.String(required=True, attribute="party.name")
    contacted_at = fields.AwareDateTime(required=True)
    way = fields.Enum(ContactWay, by_value=True, required=True)
    person = fields.String(required=True)
    about = fields.String(required=True)
    outcome = fields.String(required=True)
    recorded_by = fields.String(required=True)
    recorded_at = fields.AwareDateTime(required=True)


class PartyTalkSchema(Schema):
    """A week's talk; its improvements are the tasks with its id as ``source_id``."""

    id = fields.UUID(required=True)
    party_id = fields.UUID(required=True)
    party = fields.String(required=True, attribute="party.name")
    held_at = fields.AwareDateTime(required=True)
    person = fields.String(required=True)
    summary = fields.String(required=True)
    recorded_by = fields.String(required=True)
    recorded_at = fields.AwareDateTime(required=True)


class PartyTaskSchema(Schema):
    """``source_id`` is the contact, talk or event that it came from; ``late``: its day has passed."""

    id = fields.UUID(required=True, attribute="task.id")
    party_id = fields.UUID(required=True, attribute="task.party_id")
    party = fields.String(required=True, attribute="task.party.name")
    kind = fields.Enum(TaskKind, by_value=True, required=True, attribute="task.kind")
    source_id = fields.UUID(required=True, attribute="task.source_id")
    title = fields.String(required=True, attribute="task.title")
    owner = fields.String(required=True, attribute="task.owner")
    follower_id = fields.UUID(required=True, allow_none=True, attribute="task.follower_id")
    follower = fields.String(required=True)
    due_on = fields.Date(required=True, attribute="task.due_on")
    late = fields.Boolean(required=True)
    state = fields.Enum(TaskState, by_value=True, required=True, attribute="task.state")
    outcome = fields.String(required=True, attribute="task.outcome")
    done_at = fields.AwareDateTime(required=True, allow_none=True, attribute="task.done_at")
    done_by = fields.String(required=True, attribute="task.done_by")
    checked_at = fields.AwareDateTime(required=True, allow_none=True, attribute="task.checked_at")
    checked_by = fields.String(required=True, attribute="task.checked_by")
    reason = fields.String(required=True, attribute="task.reason")
