"""The visits service's verbs, its only writers."""

from services.visits.handlers.announcing import announce, announce_day, remind
from services.visits.handlers.concerns import end_concern, keep_concern
from services.visits.handlers.copies import COPIES, forget
from services.visits.handlers.duties import NotWaivable, keep_waiver, miss_due, waive_duty
from services.visits.handlers.duty_facts import take_account
from services.visits.handlers.duty_planning import plan_estate
from services.visits.handlers.duty_scopes import follow_estate, follow_staff
from services.visits.handlers.duty_subjects import follow_party
from services.visits.handlers.erasure import KEPT, erase_household
from services.visits.handlers.feeds import close_feed, open_feed
from services.visits.handlers.floors import assign_floors
from services.visits.handlers.major import keep_problem, record_major_visit, withdraw_problem
from services.visits.handlers.meeting_actions import (
    NotYourAction,
    drop_action,
    finish_action,
    remind_of_action,
    set_action,
)
from services.visits.handlers.meeting_series import Rhythm, plan_meetings, series_of, set_series
from services.visits.handlers.meetings import (
    cancel_meeting,
    hold_meeting,
    move_meeting,
    open_meeting,
    plan_meeting,
    write_agenda,
)
from services.visits.handlers.minutes import discuss_needs, file_minutes, keep_adjustment, keep_digest
from services.visits.handlers.parties import (
    Person,
    add_person,
    change_party,
    drop_person,
    end_party,
    register_party,
    resume_party,
)
from services.visits.handlers.party_contacts import log_contact
from services.visits.handlers.party_file import PARTIES, Imported, import_parties
from services.visits.handlers.party_talks import Improvement, record_talk, remind_of_talks
from services.visits.handlers.party_tasks import drop_task, finish_task, put_off_task, remind_of_task, verify_task
from services.visits.handlers.promises import keep_promise, remind_of_promise
from services.visits.handlers.promotion_changes import NotYourChange, acknowledge_change, change_overdue, request_change
from services.visits.handlers.promotions import (
    Requirement,
    add_requirement,
    call_off_promotion,
    hold_promotion,
    prepare_promotion,
)
from services.visits.handlers.reports import begin_report, renew_figures, save_report, submit_report
from services.visits.handlers.republish import republish
from services.visits.handlers.return_visits import follow_complaint, keep_household_visits
from services.visits.handlers.rounds import plan_following, plan_round
from services.visits.handlers.slots import agree_to_slot, choose_slot, offered_slots
from services.visits.handlers.summaries import NotYourDepartment, may_write, planned_for, save_summary, submit_summary
from services.visits.handlers.summary_deadlines import escalate_summaries, promise_summaries, remind_of_summaries
from services.visits.handlers.symposium_plans import (
    PlanIsThere,
    approve_plan,
    begin_plan,
    drop_symposium,
    plan_symposium,
    return_plan,
    submit_plan,
)
from services.visits.handlers.symposiums import (
    call_off_symposium,
    follow_opinion,
    move_symposium,
    record_symposium,
    take_opinion,
)
from services.visits.handlers.visit_pictures import add_photos, drop_file, drop_picture, sign_record
from services.visits.handlers.visit_records import Need, follow_need, record_visit
from services.visits.handlers.visit_steps import (
    cancel_visit,
    confirm_visit,
    miss_visit,
    move_visit,
    refuse_visit,
    schedule_visit,
)

__all__ = [
    "COPIES",
    "KEPT",
    "PARTIES",
    "Imported",
    "Improvement",
    "Need",
    "NotWaivable",
    "NotYourAction",
    "NotYourChange",
    "NotYourDepartment",
    "Person",
    "PlanIsThere",
    "Requirement",
    "Rhythm",
    "acknowledge_change",
    "add_person",
    "add_photos",
    "add_requirement",
    "agree_to_slot",
    "announce",
    "announce_day",
    "approve_plan",
    "assign_floors",
    "begin_plan",
    "begin_report",
    "call_off_promotion",
    "call_off_symposium",
    "cancel_meeting",
    "cancel_visit",
    "change_overdue",
    "change_party",
    "choose_slot",
    "close_feed",
    "confirm_visit",
    "discuss_needs",
    "drop_action",
    "drop_file",
    "drop_person",
    "drop_picture",
    "drop_symposium",
    "drop_task",
    "end_concern",
    "end_party",
    "erase_household",
    "escalate_summaries",
    "file_minutes",
    "finish_action",
    "finish_task",
    "follow_complaint",
    "follow_estate",
    "follow_need",
    "follow_opinion",
    "follow_party",
    "follow_staff",
    "forget",
    "hold_meeting",
    "hold_promotion",
    "import_parties",
    "keep_adjustment",
    "keep_concern",
    "keep_digest",
    "keep_household_visits",
    "keep_problem",
    "keep_promise",
    "keep_waiver",
    "log_contact",
    "may_write",
    "miss_due",
    "miss_visit",
    "move_meeting",
    "move_symposium",
    "move_visit",
    "offered_slots",
    "open_feed",
    "open_meeting",
    "plan_estate",
    "plan_following",
    "plan_meeting",
    "plan_meetings",
    "plan_round",
    "plan_symposium",
    "planned_for",
    "prepare_promotion",
    "promise_summaries",
    "put_off_task",
    "record_major_visit",
    "record_symposium",
    "record_talk",
    "record_visit",
    "refuse_visit",
    "register_party",
    "remind",
    "remind_of_action",
    "remind_of_promise",
    "remind_of_summaries",
    "remind_of_talks",
    "remind_of_task",
    "renew_figures",
    "republish",
    "request_change",
    "resume_party",
    "return_plan",
    "save_report",
    "save_summary",
    "schedule_visit",
    "series_of",
    "set_action",
    "set_series",
    "sign_record",
    "submit_plan",
    "submit_report",
    "submit_summary",
    "take_account",
    "take_opinion",
    "verify_task",
    "waive_duty",
    "withdraw_problem",
    "write_agenda",
]
