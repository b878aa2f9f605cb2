"""The fixed vocabularies of notices and of the boards; the values travel in events and in the API."""

from enum import StrEnum

from shared.errors import N_


class NoticeKind(StrEnum):
    """告示, 通知书, 公告, 温馨提示 and what else goes to a board (A1.2)."""

    NOTICE = "notice"
    WRITTEN_NOTICE = "written_notice"
    ANNOUNCEMENT = "announcement"
    TIP = "tip"
    POWER_OUTAGE = "power_outage"
    WATER_OUTAGE = "water_outage"
    LIFT_OUTAGE = "lift_outage"
    ACTIVITY = "activity"
    RESULTS = "results"
    ANALYSIS = "analysis"
    STATEMENT = "statement"
    PRICE_LIST = "price_list"
    COMMITMENTS = "commitments"


class NoticeState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class Audience(StrEnum):
    """Whom of those who live in the places it concerns."""

    EVERYBODY = "everybody"
    OWNERS = "owners"
    TENANTS = "tenants"


# A statement is signed (A2.6), and an analysis written where it is counted (A2.8).
WRITTEN_BY_HAND = tuple(kind for kind in NoticeKind if kind not in {NoticeKind.STATEMENT, NoticeKind.ANALYSIS})
# Each household that it covers hears of it by a message of its own (A2.8).
NOT_MAILED = frozenset({NoticeKind.ANALYSIS})
OUTAGES = frozenset({NoticeKind.POWER_OUTAGE, NoticeKind.WATER_OUTAGE, NoticeKind.LIFT_OUTAGE})
SHOWN = frozenset({NoticeState.PUBLISHED, NoticeState.EXPIRED, NoticeState.WITHDRAWN, NoticeState.REPLACED})

NOTICE_KIND_NAMES = {
    NoticeKind.NOTICE: N_("notice"),
    NoticeKind.WRITTEN_NOTICE: N_("written notice"),
    NoticeKind.ANNOUNCEMENT: N_("announcement"),
    NoticeKind.TIP: N_("friendly reminder"),
    NoticeKind.POWER_OUTAGE: N_("power outage"),
    NoticeKind.WATER_OUTAGE: N_("water outage"),
    NoticeKind.LIFT_OUTAGE: N_("lift out of service"),
    NoticeKind.ACTIVITY: N_("community activity"),
    NoticeKind.RESULTS: N_("survey results"),
    NoticeKind.ANALYSIS: N_("quarterly analysis"),
    NoticeKind.STATEMENT: N_("income and expenditure"),
    NoticeKind.PRICE_LIST: N_("price list"),
    NoticeKind.COMMITMENTS: N_("service commitments"),
}
NOTICE_STATE_NAMES = {
    NoticeState.DRAFT: N_("draft"),
    NoticeState.SUBMITTED: N_("submitted"),
    NoticeState.RETURNED: N_("sent back"),
    NoticeState.APPROVED: N_("approved"),
    NoticeState.SCHEDULED: N_("scheduled"),
    NoticeState.PUBLISHED: N_("published"),
    NoticeState.EXPIRED: N_("expired"),
    NoticeState.WITHDRAWN: N_("withdrawn"),
    NoticeState.REPLACED: N_("replaced"),
}
AUDIENCE_NAMES = {
    Audience.EVERYBODY: N_("everybody"),
    Audience.OWNERS: N_("owners"),
    Audience.TENANTS: N_("tenants"),
}
NOTICE_LABELS: dict[str, str] = {
    str(value): name
    for names in (NOTICE_KIND_NAMES, NOTICE_STATE_NAMES, AUDIENCE_NAMES)
    for value, name in names.items()
}
