"""Four services that know of one household: its people, requests, a letter, a rating, a visit, photos, messages."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import select

from services.survey import handlers as survey
from services.survey import queries as survey_queries
from services.survey.models import Invitation
from services.ticketing import handlers
from services.ticketing.models import (
    Consent,
    CustomerKind,
    LineFacts,
    LineKind,
    Member,
    PauseReason,
    Relation,
    Ticket,
    TicketKind,
    Tier,
)
from services.visits.clauses import week_key
from shared import clock
from shared.db import Database
from shared.testing.databases import Databases
from tests.integration.four_services import SERVICES, create_apps, deliver
from tests.integration.reference_data import signed_in
from tests.integration.ticketing_api import Caller, photo
from tests.integration.ticketing_desk import SETTINGS, Desk, furnish

VISITED = {"met": "尉迟芳和丈夫陈强", "words": "尉迟女士要求换管，电话 137-0013-7001", "promised": "周五前给陈强回复"}


class Company:
    """尉迟芳 has a husband 陈强, was called 尉迟小芳 before, and told a lot."""

    def __init__(self, databases: Mapping[str, Database], data_dir: Path) -> None:
        self.databases, self.desk = databases, Desk(databases["ticketing"])
        self.apps = create_apps(databases, data_dir)
        self.household = self.desk.customers["王芳"]
        self.member = self._people()
        self._registered_twice()
        self.ticket = self.desk.open(title="=厨房漏水", customer_id=self.household.id)
        self._request()
        self._others()
        deliver(databases)
        self._survey()
        self._meeting()
        deliver(databases)

    def _people(self) -> Member:
        own = {"customer_id": self.household.id}
        for name, phone in (("尉迟小芳", "13600136001"), ("尉迟芳", "13700137001")):
            self.do("officer", handlers.change_customer, **own, name=name, phone=phone, email="fang@example.org")
        more = {"other_phone": "13400134001", "preferences": {"requests": "email"}}
        self.do("officer", handlers.change_customer, **own, **more)
        told = {"name": "陈强", "phone": "13900139777", "relation": Relation.SPOUSE}
        member: Member = self.do("officer", handlers.add_member, **own, **told)
        return member

    def _registered_twice(self) -> None:
        """And found out only after a request had been filed for the second record."""
        told = {"name": "尉迟小强", "phone": "13500135001", "kind": CustomerKind.OWNER}
        second = self.do("officer", handlers.register_customer, unit_id=self.household.unit_id, **told)
        filed = self.desk.open(title="尉迟小强问停车", customer_id=second.id, kind=TicketKind.ENQUIRY, tier=None)
        self.finish(filed.id)
        deliver(self.databases)
        self.do("supervisor", handlers.merge_households, customer_id=second.id, into_id=self.household.id)
        self.second = second.id

    def _request(self) -> None:
        key = {"ticket_id": self.ticket.id}
        self.do("officer", handlers.flag_major, **key, reason="尉迟芳多次报修")
        self.do("officer", handlers.assign, **key, assignee_id=self.desk.staff["plumber"].id)
        parts = LineFacts(kind=LineKind.PARTS, name="角阀", unit="个", hundredths=100, price_fen=3_500, cost_fen=2_000)
        offer = self.do("plumber", handlers.offer_quote, **key, lines=[parts], note="尉迟女士自备龙头")
        refused = {"agreed": False, "consent": Consent.IN_PERSON, "name": "尉迟老太", "words": "陈强也不同意"}
        self.do("plumber", handlers.record_consent, quote_id=offer.id, **refused)
        self.do("plumber", handlers.withdraw_quote, quote_id=offer.id, reason="陈强自己更换")
        self.do("plumber", handlers.pause, **key, reason=PauseReason.RESIDENT, note="陈强明天在家")
        self.do("plumber", handlers.resume, **key)
        self.do("plumber", handlers.resolve, **key, resolution="已换阀门，陈先生验收", photos=[self._photo(640)])
        deliver(self.databases)
        seen = {"visited_at": (clock.now() - timedelta(minutes=1)).isoformat(), **VISITED}
        answer = self.caller("lead", "visits").post(f"/visits/api/v1/major-problems/{self.ticket.id}/visit", seen)
        assert answer.status_code == 201
        self._speak_of_it()
        deliver(self.databases)
        self.finish(self.ticket.id, "已告知尉迟女士")
        self.do("officer", handlers.rate, **key, score=2, words="尉迟芳：修得太慢")

    def _speak_of_it(self) -> None:
        """With the contractor, whose contact is somebody else."""
        estate, lead = str(self.household.estate_id), self.caller("lead", "visits")
        party = lead.post(
            "/visits/api/v1/parties", {"estate_id": estate, "kind": "contractor", "name": "水电工程"}
        ).json
        step = {"next_step": "回复尉迟芳", "next_step_on": str(clock.today(SETTINGS.site_zone))}
        told = {"contacted_at": clock.now().isoformat(), "way": "by_phone", "about": "尉迟芳家的阀门", **step}
        assert lead.post(f"/visits/api/v1/parties/{party['id']}/contacts", told).status_code == 201

    def _others(self) -> None:
        place = {"estate_id": self.household.estate_id, "kind": TicketKind.SUGGESTION}
        self.letter, self.code = self.do(
            "officer",
            handlers.send_letter,
            **place,
            title="多种树",
            reporter_name="陈强",
            reporter_phone="13900139777",
            photos=[self._photo(320)],
        )
        self.unsigned = self.desk.open(
            title="尉迟芳来访建议加灯", **place, customer_id=None, reporter_name="门岗", tier=None
        )
        self.do("officer", handlers.save_filter, name="尉迟芳家", query=f"state=all&text={quote('尉迟芳')}")
        self.shared_fault = self.desk.open(title="电梯停了，尉迟芳也打来", tier=Tier.URGENT)
        told = {"customer_id": self.household.id, "words": "我是尉迟芳，我家也是"}
        self.do("officer", handlers.add_reporter, ticket_id=self.shared_fault.id, **told)

    def _survey(self) -> None:
        """It is asked for its opinion, and has begun to answer."""
        today = clock.today(SETTINGS.site_zone)
        when: dict[str, Any] = {"half": None, "opens_on": today, "closes_on": today + timedelta(days=14)}
        with self.databases["survey"].write(self.desk.actor("lead")) as session:
            (standard,) = survey_queries.questionnaires(session)
            place: dict[str, Any] = {
                "estate_id": self.household.estate_id,
                "questionnaire_id": standard.questionnaire.id,
            }
            campaign = survey.plan_campaign(session, **place, title="意见调查", **when)
            survey.open_campaign(session, campaign_id=campaign.id)
        with self.databases["survey"].write() as session:
            own = select(Invitation.id).where(Invitation.customer_id == self.household.id)
            survey.keep_answers(session, invitation_id=session.scalars(own).one(), given={"q17": "尉迟芳：电梯太慢"})

    def _meeting(self) -> None:
        """The staff talk about it, and somebody is to do something."""
        lead, now = self.caller("lead", "visits"), clock.now().isoformat()
        lead.api = "/visits/api/v1"
        facts = {
            "estate_id": str(self.household.estate_id),
            "kind": "branch",
            "starts_at": now,
            "agenda": "尉迟芳的投诉",
        }
        meeting = f"meetings/{lead.post('meetings', facts).json['id']}"
        lead.post(f"{meeting}/hold", {"held_at": now, "others": "住户尉迟芳"})
        action = {"what": "给尉迟芳回电 13700137001", "owner_id": str(self.desk.staff["officer"].id)}
        due_on = clock.today(SETTINGS.site_zone).isoformat()
        assert lead.post(f"{meeting}/actions", {**action, "due_on": due_on}).status_code == 201
        assert lead.post(f"{meeting}/minutes", {"minutes": "尉迟芳要求换管"}).status_code == 200
        day = clock.today(SETTINGS.site_zone)
        week = {"estate_id": facts["estate_id"], "week": week_key(day), "team": "engineering"}
        summary = {**week, "done": "给尉迟芳换管", "plan": "回访尉迟芳"}
        assert lead.post("weekly-summaries/submit", summary).status_code == 200
        report = {"estate_id": facts["estate_id"], "kind": "week", "period": week_key(day)}
        assert "尉迟芳" in lead.post("reports", report).json["summary"]

    def _photo(self, width: int) -> handlers.Photo:
        with self.databases["ticketing"].write() as session:
            return handlers.keep_photo(session, photo((width, 240)))

    def do(self, username: str, verb: Any, /, **facts: Any) -> Any:
        return self.desk.do(username, verb, **facts)

    def finish(self, ticket_id: Any, words: str = "好了") -> None:
        """Solves it where nobody has, answers, closes."""
        with self.databases["ticketing"].read() as session:
            solved = session.get_one(Ticket, ticket_id).resolved_at is not None
        if not solved:
            self.do("officer", handlers.acknowledge, ticket_id=ticket_id)
            self.do("officer", handlers.resolve, ticket_id=ticket_id, resolution=words)
        self.do("officer", handlers.answer, ticket_id=ticket_id, answer=words, channel="phone")
        self.do("officer", handlers.close, ticket_id=ticket_id)

    def caller(self, username: str, service: str, language: str = "zh") -> Caller:
        return signed_in(self.apps[service], self.desk.staff[username], language)


@contextmanager
def company_on(kind: Databases, data_dir: Path) -> Iterator[Company]:
    urls = {name: kind.create(name, furnish if name == "ticketing" else None) for name in SERVICES}
    yield Company({name: kind.opened(url) for name, url in urls.items()}, data_dir)
    for url in urls.values():
        kind.drop(url)
