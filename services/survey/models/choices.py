"""The fixed vocabularies of the survey service; the values travel in events and in the API."""

from enum import StrEnum

from services.survey.models.analyses import ANALYSIS_STATE_NAMES
from services.survey.models.issues import CHANNEL_NAMES, CLOCK_NAMES, KIND_NAMES
from shared.errors import N_


class QuestionKind(StrEnum):
    RATING = "rating"
    SINGLE = "single"
    MULTIPLE = "multiple"
    YES_NO = "yes_no"
    CONTACT = "contact"
    NUMBER = "number"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    MATRIX = "matrix"


QUESTION_KIND_NAMES = {
    QuestionKind.RATING: N_("Satisfaction from 1 to 5"),
    QuestionKind.SINGLE: N_("One of several"),
    QuestionKind.MULTIPLE: N_("Several of several"),
    QuestionKind.YES_NO: N_("Yes or no"),
    QuestionKind.CONTACT: N_("Yes or no: please contact me"),
    QuestionKind.NUMBER: N_("Number"),
    QuestionKind.SHORT_TEXT: N_("A line of text"),
    QuestionKind.LONG_TEXT: N_("Longer text"),
    QuestionKind.MATRIX: N_("Satisfaction with several things"),
}
YES, NO = "yes", "no"
LEAST, BEST = 1, 5
SCORES = {
    5: N_("very satisfied"),
    4: N_("satisfied"),
    3: N_("all right"),
    2: N_("dissatisfied"),
    1: N_("very dissatisfied"),
}


class CampaignState(StrEnum):
    """``planned`` → ``open`` → ``closed`` → ``counted`` → ``approved`` → ``published``, or → ``cancelled``."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    COUNTED = "counted"
    APPROVED = "approved"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


CAMPAIGN_STATE_NAMES = {
    CampaignState.PLANNED: N_("planned"),
    CampaignState.OPEN: N_("open"),
    CampaignState.CLOSED: N_("ended"),
    CampaignState.COUNTED: N_("counted"),
    CampaignState.APPROVED: N_("approved"),
    CampaignState.PUBLISHED: N_("published"),
    CampaignState.CANCELLED: N_("cancelled"),
}


class FollowUpState(StrEnum):
    """``requested`` until the front desk has opened a ticket, then how far that has come."""

    REQUESTED = "requested"
    OPENED = "opened"
    RESOLVED = "ticket_resolved"
    DECLINED = "ticket_declined"
    ANSWERED = "ticket_answered"
    CLOSED = "ticket_closed"


FOLLOW_UP_STATE_NAMES = {
    FollowUpState.REQUESTED: N_("passed on"),
    FollowUpState.OPENED: N_("being dealt with"),
    FollowUpState.RESOLVED: N_("resolved"),
    FollowUpState.DECLINED: N_("declined"),
    FollowUpState.ANSWERED: N_("answered"),
    FollowUpState.CLOSED: N_("closed"),
}


class Level(StrEnum):
    """Of which households a tally tells: all, those of one kind in a building, those of a floor."""

    WHOLE = "whole"
    BUILDING = "building"
    FLOOR = "floor"


class HouseholdKind(StrEnum):
    OWNER = "owner"
    TENANT = "tenant"


HOUSEHOLD_KIND_NAMES = {HouseholdKind.OWNER: N_("owner"), HouseholdKind.TENANT: N_("tenant")}
LABELS: dict[str, str] = {
    str(value): name
    for names in (
        QUESTION_KIND_NAMES,
        CAMPAIGN_STATE_NAMES,
        HOUSEHOLD_KIND_NAMES,
        FOLLOW_UP_STATE_NAMES,
        ANALYSIS_STATE_NAMES,
        KIND_NAMES,
        CLOCK_NAMES,
        CHANNEL_NAMES,
    )
    for value, name in names.items()
}
