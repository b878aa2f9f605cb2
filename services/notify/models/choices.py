"""The fixed vocabularies of notify; the values travel in events and in the API."""

from enum import StrEnum

from shared.errors import N_

INBOX, EMAIL, SMS = "inbox", "email", "sms"


URGENT, ONE_BY_ONE, MANY_AT_ONCE = PRIORITIES = (0, 1, 2)


class RecipientKind(StrEnum):
    CUSTOMER = "customer"
    STAFF = "staff"


class MessageState(StrEnum):
    """Whether the person was reached: by one delivery at least, not yet, or not at all."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    SUPPRESSED = "suppressed"


class DeliveryState(StrEnum):
    """``queued`` → ``sending`` → ``sent`` | ``failed``, back to ``queued`` for another try; or never tried at all."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    SUPPRESSED = "suppressed"


class Reason(StrEnum):
    """Why a delivery waits (the first two), was not tried, or failed (the last two)."""

    QUIET_HOURS = "quiet_hours"
    TOO_MANY = "too_many"

    NO_ADDRESS = "no_address"
    MOVED_OUT = "moved_out"
    UNWANTED = "unwanted"
    NOT_CONFIGURED = "not_configured"
    OUTDATED = "outdated"
    REFUSED = "refused"
    GAVE_UP = "gave_up"


class Outcome(StrEnum):
    """What became of one try; ``unknown``: the message may have gone out, and may not."""

    SENT = "sent"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    UNKNOWN = "unknown"


RECIPIENT_KIND_NAMES = {RecipientKind.CUSTOMER: N_("household"), RecipientKind.STAFF: N_("staff")}
STATE_NAMES = {
    DeliveryState.QUEUED: N_("waiting"),
    DeliveryState.SENDING: N_("being sent"),
    DeliveryState.SENT: N_("sent"),
    DeliveryState.FAILED: N_("failed"),
    DeliveryState.SUPPRESSED: N_("not sent"),
}
REASON_NAMES = {
    Reason.QUIET_HOURS: N_("waits for the end of the quiet hours"),
    Reason.TOO_MANY: N_("waits, as the household has had several messages"),
    Reason.NO_ADDRESS: N_("no address for this channel"),
    Reason.MOVED_OUT: N_("the household has moved out"),
    Reason.UNWANTED: N_("the household wants no such messages"),
    Reason.NOT_CONFIGURED: N_("this channel is not set up"),
    Reason.OUTDATED: N_("something newer was told instead"),
    Reason.REFUSED: N_("refused by the receiving side"),
    Reason.GAVE_UP: N_("given up after several tries"),
}
OUTCOME_NAMES = {
    Outcome.SENT: N_("sent"),
    Outcome.TEMPORARY: N_("did not get through"),
    Outcome.PERMANENT: N_("refused"),
    Outcome.UNKNOWN: N_("outcome unknown"),
}
CHANNEL_NAMES = {
    INBOX: N_("inbox"),
    EMAIL: N_("e-mail"),
    SMS: N_("text message"),
    "wecom": N_("WeCom group"),
    "dingtalk": N_("DingTalk group"),
    "feishu": N_("Feishu group"),
    "webhook": N_("other system"),
}
EVENT_NAMES = {
    "ticketing.ticket_opened.v1": N_("request received"),
    "ticketing.ticket_acknowledged.v1": N_("request taken up"),
    "ticketing.ticket_assigned.v1": N_("somebody sent"),
    "ticketing.ticket_arrived.v1": N_("arrived"),
    "ticketing.ticket_resolved.v1": N_("dealt with"),
    "ticketing.ticket_answered.v1": N_("answer given"),
    "ticketing.ticket_closed.v1": N_("request complete"),
    "ticketing.ticket_reopened.v1": N_("taken up again"),
    "ticketing.ticket_declined.v1": N_("request not taken on"),
    "ticketing.ticket_referred.v1": N_("put to a superior"),
    "ticketing.reporter_added.v1": N_("told by another too"),
    "ticketing.ticket_merged.v1": N_("joined with another request"),
    "ticketing.ticket_time_agreed.v1": N_("time agreed"),
    "ticketing.ticket_paused.v1": N_("has to wait"),
    "ticketing.ticket_resumed.v1": N_("goes on"),
    "ticketing.rating_reminded.v1": N_("asked to rate"),
    "ticketing.quote_offered.v1": N_("quote offered"),
    "ticketing.quote_confirmed.v1": N_("quote agreed to"),
    "ticketing.quote_settled.v1": N_("amount charged"),
    "ticketing.quote_withdrawn.v1": N_("quote withdrawn"),
    "visits.visit_announced.v1": N_("visit announced"),
    "visits.visit_moved.v1": N_("visit moved"),
    "visits.visit_reminded.v1": N_("visit reminded of"),
    "visits.visit_called_off.v1": N_("visit called off"),
    "visits.slot_answered.v1": N_("time of a visit answered"),
    "visits.party_task_reminded.v1": N_("task with an outside party"),
    "visits.event_change_requested.v1": N_("change to coordinate"),
    "visits.event_change_overdue.v1": N_("change not coordinated"),
    "visits.promise_reminded.v1": N_("promise to keep"),
    "visits.contractor_talk_due.v1": N_("talk with a contractor due"),
    "survey.invitation_issued.v1": N_("opinion asked"),
    "survey.invitation_reminded.v1": N_("opinion asked again"),
    "survey.feedback_given.v1": N_("outcome of the quarter told"),
    "survey.measure_given.v1": N_("measure given"),
    "survey.measure_overdue.v1": N_("measure overdue"),
    "ticketing.clock_warned.v1": N_("time is running out"),
    "ticketing.clock_breached.v1": N_("promise broken"),
    "notify.notice_submitted.v1": N_("notice to be approved"),
    "notify.notice_returned.v1": N_("notice sent back"),
    "notify.notice_approved.v1": N_("notice approved"),
    "notify.notice_published.v1": N_("notice published"),
    "notify.notice_withdrawn.v1": N_("notice withdrawn"),
    "notify.outage_over.v1": N_("all-clear"),
    "notify.notice_held_back.v1": N_("notice held back"),
    "notify.posting_late.v1": N_("posting late"),
    "notify.fee_reminder_sent.v1": N_("reminder to pay"),
    "notify.sign_overdue.v1": N_("sign not inspected"),
}
LABELS: dict[str, str] = {
    str(value): name
    for names in (RECIPIENT_KIND_NAMES, STATE_NAMES, REASON_NAMES, OUTCOME_NAMES, CHANNEL_NAMES, EVENT_NAMES)
    for value, name in names.items()
}
