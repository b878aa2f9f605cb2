"""The texts of messages, in the recipient's language."""

from services.notify.handlers.wording.analyses import feedback, of_measure
from services.notify.handlers.wording.fees import fee_reminder
from services.notify.handlers.wording.frames import TO_HOUSEHOLDS, Frame, standard
from services.notify.handlers.wording.household import to_household
from services.notify.handlers.wording.mailings import of_notice
from services.notify.handlers.wording.meetings import of_meeting_action, of_missing_summaries, of_weekly_summary
from services.notify.handlers.wording.notices import late_posting, notice_step
from services.notify.handlers.wording.parties import event_change, party_task, talk_due
from services.notify.handlers.wording.roster import hotline_gap
from services.notify.handlers.wording.signs import overdue_sign
from services.notify.handlers.wording.staff import ForStaff, of_work_left, to_staff
from services.notify.handlers.wording.statements import period_name, statement_notice, statement_title
from services.notify.handlers.wording.surveys import half_year_unplanned, to_invited
from services.notify.handlers.wording.visits import of_promise, of_slot, of_visit
from services.notify.handlers.wording.voice import Voice, Words

__all__ = [
    "TO_HOUSEHOLDS",
    "ForStaff",
    "Frame",
    "Voice",
    "Words",
    "event_change",
    "fee_reminder",
    "feedback",
    "half_year_unplanned",
    "hotline_gap",
    "late_posting",
    "notice_step",
    "of_measure",
    "of_meeting_action",
    "of_missing_summaries",
    "of_notice",
    "of_promise",
    "of_slot",
    "of_visit",
    "of_weekly_summary",
    "of_work_left",
    "overdue_sign",
    "party_task",
    "period_name",
    "standard",
    "statement_notice",
    "statement_title",
    "talk_due",
    "to_household",
    "to_invited",
    "to_staff",
]
