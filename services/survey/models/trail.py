"""The words of the survey service's audit trail."""

from shared.audit import TrailWords
from shared.errors import N_

TRAIL = TrailWords(
    actions={
        "questionnaire.create": N_("Questionnaire created"),
        "questionnaire.change": N_("Questionnaire renamed"),
        "questionnaire.retire": N_("Questionnaire retired"),
        "edition.begin": N_("Edition begun"),
        "edition.write": N_("Edition written"),
    },
    columns={
        "content": N_("Questions"),
        "frozen_at": N_("In use since"),
        "number": N_("Number"),
        "questionnaire_id": N_("Questionnaire"),
        "retired_at": N_("Retired"),
        "standard": N_("Standard questionnaire"),
        "title": N_("Title"),
        "title_en": N_("Title in English"),
    },
)
