"""The survey service's verbs, its only writers."""

from services.survey.handlers.analyses import (
    approve_analysis,
    draft_analysis,
    edit_analysis,
    publish_analysis,
    redraft_analysis,
    return_analysis,
    submit_analysis,
)
from services.survey.handlers.answering import awaiting, hand_in, keep_answers
from services.survey.handlers.campaigns import (
    cancel_campaign,
    close_campaign,
    extend_campaign,
    open_campaign,
    plan_campaign,
)
from services.survey.handlers.copies import COPIES, forget
from services.survey.handlers.counting import count_campaign
from services.survey.handlers.editing import (
    add_question,
    add_section,
    change_introduction,
    change_question,
    change_section,
    move_question,
    remove_question,
    remove_section,
    write_edition,
)
from services.survey.handlers.erasure import KEPT, erase_household
from services.survey.handlers.facts import (
    decide_issue,
    move_issue,
    note_announced,
    note_emptying,
    note_late,
    note_meeting,
    note_outage,
    note_replaced,
    note_symposium,
    note_visit,
    note_withdrawn,
    open_issue,
    reopen_issue,
)
from services.survey.handlers.follow_ups import follow_up, note_step, note_ticket
from services.survey.handlers.half_years import check_half_year, watch_half_years
from services.survey.handlers.invitations import remind
from services.survey.handlers.measures import (
    add_measure,
    change_measure,
    drop_measure,
    finish_measure,
    remind_of_measure,
)
from services.survey.handlers.paper import enter_again, enter_sheet, settle_sheet
from services.survey.handlers.questionnaires import (
    begin_edition,
    change_questionnaire,
    copy_questionnaire,
    create_questionnaire,
    retire_questionnaire,
)
from services.survey.handlers.republish import republish
from services.survey.handlers.results import (
    approve_report,
    count_results,
    edit_report,
    publish_report,
    return_report,
)
from services.survey.handlers.tagging import tag_text

__all__ = [
    "COPIES",
    "KEPT",
    "add_measure",
    "add_question",
    "add_section",
    "approve_analysis",
    "approve_report",
    "awaiting",
    "begin_edition",
    "cancel_campaign",
    "change_introduction",
    "change_measure",
    "change_question",
    "change_questionnaire",
    "change_section",
    "check_half_year",
    "close_campaign",
    "copy_questionnaire",
    "count_campaign",
    "count_results",
    "create_questionnaire",
    "decide_issue",
    "draft_analysis",
    "drop_measure",
    "edit_analysis",
    "edit_report",
    "enter_again",
    "enter_sheet",
    "erase_household",
    "extend_campaign",
    "finish_measure",
    "follow_up",
    "forget",
    "hand_in",
    "keep_answers",
    "move_issue",
    "move_question",
    "note_announced",
    "note_emptying",
    "note_late",
    "note_meeting",
    "note_outage",
    "note_replaced",
    "note_step",
    "note_symposium",
    "note_ticket",
    "note_visit",
    "note_withdrawn",
    "open_campaign",
    "open_issue",
    "plan_campaign",
    "publish_analysis",
    "publish_report",
    "redraft_analysis",
    "remind",
    "remind_of_measure",
    "remove_question",
    "remove_section",
    "reopen_issue",
    "republish",
    "retire_questionnaire",
    "return_analysis",
    "return_report",
    "settle_sheet",
    "submit_analysis",
    "tag_text",
    "watch_half_years",
    "write_edition",
]
