"""The fixed vocabularies of the visits service; the values travel in events and in the API."""

from enum import StrEnum

from shared.errors import N_


class VisitKind(StrEnum):
    QUARTERLY = "quarterly"
    KEY_CUSTOMER = "key_customer"
    MOVE_IN = "move_in"
    COMPLAINT = "complaint_follow_up"
    REQUEST = "at_request"


VISIT_KIND_NAMES = {
    VisitKind.QUARTERLY: N_("Quarterly visit"),
    VisitKind.KEY_CUSTOMER: N_("Visit of the project lead to a key customer"),
    VisitKind.MOVE_IN: N_("Return visit after moving in"),
    VisitKind.COMPLAINT: N_("Follow-up of a complaint"),
    VisitKind.REQUEST: N_("Visit at request"),
}


class VisitState(StrEnum):
    """``planned`` → ``confirmed`` (by the household) → ``done``; or ``absent`` for good, ``refused``, ``cancelled``."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    DONE = "done"
    ABSENT = "absent"
    REFUSED = "refused"
    CANCELLED = "cancelled"


VISIT_STATE_NAMES = {
    VisitState.PLANNED: N_("planned"),
    VisitState.CONFIRMED: N_("time agreed"),
    VisitState.DONE: N_("visited"),
    VisitState.ABSENT: N_("nobody met"),
    VisitState.REFUSED: N_("visit refused"),
    VisitState.CANCELLED: N_("cancelled"),
}
AHEAD = (VisitState.PLANNED, VisitState.CONFIRMED)
BY_HAND = (VisitKind.REQUEST, VisitKind.KEY_CUSTOMER, VisitKind.COMPLAINT)


class PromiseState(StrEnum):
    """``late``: open, and its day has passed."""

    OPEN = "open_promise"
    LATE = "late_promise"
    KEPT = "kept_promise"


PROMISE_STATE_NAMES = {
    PromiseState.OPEN: N_("open"),
    PromiseState.LATE: N_("overdue"),
    PromiseState.KEPT: N_("kept"),
}


class NeedKind(StrEnum):
    """What a need becomes at the front desk."""

    REPAIR = "repair"
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    ENQUIRY = "enquiry"


NEED_KIND_NAMES = {
    NeedKind.REPAIR: N_("repair"),
    NeedKind.COMPLAINT: N_("complaint"),
    NeedKind.SUGGESTION: N_("suggestion"),
    NeedKind.ENQUIRY: N_("enquiry"),
}
TICKET_STATUS_NAMES = {
    "received": N_("received"),
    "acknowledged": N_("acknowledged"),
    "resolved": N_("resolved"),
    "declined": N_("declined"),
    "answered": N_("answered"),
    "closed": N_("closed"),
}
SCORES = {
    5: N_("very satisfied"),
    4: N_("satisfied"),
    3: N_("all right"),
    2: N_("dissatisfied"),
    1: N_("very dissatisfied"),
}
LABELS: dict[str, str] = {
    str(value): name
    for names in (VISIT_KIND_NAMES, VISIT_STATE_NAMES, NEED_KIND_NAMES, PROMISE_STATE_NAMES)
    for value, name in names.items()
}
LABELS |= TICKET_STATUS_NAMES | {"owner": N_("owner"), "tenant": N_("tenant")}
