"""The fixed vocabularies of the visits service; the values travel in events and in the API."""

from enum import StrEnum

from shared.errors import N_


class VisitKind(StrEnum):
    QUARTERLY = "quarterly"
    KEY_CUSTOMER = "key_customer"


VISIT_KIND_NAMES = {
    VisitKind.QUARTERLY: N_("Quarterly visit"),
    VisitKind.KEY_CUSTOMER: N_("Visit of the project lead to a key customer"),
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
LABELS: dict[str, str] = {
    str(value): name for names in (VISIT_KIND_NAMES, VISIT_STATE_NAMES) for value, name in names.items()
} | {"owner": N_("owner"), "tenant": N_("tenant")}
