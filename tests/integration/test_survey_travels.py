"""Households are asked by survey and told by notify, each with its own link (A2.1)."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from services.notify.models import Message
from services.survey import handlers, queries
from shared import clock
from tests.conftest import MakeDatabase
from tests.integration.four_services import SERVICES, create_apps, deliver
from tests.integration.survey_office import SETTINGS
from tests.integration.ticketing_desk import NAMES, Desk, furnish


def test_every_household_gets_its_link_in_its_own_language(make_database: MakeDatabase, tmp_path: Path) -> None:
    databases = {name: make_database(name) for name in SERVICES if name != "ticketing"}
    databases["ticketing"] = make_database("ticketing", furnish=furnish)
    create_apps(databases, tmp_path)
    desk = Desk(databases["ticketing"])
    deliver(databases)
    today = clock.today(SETTINGS.site_zone)
    with databases["survey"].write(desk.actor("lead")) as session:
        campaign = handlers.plan_campaign(
            session,
            estate_id=desk.estates["LX"].id,
            questionnaire_id=queries.questionnaires(session)[0].questionnaire.id,
            title="下半年客户意见调查",
            title_en="Opinions, second half",
            opens_on=today,
            closes_on=today + timedelta(days=14),
        )
        handlers.open_campaign(session, campaign_id=campaign.id)
        handlers.remind(session, campaign_id=campaign.id)
    deliver(databases)
    with databases["notify"].read() as session:
        told = session.scalars(select(Message).where(Message.event == "survey.invitation_issued.v1")).all()
        again = session.scalars(select(Message).where(Message.event == "survey.invitation_reminded.v1")).all()
    assert len(told) == len(again) == len(NAMES) == len({row.link for row in told})
    assert {row.reference for row in told} == {"下半年客户意见调查"}
    assert all(row.link in row.body for row in told)
    assert {row.title for row in told if row.language == "zh"} == {"请告诉我们您的意见：下半年客户意见调查"}
