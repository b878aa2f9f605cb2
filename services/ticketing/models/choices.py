"""The fixed vocabularies of the front desk; the values travel in events and in the API."""

from enum import StrEnum

from services.ticketing.models.figure_choices import AGE_NAMES, OUTCOME_NAMES
from shared.errors import N_


class PremisesKind(StrEnum):
    BUILDING = "building"
    FLOOR = "floor"
    UNIT = "unit"


class CustomerKind(StrEnum):
    OWNER = "owner"
    TENANT = "tenant"


class TicketKind(StrEnum):
    COMPLAINT = "complaint"
    REPAIR = "repair"
    SUGGESTION = "suggestion"
    ENQUIRY = "enquiry"
    PRAISE = "praise"


class Area(StrEnum):
    """Where a repair is: in the home, or in what all residents share."""

    INDOOR = "indoor"
    PUBLIC = "public"


class Tier(StrEnum):
    """C2.5: 特急, 急, 一般."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    NORMAL = "normal"


class ClockKind(StrEnum):
    """What is promised: 受理, 到场或处理 (C2.5), 解决, 回复 (C1.4.3)."""

    ACKNOWLEDGE = "acknowledge"
    RESPOND = "respond"
    RESOLVE = "resolve"
    ANSWER = "answer"


class PauseReason(StrEnum):
    """Why the clocks of a ticket stand still."""

    RESIDENT = "waiting_for_resident"
    PARTS = "waiting_for_parts"
    ACCESS = "waiting_for_access"


class Target(StrEnum):
    """``minutes`` counts from the start; ``same_day`` ends with the day: the local one, or the working one."""

    MINUTES = "minutes"
    SAME_DAY = "same_day"


class Calendar(StrEnum):
    """``always`` runs round the clock; ``working`` counts the estate's working hours, for normal requests only."""

    ALWAYS = "always"
    WORKING = "working"


class Status(StrEnum):
    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"
    DECLINED = "declined"
    ANSWERED = "answered"
    CLOSED = "closed"


class Channel(StrEnum):
    """How a request came in (C1.4.2)."""

    PHONE = "phone"
    COUNTER = "counter"
    MAILBOX = "mailbox"
    WEB = "web"
    VISIT = "visit"
    SURVEY = "survey"
    SYMPOSIUM = "symposium"
    COMMITTEE = "committee"
    EMPLOYEE = "employee"


