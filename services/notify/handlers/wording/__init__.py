"""The texts of messages, in the recipient's language."""

from services.notify.handlers.wording.household import to_household
from services.notify.handlers.wording.notices import late_posting, notice_step
from services.notify.handlers.wording.staff import ForStaff, of_work_left, to_staff
from services.notify.handlers.wording.surveys import to_invited
from services.notify.handlers.wording.voice import Voice, Words

__all__ = [
    "ForStaff",
    "Voice",
    "Words",
    "late_posting",
    "notice_step",
    "of_work_left",
    "to_household",
    "to_invited",
    "to_staff",
]
