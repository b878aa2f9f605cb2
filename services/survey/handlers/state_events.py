"""Full-state events of what the service owns, as each row stands now."""

from services.survey import contracts
from services.survey.models import Campaign, Edition, Questionnaire


def questionnaire_state(row: Questionnaire) -> contracts.QuestionnaireChanged:
    return contracts.QuestionnaireChanged(
        id=row.id,
        title=row.title,
        title_en=row.title_en,
        standard=row.standard,
        retired_at=row.retired_at,
        deleted=False,
    )


def edition_state(row: Edition) -> contracts.EditionChanged:
    return contracts.EditionChanged(
        id=row.id,
        questionnaire_id=row.questionnaire_id,
        number=row.number,
        questions=len(list(row.document.questions)),
        frozen_at=row.frozen_at,
        deleted=False,
    )


def campaign_state(row: Campaign) -> contracts.CampaignChanged:
    return contracts.CampaignChanged(
        id=row.id,
        estate_id=row.estate_id,
        edition_id=row.edition_id,
        title=row.title,
        title_en=row.title_en,
        year=row.year,
        half=row.half,
        anonymous=row.anonymous,
        state=row.state,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        remind_on=row.remind_on,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        deleted=False,
    )
