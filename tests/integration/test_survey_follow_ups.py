"""Bad answers act: they become tickets, and what came of these returns to the answer."""

from typing import Any

import pytest
from sqlalchemy import delete, select

from services.survey import contracts, handlers, queries
from services.survey.app import SERVICE
from services.survey.handlers.follow_ups import FollowedUp, NothingWritten
from services.survey.models import Campaign, FollowUpState
from services.ticketing import handlers as ticketing
from services.ticketing.app import SERVICE as TICKETING
from services.ticketing.models import AnswerChannel, Channel, Ticket, TicketKind
from shared import eventlog
from shared.errors import NotFound
from shared.inbox import Inbox
from shared.outbox import OutboxRow
from tests.integration.survey_office import SurveyOffice
from tests.integration.test_survey_campaigns import answer, fire, invitations, opened, today
from tests.integration.test_survey_statistics import answered


def passed_on(office: SurveyOffice, campaign: Campaign) -> list[Any]:
    return list(office.read("lead", queries.follow_ups, campaign_id=campaign.id).items)


def exchange(office: SurveyOffice) -> list[Ticket]:
    """What survey has told reaches the desk, and the desk's answer survey; the tickets that there are then."""
    with office.database.write() as session:
        rows = session.execute(select(OutboxRow.key, OutboxRow.body).order_by(OutboxRow.seq)).all()
        session.execute(delete(OutboxRow))
    read = {contract.key for contract in TICKETING.subscriptions}
    Inbox(office.desk.database, TICKETING).apply([(row.key, row.body) for row in rows if row.key in read])
    office.copies.take_events()
    with office.desk.database.read() as session:
        return list(session.scalars(select(Ticket).order_by(Ticket.number)))


def test_a_bad_score_becomes_a_ticket_of_the_household(office: SurveyOffice) -> None:
    campaign = opened(office, act_at=2)
    mine, other = invitations(office, campaign)[:2]
    answer(office, other.id, q5="3", q14="3")
    answer(office, mine.id, q5="2", q14="3", q17="电梯太慢")
    (told,) = [told for name, told in office.events() if name == "follow_up_requested"]
    assert told["description"] == "投诉、建议的处理与回复：2 分\n\n最需要改进的是什么？\n电梯太慢"
    (ticket,) = exchange(office)
    assert (ticket.kind, ticket.channel, ticket.customer_id) == (TicketKind.COMPLAINT, Channel.SURVEY, mine.customer_id)
    (row,) = passed_on(office, campaign)
    assert (row.state, row.ticket_id, row.number) == (FollowUpState.OPENED, ticket.id, ticket.number)


def test_who_asks_to_be_contacted_is_whatever_the_scores(office: SurveyOffice) -> None:
    campaign = opened(office)
    first, second = invitations(office, campaign)[:2]
    answer(office, first.id, q1="1", q19="no")
    answer(office, second.id, q19="yes")
    (row,) = passed_on(office, campaign)
    assert (row.contact, row.customer_id, row.description) == (True, second.customer_id, "希望与其联系。")
    assert exchange(office)[0].kind is TicketKind.ENQUIRY


def test_what_came_of_it_returns_to_the_answer(office: SurveyOffice) -> None:
    campaign = opened(office, act_at=2)
    answer(office, invitations(office, campaign)[0].id, q1="1")
    (ticket,) = exchange(office)
    desk, states = office.desk, []
    steps: list[tuple[Any, dict[str, Any]]] = [
        (ticketing.acknowledge, {}),
        (ticketing.resolve, {"resolution": "已检修电梯"}),
        (ticketing.answer, {"answer": "电梯已修好", "channel": AnswerChannel.PHONE}),
        (ticketing.close, {}),
    ]
    for verb, facts in steps:
        desk.do("officer", verb, ticket_id=ticket.id, **facts)
        office.copies.take_events()
        (row,) = passed_on(office, campaign)
        states.append((row.state.value, row.outcome))
    assert states == [
        ("opened", ""),
        ("ticket_resolved", "已检修电梯"),
        ("ticket_answered", "电梯已修好"),
        ("ticket_closed", "电梯已修好"),
    ]
    assert office.audit(row.id) == ["follow_up.request", *["follow_up.move"] * 4]
    with office.database.write() as session:
        eventlog.rebuild(session, SERVICE)
    assert passed_on(office, campaign)[0].outcome == "电梯已修好"
    assert office.audit(row.id) == ["follow_up.request", *["follow_up.move"] * 4]


