"""会议: planned, opened, held, their minutes and what they decide (A2.3, B4.2, B5)."""

from typing import Any
from uuid import UUID

from services.visits import handlers, queries
from services.visits.handlers import Rhythm
from services.visits.models import Meeting, MeetingAction
from services.visits.queries import Decided, Gathering, Held
from services.visits.schemas import (
    ActionFilterSchema,
    AgendaSchema,
    DecidedSchema,
    DiscussNeedsSchema,
    FileMinutesSchema,
    FinishActionSchema,
    GatheringSchema,
    HoldMeetingSchema,
    ListedMeetingSchema,
    MeetingActionSchema,
    MeetingFilterSchema,
    MeetingSchema,
    MoveMeetingSchema,
    PlanMeetingSchema,
    ReasonSchema,
    SeriesSchema,
    SetActionSchema,
    SetSeriesSchema,
)
from shared.paging import Page
from shared.web import ApiBlueprint, db, page_args, page_schema, reads, writes

meetings = ApiBlueprint("meetings", __name__, url_prefix="/api/v1", description="Meetings and their minutes")


@meetings.get("/meetings")
@reads("visits.read")
@meetings.arguments(page_args(MeetingFilterSchema), location="query")
@meetings.response(200, page_schema(ListedMeetingSchema))
def listed(args: dict[str, Any]) -> Page[Held]:
    """The meetings of today and ahead, or those before."""
    return queries.meetings(db(), **args)


@meetings.post("/meetings")
@writes("meetings.run")
@meetings.arguments(PlanMeetingSchema)
@meetings.response(201, MeetingSchema)
def plan(facts: dict[str, Any]) -> Meeting:
    """Plans one that no series makes, such as a meeting with the owners' committee."""
    return handlers.plan_meeting(db(), **facts)


@meetings.get("/meetings/<uuid:meeting_id>")
@reads("visits.read")
@meetings.response(200, GatheringSchema)
def one(meeting_id: UUID) -> Gathering:
    """A meeting with all that belongs to it."""
    return queries.gathering(db(), meeting_id)


@meetings.post("/meetings/<uuid:meeting_id>/move")
@writes("meetings.run")
@meetings.arguments(MoveMeetingSchema)
@meetings.response(200, MeetingSchema)
def move(facts: dict[str, Any], meeting_id: UUID) -> Meeting:
    """Another time or place, for a reason."""
    return handlers.move_meeting(db(), meeting_id=meeting_id, **facts)


@meetings.post("/meetings/<uuid:meeting_id>/agenda")
@writes("meetings.run")
@meetings.arguments(AgendaSchema)
@meetings.response(200, MeetingSchema)
def write_agenda(facts: dict[str, Any], meeting_id: UUID) -> Meeting:
    """What will be talked about."""
    return handlers.write_agenda(db(), meeting_id=meeting_id, **facts)


@meetings.post("/meetings/<uuid:meeting_id>/open")
@writes("meetings.run")
@meetings.response(200, MeetingSchema)
def begin(meeting_id: UUID) -> Meeting:
    """It begins now."""
    return handlers.open_meeting(db(), meeting_id=meeting_id)


@meetings.post("/meetings/<uuid:meeting_id>/hold")
@writes("meetings.run")
@meetings.arguments(HoldMeetingSchema)
@meetings.response(200, MeetingSchema)
def hold(facts: dict[str, Any], meeting_id: UUID) -> Meeting:
    """It was held, and these came."""
    return handlers.hold_meeting(db(), meeting_id=meeting_id, **facts)


@meetings.post("/meetings/<uuid:meeting_id>/cancel")
@writes("meetings.run")
@meetings.arguments(ReasonSchema)
@meetings.response(200, MeetingSchema)
def cancel(facts: dict[str, Any], meeting_id: UUID) -> Meeting:
    """It won't be held."""
    return handlers.cancel_meeting(db(), meeting_id=meeting_id, **facts)


@meetings.post("/meetings/<uuid:meeting_id>/needs/<uuid:digest_id>")
@writes("meetings.run")
@meetings.arguments(DiscussNeedsSchema)
@meetings.response(200, GatheringSchema)
def discuss(facts: dict[str, Any], meeting_id: UUID, digest_id: UUID) -> Gathering:
    """What the office meeting said of a team's needs."""
    handlers.discuss_needs(db(), meeting_id=meeting_id, digest_id=digest_id, **facts)
    return queries.gathering(db(), meeting_id)


@meetings.post("/meetings/<uuid:meeting_id>/minutes")
@writes("meetings.run")
@meetings.arguments(FileMinutesSchema)
@meetings.response(200, MeetingSchema)
def file_minutes(facts: dict[str, Any], meeting_id: UUID) -> Meeting:
    """Files the minutes; filed again, they are corrected."""
    return handlers.file_minutes(db(), meeting_id=meeting_id, **facts)


@meetings.post("/meetings/<uuid:meeting_id>/actions")
@writes("meetings.run")
@meetings.arguments(SetActionSchema)
@meetings.response(201, MeetingActionSchema)
def set_action(facts: dict[str, Any], meeting_id: UUID) -> MeetingAction:
    """The meeting decides what somebody does by when."""
    return handlers.set_action(db(), meeting_id=meeting_id, **facts)


@meetings.get("/meeting-actions")
@reads("visits.read")
@meetings.arguments(page_args(ActionFilterSchema), location="query")
@meetings.response(200, page_schema(DecidedSchema))
def actions(args: dict[str, Any]) -> Page[Decided]:
    """What meetings decided; what is due first comes first."""
    return queries.actions(db(), **args)


@meetings.post("/meeting-actions/<uuid:action_id>/finish")
@writes("visits.read")
@meetings.arguments(FinishActionSchema)
@meetings.response(200, MeetingActionSchema)
def finish(facts: dict[str, Any], action_id: UUID) -> MeetingAction:
    """It is done: its owner says so, or who runs the meetings."""
    return handlers.finish_action(db(), action_id=action_id, **facts)


@meetings.post("/meeting-actions/<uuid:action_id>/drop")
@writes("meetings.run")
@meetings.arguments(ReasonSchema)
@meetings.response(200, MeetingActionSchema)
def drop(facts: dict[str, Any], action_id: UUID) -> MeetingAction:
    """It need not be done any more."""
    return handlers.drop_action(db(), action_id=action_id, **facts)


@meetings.get("/estates/<uuid:estate_id>/meeting-series")
@reads("visits.read")
@meetings.response(200, SeriesSchema(many=True))
def series(estate_id: UUID) -> list[Rhythm]:
    """When the estate holds its meetings that return."""
    return handlers.series_of(db(), estate_id=estate_id)


@meetings.post("/meeting-series")
@writes("meetings.run")
@meetings.arguments(SetSeriesSchema)
@meetings.response(200, SeriesSchema)
def set_series(facts: dict[str, Any]) -> Any:
    """Says when meetings of a kind are held; those ahead follow."""
    return handlers.set_series(db(), **facts)
