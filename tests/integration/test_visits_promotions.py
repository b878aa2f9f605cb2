"""Promotional events: what the developer requires is a checklist, what must change is coordinated that day (B4.1.2)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine

from services.visits import handlers, queries
from services.visits.handlers import NotYourChange, Requirement
from services.visits.models import (
    ChangeIsSettled,
    NotTheDeveloper,
    PartyKind,
    Promotion,
    PromotionChange,
    PromotionIsOver,
    TaskState,
)
from shared import clock
from shared.errors import Invalid, NotFound
from tests.conftest import MakeDatabase
from tests.integration.test_visits_party_work import DAY, MONDAY, Dealings
from tests.integration.ticketing_desk import furnish


class Venue(Dealings):
    def prepare(self, *requirements: Requirement, kind: PartyKind = PartyKind.DEVELOPER) -> Promotion:
        party = self.register("置业公司", kind)
        told = {"title": "样板房开放日", "starts_at": clock.now() + DAY, "place": "售楼处"}
        return self.do("lead", handlers.prepare_promotion, party_id=party.id, **told, requirements=requirements)

    def change(self, promotion: Promotion, username: str = "officer") -> PromotionChange:
        told = {"what": "改到下午", "reason": "场地占用", "staff_id": self.staff(username).id}
        return self.do("lead", handlers.request_change, promotion_id=promotion.id, **told)

    def acknowledge(self, change: PromotionChange, username: str = "officer", **facts: Any) -> PromotionChange:
        told = {"agreed": True, "person": "刘总", "outcome": "改到 15:00", **facts}
        return self.do(username, handlers.acknowledge_change, change_id=change.id, **told)

    def found(self, key: UUID, username: str = "lead") -> queries.Prepared:
        return self.read(username, queries.promotion, promotion_id=key)


@pytest.fixture
def venue(make_database: MakeDatabase) -> Venue:
    return Venue(make_database("ticketing", furnish=furnish), make_database("visits"))


def requirement(title: str) -> Requirement:
    return Requirement(title=title, owner="秩序班", due_on=MONDAY.date())


def test_what_the_developer_requires_is_ticked_off(venue: Venue) -> None:
    with time_machine.travel(MONDAY, tick=False):
        promotion = venue.prepare(requirement("指示牌"), requirement("茶歇"))
        facts = {"title": "停车引导", "owner": "", "due_on": MONDAY.date()}
        venue.do("lead", handlers.add_requirement, promotion_id=promotion.id, **facts)
        task = venue.read("lead", queries.party_tasks, source_id=promotion.id).items[0].task
        venue.do("officer", handlers.finish_task, task_id=task.id, outcome="")
    found = venue.found(promotion.id)
    assert (found.count, found.done, found.waiting) == (3, 1, 0)
    with pytest.raises(NotFound):
        venue.found(promotion.id, "stranger")


def test_a_change_is_acknowledged_by_who_was_named_or_who_keeps_the_register(venue: Venue) -> None:
    promotion = venue.prepare()
    change = venue.change(promotion)
    with pytest.raises(NotYourChange):
        venue.acknowledge(change, "plumber")
    venue.acknowledge(change)
    with pytest.raises(ChangeIsSettled):
        venue.acknowledge(change)
    second = venue.change(promotion)
    venue.acknowledge(second, "lead", agreed=False)
    told = venue.told("event_change_acknowledged")
    assert [(data["agreed"], data["by"]) for data in told] == [(True, "李敏"), (False, "郑华")]
    assert venue.found(promotion.id).waiting == 0
    facts = {"what": "x", "reason": "y", "staff_id": venue.desk.stranger.id}
    with pytest.raises(Invalid):
        venue.do("lead", handlers.request_change, promotion_id=promotion.id, **facts)


def test_a_change_without_a_word_of_the_developer_goes_to_those_above_when_the_day_ends(venue: Venue) -> None:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        venue.traveller = traveller
        promotion = venue.prepare()
        forgotten, settled = venue.change(promotion), venue.change(promotion)
        venue.acknowledge(settled)
        assert venue.told("event_change_requested")[0]["due_at"] == "2026-12-07T16:00:00Z"
        venue.later(MONDAY + 13 * timedelta(hours=1))
        assert venue.told("event_change_overdue") == []
        venue.later(MONDAY + 15 * timedelta(hours=1))
        (told,) = venue.told("event_change_overdue")
    assert told["change_id"] == str(forgotten.id)
    assert told["staff_ids"] == [str(venue.staff(name).id) for name in ("officer", "lead")]


def test_an_event_that_does_not_take_place_asks_nothing_more(venue: Venue) -> None:
    with time_machine.travel(MONDAY, tick=False):
        promotion = venue.prepare(requirement("指示牌"))
        with pytest.raises(Invalid):
            venue.do("lead", handlers.hold_promotion, promotion_id=promotion.id)
        venue.do("lead", handlers.call_off_promotion, promotion_id=promotion.id, reason="台风")
        assert venue.task().state is TaskState.DROPPED
        with pytest.raises(PromotionIsOver):
            venue.change(promotion)


def test_it_is_the_developer_s(venue: Venue) -> None:
    with pytest.raises(NotTheDeveloper):
        venue.prepare(kind=PartyKind.SUPPLIER)