class AnswerChannel(StrEnum):
    """How the resident was answered (有解必答)."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    MESSAGE = "message"
    EMAIL = "email"
    LETTER = "letter"


class MessageChannel(StrEnum):
    """How a household wants to be told (A1)."""

    SMS = "sms"
    EMAIL = "email"
    WECOM = "wecom"


class MessageTopic(StrEnum):
    """What a household may choose a way of its own for; of outages and dangers everybody is told."""

    REQUESTS = "requests"
    NOTICES = "notices"
    SURVEYS = "surveys"
    ACTIVITIES = "activities"


NOT_AT_ALL = "none"


class Takeover(StrEnum):
    """Who takes over what somebody has still to solve."""

    COLLEAGUE = "colleague"
    IN_TURN = "in_turn"
    POOL = "team_pool"


class Team(StrEnum):
    """The 班组."""

    ENGINEERING = "engineering"
    CLEANING = "cleaning"
    SECURITY = "security"
    GREENING = "greening"
    CUSTOMER_SERVICE = "customer_service"


class ImportState(StrEnum):
    """``refused`` for what is wrong with the file, ``failed`` for what is wrong with us."""

    QUEUED = "queued"
    CHECKING = "checking"
    SAVING = "saving"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class Language(StrEnum):
    ZH = "zh"
    EN = "en"


NUMBER_PREFIXES = {
    TicketKind.COMPLAINT: "TS",
    TicketKind.REPAIR: "BX",
    TicketKind.SUGGESTION: "JY",
    TicketKind.ENQUIRY: "ZX",
    TicketKind.PRAISE: "BY",
}

KIND_NAMES = {
    TicketKind.COMPLAINT: N_("complaint"),
    TicketKind.REPAIR: N_("repair"),
    TicketKind.SUGGESTION: N_("suggestion"),
    TicketKind.ENQUIRY: N_("enquiry"),
    TicketKind.PRAISE: N_("praise"),
}
AREA_NAMES = {Area.INDOOR: N_("indoor"), Area.PUBLIC: N_("public area")}
TIER_NAMES = {Tier.EMERGENCY: N_("emergency"), Tier.URGENT: N_("urgent"), Tier.NORMAL: N_("normal")}
CLOCK_NAMES = {
    ClockKind.ACKNOWLEDGE: N_("Acknowledged"),
    ClockKind.RESPOND: N_("On the spot or solved"),
    ClockKind.RESOLVE: N_("Solved"),
    ClockKind.ANSWER: N_("Answered"),
}
PAUSE_REASON_NAMES = {
    PauseReason.RESIDENT: N_("waiting for the resident"),
    PauseReason.PARTS: N_("waiting for parts"),
    PauseReason.ACCESS: N_("waiting for access"),
}
CALENDAR_NAMES = {Calendar.ALWAYS: N_("day and night"), Calendar.WORKING: N_("in working hours")}
STATUS_NAMES = {
    Status.RECEIVED: N_("received"),
    Status.ACKNOWLEDGED: N_("acknowledged"),
    Status.RESOLVED: N_("resolved"),
    Status.DECLINED: N_("declined"),
    Status.ANSWERED: N_("answered"),
    Status.CLOSED: N_("closed"),
}
CHANNEL_NAMES = {
    Channel.PHONE: N_("phone"),
    Channel.COUNTER: N_("counter"),
    Channel.MAILBOX: N_("lead's mailbox"),
    Channel.WEB: N_("web"),
    Channel.VISIT: N_("visit"),
    Channel.SURVEY: N_("survey"),
    Channel.SYMPOSIUM: N_("symposium"),
    Channel.COMMITTEE: N_("owners' committee"),
    Channel.EMPLOYEE: N_("employee"),
}
ANSWER_CHANNEL_NAMES = {
    AnswerChannel.PHONE: N_("phone"),
    AnswerChannel.IN_PERSON: N_("in person"),
    AnswerChannel.MESSAGE: N_("message"),
    AnswerChannel.EMAIL: N_("e-mail"),
    AnswerChannel.LETTER: N_("letter"),
}
IMPORT_STATE_NAMES = {
    ImportState.QUEUED: N_("queued"),
    ImportState.CHECKING: N_("checking"),
    ImportState.SAVING: N_("saving"),
    ImportState.DONE: N_("done"),
    ImportState.REFUSED: N_("not taken over"),
    ImportState.FAILED: N_("broken off"),
}
MESSAGE_CHANNEL_NAMES = {
    MessageChannel.SMS: N_("text message"),
    MessageChannel.EMAIL: N_("e-mail"),
    MessageChannel.WECOM: N_("WeCom"),
}
TOPIC_NAMES = {
    MessageTopic.REQUESTS: N_("own requests"),
    MessageTopic.NOTICES: N_("notices"),
    MessageTopic.SURVEYS: N_("surveys"),
    MessageTopic.ACTIVITIES: N_("activities and visits"),
}
TEAM_NAMES = {
    Team.ENGINEERING: N_("engineering"),
    Team.CLEANING: N_("cleaning"),
    Team.SECURITY: N_("security"),
    Team.GREENING: N_("greening"),
    Team.CUSTOMER_SERVICE: N_("customer service"),
}
TAKEOVER_NAMES = {
    Takeover.COLLEAGUE: N_("a colleague"),
    Takeover.IN_TURN: N_("the teams in turn"),
    Takeover.POOL: N_("back to the teams"),
}
CUSTOMER_KIND_NAMES = {CustomerKind.OWNER: N_("owner"), CustomerKind.TENANT: N_("tenant")}
PREMISES_KIND_NAMES = {
    PremisesKind.BUILDING: N_("building"),
    PremisesKind.FLOOR: N_("floor"),
    PremisesKind.UNIT: N_("unit"),
}
LABELS: dict[str, str] = {
    str(value): name
    for names in (
        KIND_NAMES,
        AREA_NAMES,
        TIER_NAMES,
        CLOCK_NAMES,
        CALENDAR_NAMES,
        PAUSE_REASON_NAMES,
        STATUS_NAMES,
        CHANNEL_NAMES,
        ANSWER_CHANNEL_NAMES,
        IMPORT_STATE_NAMES,
        MESSAGE_CHANNEL_NAMES,
        TOPIC_NAMES,
        {NOT_AT_ALL: N_("not at all")},
        TEAM_NAMES,
        AGE_NAMES,
        OUTCOME_NAMES,
        TAKEOVER_NAMES,
        CUSTOMER_KIND_NAMES,
        PREMISES_KIND_NAMES,
    )
    for value, name in names.items()
}
