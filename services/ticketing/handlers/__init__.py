"""The front desk's verbs, its only writers: plain facts in, the row out, never a commit."""

from services.ticketing.handlers.absences import end_absence, enter_absence, may_enter_absence, remove_absence
from services.ticketing.handlers.answer_ticket import answer, close, decline, may_reopen, reopen
from services.ticketing.handlers.api_clients import create_api_client, revoke_api_client
from services.ticketing.handlers.bulk import Outcome, do_to_each, foresee
from services.ticketing.handlers.calendar import set_calendar_day, set_working_hours
from services.ticketing.handlers.categories import add_category, change_category, retire_category
from services.ticketing.handlers.commitments import add_commitment, replace_commitment, withdraw_commitment
from services.ticketing.handlers.consents import decide_quote, record_consent
from services.ticketing.handlers.customers import change_customer, register_customer
from services.ticketing.handlers.demo import DemoAccount, NothingToTry, make_demo_accounts
from services.ticketing.handlers.dispatch import assign, assign_in_turn, classify, take
from services.ticketing.handlers.erasures import erase_customer
from services.ticketing.handlers.escalation import breach_clock, warn_clock
from services.ticketing.handlers.estate_file import EstateFile, FileRefused, Problem, read_estate_file
from services.ticketing.handlers.figures import count_figures, figures_outdated
from services.ticketing.handlers.files import drop_file
from services.ticketing.handlers.follow_ups import open_follow_up
from services.ticketing.handlers.hotline_gaps import check_hotline, schedule_hotline_check
from services.ticketing.handlers.import_people import (
    HouseholdRow,
    ImportCounts,
    ImportPlan,
    UnitRow,
    import_people,
    plan_import,
)
from services.ticketing.handlers.imports import (
    begin_check,
    begin_saving,
    finish_import,
    next_import,
    note_progress,
    put_off,
    refuse_import,
    start_import,
)
from services.ticketing.handlers.invitations import choose_password, invitation_of, invite
from services.ticketing.handlers.letters import send_letter, ticket_of_receipt
from services.ticketing.handlers.mailbox import empty_box, key_in_letter, put_up_box, remove_box
from services.ticketing.handlers.major_problems import flag_major, note_lead_visit, withdraw_major
from services.ticketing.handlers.members import add_member, change_member, register_household
from services.ticketing.handlers.merging_households import merge_households
from services.ticketing.handlers.moving_out import hand_over, move_back, move_out
from services.ticketing.handlers.needs import may_adjust, publish_needs, record_adjustment
from services.ticketing.handlers.open_ticket import open_ticket
from services.ticketing.handlers.opinions import open_for_opinion
from services.ticketing.handlers.pass_on import pass_on, tell_left_behind
from services.ticketing.handlers.pauses import end_pause, pause, resume
from services.ticketing.handlers.photos import keep_photo
from services.ticketing.handlers.prices import add_price, replace_price, withdraw_price
from services.ticketing.handlers.promises import agree, change_tier
from services.ticketing.handlers.quotes import offer_quote, quote_link, withdraw_quote
from services.ticketing.handlers.ratings import rate, remind_rating
from services.ticketing.handlers.referrals import may_propose, propose, refer, remind_superiors
from services.ticketing.handlers.reporters import add_reporter, merge
from services.ticketing.handlers.republish import republish
from services.ticketing.handlers.roster import plan_duty, remove_duty
from services.ticketing.handlers.saved_filters import remove_filter, save_filter
from services.ticketing.handlers.sessions import (
    WRONG_PASSWORD,
    TooManyFailures,
    confirm_password,
    renew,
    session_token,
    sign_in,
    sign_in_external,
    sign_out,
)
from services.ticketing.handlers.settlements import may_settle, settle_quote
from services.ticketing.handlers.sign_defects import open_for_sign
from services.ticketing.handlers.staff import (
    change_staff,
    create_staff,
    deactivate_staff,
    reinstate_staff,
    set_password,
)
from services.ticketing.handlers.visit_needs import open_need
from services.ticketing.handlers.work_ticket import Photo, acknowledge, arrive, resolve

__all__ = [
    "WRONG_PASSWORD",
    "DemoAccount",
    "EstateFile",
    "FileRefused",
    "HouseholdRow",
    "ImportCounts",
    "ImportPlan",
    "NothingToTry",
    "Outcome",
    "Photo",
    "Problem",
    "TooManyFailures",
    "UnitRow",
    "acknowledge",
    "add_category",
    "add_commitment",
    "add_member",
    "add_price",
    "add_reporter",
    "agree",
    "answer",
    "arrive",
    "assign",
    "assign_in_turn",
    "begin_check",
    "begin_saving",
    "breach_clock",
    "change_category",
    "change_customer",
    "change_member",
    "change_staff",
    "change_tier",
    "check_hotline",
    "choose_password",
    "classify",
    "close",
    "confirm_password",
    "count_figures",
    "create_api_client",
    "create_staff",
    "deactivate_staff",
    "decide_quote",
    "decline",
    "do_to_each",
    "drop_file",
    "empty_box",
    "end_absence",
    "end_pause",
    "enter_absence",
    "erase_customer",
    "figures_outdated",
    "finish_import",
    "flag_major",
    "foresee",
    "hand_over",
    "import_people",
    "invitation_of",
    "invite",
    "keep_photo",
    "key_in_letter",
    "make_demo_accounts",
    "may_adjust",
    "may_enter_absence",
    "may_propose",
    "may_reopen",
    "may_settle",
    "merge",
    "merge_households",
    "move_back",
    "move_out",
    "next_import",
    "note_lead_visit",
    "note_progress",
    "offer_quote",
    "open_follow_up",
    "open_for_opinion",
    "open_for_sign",
    "open_need",
    "open_ticket",
    "pass_on",
    "pause",
    "plan_duty",
    "plan_import",
    "propose",
    "publish_needs",
    "put_off",
    "put_up_box",
    "quote_link",
    "rate",
    "read_estate_file",
    "record_adjustment",
    "record_consent",
    "refer",
    "refuse_import",
    "register_customer",
    "register_household",
    "reinstate_staff",
    "remind_rating",
    "remind_superiors",
    "remove_absence",
    "remove_box",
    "remove_duty",
    "remove_filter",
    "renew",
    "reopen",
    "replace_commitment",
    "replace_price",
    "republish",
    "resolve",
    "resume",
    "retire_category",
    "revoke_api_client",
    "save_filter",
    "schedule_hotline_check",
    "send_letter",
    "session_token",
    "set_calendar_day",
    "set_password",
    "set_working_hours",
    "settle_quote",
    "sign_in",
    "sign_in_external",
    "sign_out",
    "start_import",
    "take",
    "tell_left_behind",
    "ticket_of_receipt",
    "warn_clock",
    "withdraw_commitment",
    "withdraw_major",
    "withdraw_price",
    "withdraw_quote",
]