def test_of_an_anonymous_answer_only_the_words_are_passed_on_and_only_after_the_end(office: SurveyOffice) -> None:
    campaign = opened(office, anonymous=True, act_at=2)
    first, second, *_ = invitations(office, campaign)
    answer(office, first.id, q1="1", q17="门岗态度差", q19="yes")
    answer(office, second.id, q1="1")
    assert passed_on(office, campaign) == []
    office.do("lead", handlers.close_campaign, campaign_id=campaign.id)
    fire(office, "count_campaign")
    (told,) = [told for name, told in office.events() if name == "follow_up_requested"]
    assert (told["customer_id"], told["unit_path"], told["contact"]) == (None, "", False)
    assert told["description"] == "最需要改进的是什么？\n门岗态度差"
    (ticket,) = exchange(office)
    assert (ticket.customer_id, ticket.unit_id, ticket.reporter_name) == (None, None, "匿名答卷")


def test_staff_pass_on_what_was_written_once(office: SurveyOffice) -> None:
    campaign = answered(office)
    sheet = office.read("lead", queries.texts, campaign_id=campaign.id, key="q17").items[0].sheet
    row = office.do("lead", handlers.follow_up, sheet_id=sheet.id)
    assert row.description.startswith("最需要改进的是什么？")
    with pytest.raises(FollowedUp):
        office.do("lead", handlers.follow_up, sheet_id=sheet.id)
    with pytest.raises(NotFound):
        office.do("stranger", handlers.follow_up, sheet_id=sheet.id)


def test_an_anonymous_answer_without_words_is_not_passed_on(office: SurveyOffice) -> None:
    campaign = opened(office, anonymous=True)
    answer(office, invitations(office, campaign)[0].id, q1="1")
    sheet, _invitation = office.read("lead", queries.sheets, campaign_id=campaign.id).items[0]
    with pytest.raises(NothingWritten):
        office.do("lead", handlers.follow_up, sheet_id=sheet.id)


def test_an_erased_household_leaves_no_words_behind(office: SurveyOffice) -> None:
    campaign = opened(office, act_at=2)
    mine = invitations(office, campaign)[0]
    answer(office, mine.id, q1="1", q17=f"我是{mine.name}")
    (ticket,) = exchange(office)
    office.desk.do("officer", ticketing.move_out, customer_id=mine.customer_id, on=today())
    office.copies.take_events()
    erased = contracts.CustomerErased(
        customer_id=mine.customer_id, estate_id=mine.estate_id, member_ids=[], ticket_ids=[ticket.id], told_ids=[]
    )
    with office.database.write() as session:
        handlers.erase_household(session, erased)
    (row,) = passed_on(office, campaign)
    assert (row.description, row.number, row.customer_id) == ("███", ticket.number, None)


def test_the_pages_show_what_was_passed_on(office: SurveyOffice) -> None:
    campaign = answered(office)
    lead, path = office.visitor("lead"), f"/campaigns/{campaign.id}"
    assert "尚无转办的答卷" in lead.reads(f"{path}/follow-ups")
    sheet = office.read("lead", queries.texts, campaign_id=campaign.id, key="q17").items[0].sheet
    page = lead.follow(lead.post(f"{path}/texts/q17/{sheet.id}/follow-up", seen_on=f"{path}/texts/q17"))
    assert "已转办，客服将建立工单" in page.text
    (ticket,) = exchange(office)
    shown = lead.reads(f"{path}/follow-ups")
    assert ticket.number in shown
    assert "处理中" in shown
    assert office.caller("lead").get(f"campaigns/{campaign.id}/follow-ups").json["items"][0]["number"] == ticket.number
