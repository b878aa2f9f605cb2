"""The words of the survey service's audit trail."""

from shared.audit import TrailWords
from shared.errors import N_

TRAIL = TrailWords(
    actions={
        "campaign.plan": N_("Survey planned"),
        "campaign.cancel": N_("Survey cancelled"),
        "campaign.open": N_("Survey opened"),
        "campaign.extend": N_("End of the survey moved"),
        "campaign.close": N_("Survey closed"),
        "questionnaire.create": N_("Questionnaire created"),
        "questionnaire.change": N_("Questionnaire renamed"),
        "questionnaire.retire": N_("Questionnaire retired"),
        "edition.begin": N_("Edition begun"),
        "edition.freeze": N_("Edition frozen"),
        "edition.write": N_("Edition written"),
        "text.tag": N_("Written answer tagged"),
    },
    columns={
        "anonymous": N_("Anonymous"),
        "closed_at": N_("Closed at"),
        "closes_on": N_("Last day"),
        "edition_id": N_("Edition"),
        "estate_id": N_("Estate"),
        "half": N_("Half year"),
        "opened_at": N_("Opened at"),
        "opens_on": N_("First day"),
        "remind_on": N_("Reminder on"),
        "scope": N_("Households"),
        "state": N_("State"),
        "year": N_("Year"),
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
