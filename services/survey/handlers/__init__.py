"""The survey service's verbs, its only writers."""

from services.survey.handlers.copies import COPIES, forget
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
from services.survey.handlers.questionnaires import (
    begin_edition,
    change_questionnaire,
    copy_questionnaire,
    create_questionnaire,
    retire_questionnaire,
)
from services.survey.handlers.republish import republish

__all__ = [
    "COPIES",
    "add_question",
    "add_section",
    "begin_edition",
    "change_introduction",
    "change_question",
    "change_questionnaire",
    "change_section",
    "copy_questionnaire",
    "create_questionnaire",
    "forget",
    "move_question",
    "remove_question",
    "remove_section",
    "republish",
    "retire_questionnaire",
    "write_edition",
]
