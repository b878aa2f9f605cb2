"""Beyond the own authority: the superior is asked and proposes a solution; both stay on the ticket (A2.4)."""

from typing import Any

import pytest

from services.ticketing import handlers, queries
from services.ticketing.handlers.referrals import AlreadyReferred, NotAsked, NotReferred
from services.ticketing.models import Ticket, Tier
from shared.errors import Invalid
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import Desk
from tests.integration.ticketing_site import SiteDesk
from tests.integration.ticketing_watch import watching

QUESTION = "住户要求赔偿地板，是否同意？"
PROPOSAL = "同意按八折赔偿，由我签字"


def given(desk: Desk, **facts: Any) -> Ticket:
    ticket = desk.open(**facts)
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    return ticket


def refer(desk: Desk, ticket: Ticket, by: str = "plumber", to: str = "supervisor") -> Ticket:
    found: Ticket = desk.do(by, handlers.refer, ticket_id=ticket.id, superior_id=desk.staff[to].id, question=QUESTION)
    return found


def told(desk: Desk, name: str) -> list[dict[str, Any]]:
    return [data for event, data in desk.events() if event == name]


def test_the_superior_asked_proposes_and_both_stay_on_the_ticket(desk: Desk) -> None:
    ticket = given(desk)
    refer(desk, ticket)
    asked = told(desk, "ticket_referred")[0]
    assert (asked["by"], asked["question"]) == ("王强", QUESTION)
    assert asked["staff_ids"] == [str(desk.staff["supervisor"].id)]
    solved = desk.do("supervisor", handlers.propose, ticket_id=ticket.id, proposal=PROPOSAL)
    referral = solved.referrals[0]
    assert (referral.asked_by, referral.superior.name, referral.proposal) == (
        *("王强", desk.staff["supervisor"].name, PROPOSAL),
    )
    assert (solved.referred_to_id, solved.assignee_id) == (None, desk.staff["plumber"].id)
    assert told(desk, "solution_proposed")[0]["staff_ids"] == [str(desk.staff["plumber"].id)]


def test_only_who_was_asked_or_somebody_above_proposes(desk: Desk) -> None:
    ticket = given(desk)
    with pytest.raises(NotReferred):
        desk.do("supervisor", handlers.propose, ticket_id=ticket.id, proposal=PROPOSAL)
    refer(desk, ticket, to="manager")
    for other in ("officer", "supervisor"):
        with pytest.raises(NotAsked):
            desk.do(other, handlers.propose, ticket_id=ticket.id, proposal=PROPOSAL)
    with pytest.raises(AlreadyReferred):
        refer(desk, ticket)
    assert desk.do("lead", handlers.propose, ticket_id=ticket.id, proposal=PROPOSAL).referred_to_id is None


def test_nobody_asks_somebody_who_is_not_above_or_not_here(desk: Desk) -> None:
    ticket = given(desk)
    for by, other in (("plumber", desk.staff["officer"]), ("supervisor", desk.staff["supervisor"])):
        with pytest.raises(Invalid):
            desk.do(by, handlers.refer, ticket_id=ticket.id, superior_id=other.id, question=QUESTION)
    with pytest.raises(Invalid):
        desk.do("plumber", handlers.refer, ticket_id=ticket.id, superior_id=desk.stranger.id, question=QUESTION)


def test_who_does_not_answer_in_time_is_overtaken_by_the_next_above(desk: Desk) -> None:
    with watching(desk) as watch:
        ticket = given(desk, tier=Tier.EMERGENCY)
        refer(desk, ticket)
        watch.after(minutes=4)
        assert told(desk, "referral_overdue") == []
        watch.after(minutes=6)
        watch.after(minutes=12)
        watch.after(minutes=60)
        late = told(desk, "referral_overdue")
        assert [event["role"] for event in late] == ["property_manager", "project_lead"]
        assert late[0]["superior"] == desk.staff["supervisor"].name


def test_an_answer_ends_the_waiting(desk: Desk) -> None:
    with watching(desk) as watch:
        ticket = given(desk, tier=Tier.EMERGENCY)
        refer(desk, ticket)
        desk.do("supervisor", handlers.propose, ticket_id=ticket.id, proposal=PROPOSAL)
        watch.after(minutes=60)
        assert told(desk, "referral_overdue") == []


def test_what_is_solved_waits_for_no_proposal(desk: Desk) -> None:
    with watching(desk) as watch:
        ticket = given(desk, tier=Tier.EMERGENCY)
        refer(desk, ticket)
        solved = desk.do("plumber", handlers.resolve, ticket_id=ticket.id, resolution="住户同意")
        assert solved.referred_to_id is None
        watch.after(minutes=60)
        assert told(desk, "referral_overdue") == []


def test_the_craftsman_asks_on_the_phone_and_the_supervisor_finds_it_today(site: SiteDesk) -> None:
    ticket, plumber, supervisor = given(site), site.visitor("plumber"), site.visitor("supervisor")
    page = f"/work/{ticket.id}"
    assert site.staff["supervisor"].name in plumber.reads(page)
    typed = {"superior_id": str(site.staff["supervisor"].id), "question": QUESTION}
    assert plumber.post(f"{page}/refer", seen_on=page, superior_id=typed["superior_id"]).status_code == 422
    assert "请示中" in plumber.follow(plumber.post(f"{page}/refer", seen_on=page, **typed)).text
    assert "待我批复" in supervisor.reads("/today")
    assert ticket.number in supervisor.reads("/tickets", whose="asked")
    assert ticket.number not in site.visitor("manager").reads("/tickets", whose="asked")
    here = f"/tickets/{ticket.id}"
    assert QUESTION in supervisor.reads(here)
    answered = supervisor.follow(supervisor.post(f"{here}/propose", seen_on=here, proposal=PROPOSAL)).text
    assert PROPOSAL in answered
    assert "/propose" not in answered
    assert PROPOSAL in plumber.reads(page)


def test_a_project_lead_has_nobody_to_ask(site: SiteDesk) -> None:
    ticket = given(site)
    assert f"/tickets/{ticket.id}/refer" not in site.visitor("lead").get(f"/tickets/{ticket.id}").text


def test_the_api_asks_and_answers(api_desk: ApiDesk) -> None:
    ticket = given(api_desk)
    asked = {"superior_id": str(api_desk.staff["supervisor"].id), "question": QUESTION}
    referred = api_desk.caller("plumber").post(f"tickets/{ticket.id}/refer", asked)
    assert referred.json["referred_to_id"] == asked["superior_id"]
    assert referred.json["referrals"][0]["proposal"] is None
    assert api_desk.caller("officer").post(f"tickets/{ticket.id}/propose", {"proposal": PROPOSAL}).status_code == 403
    answered = api_desk.caller("supervisor").post(f"tickets/{ticket.id}/propose", {"proposal": PROPOSAL})
    assert answered.json["referrals"][0]["proposal"] == PROPOSAL
    with api_desk.database.read() as session:
        assert queries.ticket(session, ticket.id).referred_to_id is None
