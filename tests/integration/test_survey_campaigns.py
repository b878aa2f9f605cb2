"""调查: planned, opened, answered once by each household, closed (A1.4, A2.1)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text

from services.survey import contracts, handlers, queries
from services.survey.app import SERVICE
from services.survey.handlers.answering import Answered, Gone, NotOpen
from services.survey.handlers.campaigns import NobodyToAsk, WrongState
from services.survey.handlers.editing import Frozen
from services.survey.models import Campaign, CampaignState, Invitation, Scope, Sheet
from services.ticketing import handlers as ticketing
from services.ticketing.models import CustomerKind
from shared import clock, deadlines
from shared.errors import Invalid
from shared.timers import Deadline
from tests.integration.survey_office import SETTINGS, SurveyOffice
from tests.integration.ticketing_desk import NAMES, counted_queries

ANSWERS = {
    "q1": "4", "q3": "5", "q4": "3", "q5": "2", "q8": "no", "q11": "4", "q14": "1",
    "q13": {"a": "5", "b": "4", "c": "3", "d": "4", "e": "5", "f": "4"},
}  # fmt: skip


def today() -> date:
    return clock.today(SETTINGS.site_zone)


def planned(office: SurveyOffice, **facts: Any) -> Campaign:
    (standard,) = office.read("lead", queries.questionnaires)
    told = {
        "estate_id": office.desk.estates["LX"].id,
        "questionnaire_id": standard.questionnaire.id,
        "title": "2026 年下半年客户意见调查",
        "half": 2,
        "opens_on": today(),
        "closes_on": today() + timedelta(days=14),
        **facts,
    }
    return office.do("lead", handlers.plan_campaign, **told)


def opened(office: SurveyOffice, **facts: Any) -> Campaign:
    return office.do("lead", handlers.open_campaign, campaign_id=planned(office, **facts).id)


def invitations(office: SurveyOffice, campaign: Campaign) -> list[Invitation]:
    return list(office.read("lead", queries.invitations, campaign_id=campaign.id).items)


def answer(office: SurveyOffice, invitation_id: UUID, **changes: Any) -> Invitation:
    with office.database.write() as session:
        return handlers.hand_in(session, invitation_id=invitation_id, given=ANSWERS | changes)


def fire(office: SurveyOffice, kind: str) -> None:
    """Lets the deadlines of a kind come due now."""
    with office.database.write() as session:
        for row in session.scalars(select(Deadline).where(Deadline.kind == kind, Deadline.state == "pending")):
            row.fires_at = clock.now() - timedelta(seconds=1)
    deadlines.fire_due(office.database, SERVICE)


def test_every_household_is_invited_with_a_link_of_its_own(office: SurveyOffice) -> None:
    campaign = opened(office)
    issued = [told for name, told in office.events() if name == "invitation_issued"]
    assert len(issued) == len(NAMES) == len({told["answer_url"] for told in issued})
    assert [row.serial for row in invitations(office, campaign)] == list(range(1, len(NAMES) + 1))
    assert {row.building for row in invitations(office, campaign)} == {"2栋"}
    assert office.audit(campaign.id) == ["campaign.plan", "campaign.open"]
    with pytest.raises(Frozen):
        office.do("lead", handlers.add_section, questionnaire_id=campaign.edition.questionnaire_id, zh="还有一节")


def test_it_opens_and_closes_by_itself(office: SurveyOffice) -> None:
    campaign = planned(office)
    fire(office, "open_campaign")
    assert office.read("lead", queries.campaign, campaign_id=campaign.id).campaign.state is CampaignState.OPEN
    fire(office, "close_campaign")
    running = office.read("lead", queries.campaign, campaign_id=campaign.id)
    assert (running.campaign.state, running.progress.invited) == (CampaignState.CLOSED, len(NAMES))
    states = [told["state"] for name, told in office.events() if name == "campaign_changed"]
    assert states == ["planned", "open", "closed"]


@pytest.mark.parametrize(
    ("scope", "count"),
    [
        (Scope(kinds=("tenant",)), 1),
        (Scope(key_customers=True), 1),
        (Scope(sample=3, seed=7), 3),
        (Scope(kinds=("owner",), key_customers=True, sample=99), 1),
    ],
)
def test_only_the_households_of_the_scope_are_asked(office: SurveyOffice, scope: Scope, count: int) -> None:
    desk = office.desk
    desk.do("officer", ticketing.change_customer, customer_id=desk.customers["王芳"].id, key_customer=True)
    desk.do("officer", ticketing.change_customer, customer_id=desk.customers["曾华"].id, kind="tenant")
    office.copies.take_events()
    first, second = (invitations(office, opened(office, scope=scope, half=None)) for _ in range(2))
    assert len(first) == count
    assert [row.customer_id for row in first] == [row.customer_id for row in second]


def test_who_has_moved_out_is_not_asked_and_nobody_is_an_error(office: SurveyOffice) -> None:
    desk = office.desk
    desk.do("officer", ticketing.move_out, customer_id=desk.customers["张伟"].id, on=today())
    office.copies.take_events()
    assert len(invitations(office, opened(office))) == len(NAMES) - 1
    with pytest.raises(NobodyToAsk):
        opened(office, scope=Scope(buildings=(str(desk.estates["LX"].id),)))


def test_a_household_registered_twice_is_asked_once(office: SurveyOffice) -> None:
    desk = office.desk
    unit_id = desk.customers["张伟"].unit_id
    facts: dict[str, Any] = {"kind": CustomerKind.OWNER, "name": "张 伟", "phone": "139 0013 9000"}
    second = desk.do("officer", ticketing.register_customer, unit_id=unit_id, **facts)
    desk.do("supervisor", ticketing.merge_households, customer_id=second.id, into_id=desk.customers["张伟"].id)
    office.copies.take_events()
    assert len(invitations(office, opened(office))) == len(NAMES)


def test_a_household_answers_once_and_the_answer_is_told(office: SurveyOffice) -> None:
    campaign = opened(office)
    mine = invitations(office, campaign)[0]
    answer(office, mine.id)
    with pytest.raises(Answered):
        answer(office, mine.id, q1="1")
    with office.database.read() as session:
        (sheet,) = session.scalars(select(Sheet))
    assert (sheet.invitation_id, sheet.values["q1"], sheet.values["q13"]["c"]) == (mine.id, 4, 3)
    name, told = office.events()[-1]
    assert (name, told["customer_id"], told["values"]["q14"]) == ("survey_answered", str(mine.customer_id), 1)
    running = office.read("lead", queries.campaign, campaign_id=campaign.id)
    assert (running.progress.answered, running.progress.percent) == (1, 12)


def test_answers_are_kept_along_the_way(office: SurveyOffice) -> None:
    mine = invitations(office, opened(office))[0]
    with office.database.write() as session:
        handlers.keep_answers(session, invitation_id=mine.id, given={"q1": "2", "q17": "电梯"})
    assert office.read("lead", queries.invitation, invitation_id=mine.id).kept == {"q1": 2, "q17": "电梯"}
    answer(office, mine.id)
    assert office.read("lead", queries.invitation, invitation_id=mine.id).kept is None


def test_what_is_missing_is_named_and_nothing_is_kept_half(office: SurveyOffice) -> None:
    mine = invitations(office, opened(office))[0]
    with pytest.raises(Invalid) as refused:
        answer(office, mine.id, q1="", q13={"a": "5"})
    assert list(refused.value.errors) == ["q1", "q13"]
    assert not office.read("lead", queries.invitation, invitation_id=mine.id).answered


def test_before_and_after_no_answer_is_taken(office: SurveyOffice) -> None:
    campaign = opened(office)
    first, second, third = invitations(office, campaign)[:3]
    desk = office.desk
    desk.do("officer", ticketing.move_out, customer_id=first.customer_id, on=today())
    office.copies.take_events()
    with pytest.raises(Gone):
        answer(office, first.id)
    answer(office, second.id)
    office.do("lead", handlers.close_campaign, campaign_id=campaign.id)
    with pytest.raises(NotOpen):
        answer(office, third.id)
    with pytest.raises(WrongState):
        office.do("lead", handlers.open_campaign, campaign_id=campaign.id)


def test_those_who_have_not_answered_are_asked_again(office: SurveyOffice) -> None:
    campaign = opened(office, remind_on=today() + timedelta(days=7))
    first, *others = invitations(office, campaign)
    answer(office, first.id)
    fire(office, "remind_campaign")
    again = [told["invitation_id"] for name, told in office.events() if name == "invitation_reminded"]
    assert again == [str(row.id) for row in others]


def test_the_last_day_is_moved_with_its_deadline(office: SurveyOffice) -> None:
    campaign = opened(office, remind_on=today() + timedelta(days=7))
    later = today() + timedelta(days=30)
    office.do("lead", handlers.extend_campaign, campaign_id=campaign.id, closes_on=later)
    with office.database.read() as session:
        pending = session.scalars(
            select(Deadline).where(
                Deadline.subject == campaign.id, Deadline.state == "pending", Deadline.kind != "count_campaign"
            )
        ).all()
    assert [(row.kind, row.due_at.astimezone(SETTINGS.site_zone).date()) for row in pending] == [
        ("close_campaign", later + timedelta(days=1))
    ]


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"opens_on": -1}, "opens_on"),
        ({"closes_on": -1}, "closes_on"),
        ({"closes_on": 121}, "closes_on"),
        ({"remind_on": 0}, "remind_on"),
        ({"remind_on": 15}, "remind_on"),
    ],
)
def test_impossible_days_are_refused(office: SurveyOffice, days: dict[str, int], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        planned(office, **{name: today() + timedelta(days=number) for name, number in days.items()})
    assert field in refused.value.errors


def test_one_that_is_cancelled_asks_nobody(office: SurveyOffice) -> None:
    campaign = planned(office)
    office.do("lead", handlers.cancel_campaign, campaign_id=campaign.id, reason="与业主大会重复")
    fire(office, "open_campaign")
    assert invitations(office, campaign) == []


def test_another_estate_sees_nothing_of_it(office: SurveyOffice) -> None:
    campaign = opened(office)
    assert office.read("stranger", queries.campaigns).items == []
    caller = office.caller("lead")
    assert caller.get(f"campaigns/{campaign.id}/invitations").json["items"][0]["serial"] == 1
    with pytest.raises(Invalid):
        planned(office, estate_id=office.desk.estates["CH"].id)


# Anonymous: who answered is kept apart from what


def test_nothing_leads_from_an_anonymous_sheet_to_its_household(office: SurveyOffice) -> None:
    campaign = opened(office, anonymous=True)
    asked = invitations(office, campaign)
    before = len(office.events())
    for number, row in enumerate(asked):
        with office.database.write() as session:
            handlers.keep_answers(session, invitation_id=row.id, given=ANSWERS)
        answer(office, row.id, q17=f"第 {number} 户")
    assert len(office.events()) == before
    assert office.audit(campaign.id) == ["campaign.plan", "campaign.open"]
    with office.database.read() as session:
        sheets = session.scalars(select(Sheet)).all()
        told = session.scalars(select(Invitation)).all()
    assert {(row.invitation_id, row.answered_at) for row in sheets} == {(None, None)}
    assert {row.kept for row in told} == {None}
    names = {row.id for row in told} | {row.customer_id for row in told}
    assert not names & {row.id for row in sheets}
    assert all(row.id.version == 4 for row in sheets)  # of the other ids the time can be read


def test_once_it_is_closed_the_order_of_answers_is_gone(office: SurveyOffice) -> None:
    campaign = opened(office, anonymous=True)
    for number, row in enumerate(invitations(office, campaign)):
        answer(office, row.id, q17=f"{number:02}")
    came = _stored_order(office)
    assert came == sorted(came)
    office.do("lead", handlers.close_campaign, campaign_id=campaign.id)
    left = _stored_order(office)
    assert left != came
    assert sorted(left) == came


def _stored_order(office: SurveyOffice) -> list[str]:
    """The sheets as somebody with the database's files finds them."""
    place = "rowid" if office.database.is_sqlite else "ctid"
    with office.database.read() as session:
        return [values["q17"] for values in session.scalars(select(Sheet.values).order_by(text(place)))]


