"""需求周报: on Friday morning what residents asked of each team is summed up; the teams say what they change (A2.3)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from services.ticketing import handlers, queries
from services.ticketing.app import SERVICE
from services.ticketing.handlers.needs import NotYourTeam
from services.ticketing.models import NeedsDigest, Team, Ticket, TicketKind, Tier, next_digest_at
from shared import clock, deadlines
from shared.timers import Deadline
from tests.integration.ticketing_api import ApiDesk
from tests.integration.ticketing_desk import SETTINGS, Desk
from tests.integration.ticketing_site import SiteDesk

TUESDAY = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)  # ten in Shanghai


def given(desk: Desk, to: str = "plumber", **facts: Any) -> Ticket:
    ticket = desk.open(**facts)
    desk.do("officer", handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff[to].id)
    return ticket


def publish(desk: Desk, ends_at: datetime = FRIDAY) -> dict[Team | None, NeedsDigest]:
    with desk.database.write() as session:
        rows = handlers.publish_needs(session, estate_id=desk.estates["LX"].id, ends_at=ends_at)
        return {row.team: row for row in rows}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (TUESDAY, FRIDAY),
        (FRIDAY, FRIDAY + timedelta(days=7)),
        (FRIDAY - timedelta(seconds=1), FRIDAY),
        (datetime(2026, 12, 31, 20, 0, tzinfo=UTC), datetime(2027, 1, 1, 2, 0, tzinfo=UTC)),
    ],
)
def test_the_next_digest_is_due_on_friday_at_ten(after: datetime, expected: datetime) -> None:
    assert next_digest_at(after, SETTINGS.site_zone) == expected


def test_each_team_gets_its_own_figures(desk: Desk) -> None:
    with time_machine.travel(TUESDAY, tick=False) as moment:
        given(desk, title="漏水")
        moment.shift(timedelta(hours=3))
        given(desk, title="又漏水")
        given(desk, to="gardener", kind=TicketKind.SUGGESTION, tier=Tier.NORMAL, title="补种草坪")
        desk.open(kind=TicketKind.ENQUIRY, tier=Tier.NORMAL, title="怎样缴费")
        desk.fire_due()
        digests = publish(desk)
    repairs, lawn, nobody = digests[Team.ENGINEERING], digests[Team.GREENING], digests[None]
    assert (repairs.repairs, repairs.asked, repairs.open, repairs.late, repairs.repeated) == (2, 2, 2, 1, 1)
    assert (lawn.suggestions, lawn.asked, lawn.late) == (1, 1, 0)
    assert (nobody.enquiries, nobody.asked) == (1, 1)
    told = [data for name, data in desk.events() if name == "needs_digest_published"]
    assert {data["team"]: data["open"] for data in told} == {"engineering": 2, "greening": 1, None: 1}


def test_only_the_week_itself_counts(desk: Desk) -> None:
    with time_machine.travel(FRIDAY - timedelta(days=8), tick=False):
        given(desk)
    with time_machine.travel(FRIDAY, tick=False):
        given(desk)
    assert publish(desk) == {}


def test_an_estate_is_summed_up_every_week_by_itself(desk: Desk) -> None:
    estate = desk.estates["LX"].id
    with desk.database.read() as session:
        found = session.scalars(
            select(Deadline).where(Deadline.kind == "needs.digest", Deadline.subject == estate)
        ).all()
    assert [row.state for row in found] == ["pending"]
    first = found[0].due_at
    with time_machine.travel(first - timedelta(hours=1), tick=False) as moment:
        given(desk)
        moment.move_to(first + timedelta(days=15))
        while deadlines.fire_due(desk.database, SERVICE):
            pass
    with desk.database.read() as session:
        assert queries.digest_weeks(session, estate) == [first]
        pending = session.scalars(
            select(Deadline.due_at).where(
                Deadline.kind == "needs.digest", Deadline.subject == estate, Deadline.state == "pending"
            )
        ).all()
    assert pending == [first + timedelta(days=21)]


def test_the_team_itself_says_what_it_changes(site: SiteDesk) -> None:
    ticket = given(site)
    digest = publish(site, clock.now() + timedelta(minutes=1))[Team.ENGINEERING]
    plumber = site.visitor("plumber")
    assert "待登记" in plumber.reads("/needs")
    page = f"/needs/{digest.id}"
    assert ticket.number in plumber.reads(page)
    assert plumber.post(page, adjustment="").status_code == 422
    said = plumber.follow(plumber.post(page, adjustment="本周起巡检立管阀门"))
    assert "本周起巡检立管阀门" in said.text
    assert "本周起巡检立管阀门" in site.visitor("lead").reads("/needs")
    assert "本周起巡检立管阀门" in site.visitor("lead").reads(f"/needs/print/{site.estates['LX'].id}")
    with pytest.raises(NotYourTeam):
        site.do("gardener", handlers.record_adjustment, digest_id=digest.id, adjustment="?")
    assert "登记</button>" not in site.visitor("gardener").get(page).text
    adjusted = [data for name, data in site.events() if name == "needs_adjusted"]
    assert [(data["team"], data["by"]) for data in adjusted] == [("engineering", "王强")]


def test_before_the_first_friday_the_page_says_when(site: SiteDesk) -> None:
    assert "每周五上午十点" in site.visitor("officer").reads("/needs")


def test_the_api_tells_the_last_week(api_desk: ApiDesk) -> None:
    given(api_desk)
    publish(api_desk, clock.now() + timedelta(minutes=1))
    officer, estate = api_desk.caller("officer"), str(api_desk.estates["LX"].id)
    row = officer.get("needs", estate_id=estate).json["items"][0]
    assert (row["team"], row["repairs"], row["adjustment"]) == ("engineering", 1, None)
    said = api_desk.caller("plumber").post(f"needs/{row['id']}/adjustment", {"adjustment": "增加夜间值班"})
    assert (said.json["adjustment"], said.json["adjusted_by"]) == ("增加夜间值班", "王强")
    assert api_desk.caller("gardener").post(f"needs/{row['id']}/adjustment", {"adjustment": "?"}).status_code == 403