def test_the_lists_take_the_same_number_of_queries_however_long_they_are(office: SurveyOffice) -> None:
    opened(office)
    counts = []
    for _more in range(2):
        opened(office, half=None)
        with counted_queries(office.database) as statements:
            office.read("lead", queries.campaigns)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 4


def test_an_erased_household_leaves_its_answers_without_its_name(office: SurveyOffice) -> None:
    desk = office.desk
    mine = next(row for row in invitations(office, opened(office)) if row.name == "张伟")
    answer(office, mine.id, q17="我是张伟，电梯太慢")
    desk.do("officer", ticketing.move_out, customer_id=mine.customer_id, on=today())
    erased = contracts.CustomerErased(
        customer_id=mine.customer_id, estate_id=mine.estate_id, member_ids=[], ticket_ids=[], told_ids=[]
    )
    office.copies.take_events()
    with office.database.write() as session:
        handlers.erase_household(session, erased)
    with office.database.read() as session:
        sheet = session.scalars(select(Sheet)).one()
        left = session.get_one(Invitation, mine.id)
    assert (sheet.values["q1"], sheet.values["q17"]) == (4, "我是███，电梯太慢")
    assert left.name == "███"
    assert "张伟" not in str(office.events())


def test_a_household_reads_what_it_answered(office: SurveyOffice) -> None:
    mine = invitations(office, opened(office))[0]
    answer(office, mine.id, q2="a")
    kept = office.read("lead", queries.personal_data, customer_id=mine.customer_id)
    (told,) = [part for part in kept.parts if part.name == "answers"]
    assert {
        "survey": "2026 年下半年客户意见调查",
        "question": "与半年前相比，物业服务有什么变化？",
        "answer": "有明显改进",
    } in [dict(row) for row in told.rows]
