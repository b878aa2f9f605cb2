"""Meetings: made ahead, opened and held, their minutes, what they decide and carry over (A1.1, A2.3, B4.2, B5)."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import delete, select

from services.notify.app import SERVICE as NOTIFY
from services.notify.models import Message
from services.ticketing import handlers as ticketing
from services.visits import handlers, queries
from services.visits.handlers.meeting_actions import ACTION_OVERDUE, NotYourAction
from services.visits.models import (
    ActionIsOver,
    Meeting,
    MeetingAction,
    MeetingIsOver,
    MeetingKind,
    MeetingState,
    MinutesNotYet,
    NeedsNotDiscussed,
    NotBegun,
)
from services.visits.timers import TIMERS
from shared import clock
from shared.db import Database
from shared.errors import Invalid, NotFound
from shared.inbox import Inbox
from shared.outbox import OutboxRow
from shared.timers import Deadline
from tests.conftest import MakeDatabase
from tests.integration.notify_office import settings
from tests.integration.ticketing_desk import counted_queries, furnish
from tests.integration.visits_office import SETTINGS, VisitsOffice

MONDAY = datetime(2027, 4, 19, 7, tzinfo=SETTINGS.site_zone)
MINUTES = "一、通报本周诉求\n二、落实电梯厅清洁"


@pytest.fixture
def office(make_database: MakeDatabase) -> VisitsOffice:
    return VisitsOffice(make_database("ticketing", furnish=furnish), make_database("visits"))


@pytest.fixture
def monday(office: VisitsOffice) -> Iterator[VisitsOffice]:
    with time_machine.travel(MONDAY, tick=False):
        yield office


def planned(office: VisitsOffice, kind: MeetingKind = MeetingKind.OFFICE, minutes_ago: int = 60) -> Meeting:
    starts_at = clock.now() - timedelta(minutes=minutes_ago)
    facts: dict[str, Any] = {"kind": kind, "starts_at": starts_at, "place": "会议室"}
    return office.do("lead", handlers.plan_meeting, estate_id=office.estate_id, **facts)


def held(office: VisitsOffice, meeting: Meeting, **facts: Any) -> Meeting:
    came = {"staff_ids": [office.staff("lead").id, office.staff("plumber").id], **facts}
    return office.do("lead", handlers.hold_meeting, meeting_id=meeting.id, held_at=clock.now(), **came)


def decided(office: VisitsOffice, meeting: Meeting, days: int = 3) -> MeetingAction:
    facts = {"what": "清洗电梯厅", "owner_id": office.staff("plumber").id, "due_on": office.today() + days * DAY}
    return office.do("lead", handlers.set_action, meeting_id=meeting.id, **facts)


def names(office: VisitsOffice) -> list[str]:
    return [name for name, _data in office.events() if name.startswith(("meeting", "minutes"))]


def starts(office: VisitsOffice, kind: MeetingKind) -> list[str]:
    rows = office.read("lead", queries.meetings, kind=kind, state=MeetingState.PLANNED).items
    return [f"{row.meeting.starts_at.astimezone(SETTINGS.site_zone):%m-%d %H:%M}" for row in rows]


def needs(office: VisitsOffice) -> list[UUID]:
    """The digests of the week that the office meeting is to hear."""
    with office.desk.database.write() as session:
        digests = ticketing.publish_needs(session, estate_id=office.estate_id, ends_at=clock.now())
    office.copies.take_events()
    return [digest.id for digest in digests]


def test_meetings_are_made_two_weeks_ahead_on_working_days(monday: VisitsOffice) -> None:
    office = monday
    office.do("lead", handlers.plan_meetings, estate_id=office.estate_id)
    office.do("lead", handlers.plan_meetings, estate_id=office.estate_id)
    assert starts(office, MeetingKind.OFFICE) == ["04-23 14:00", "04-30 14:00"]
    assert starts(office, MeetingKind.STAND_UP) == []
    daily = {"estate_id": office.estate_id, "kind": MeetingKind.STAND_UP, "active": True, "begins": time(8, 45)}
    office.do("lead", handlers.set_series, **daily, place="前台")
    assert starts(office, MeetingKind.STAND_UP)[:6] == [f"04-{day} 08:45" for day in (19, 20, 21, 22, 23, 26)]


def test_meetings_ahead_follow_a_new_time_unless_somebody_touched_them(monday: VisitsOffice) -> None:
    office = monday
    office.do("lead", handlers.plan_meetings, estate_id=office.estate_id)
    first = office.read("lead", queries.meetings, kind=MeetingKind.OFFICE).items[0].meeting
    moved = {"meeting_id": first.id, "starts_at": MONDAY + timedelta(days=3), "reason": "周五迎检"}
    office.do("lead", handlers.move_meeting, **moved)
    weekly = {"estate_id": office.estate_id, "kind": MeetingKind.OFFICE, "active": True, "begins": time(9)}
    with pytest.raises(Invalid):
        office.do("lead", handlers.set_series, **weekly)
    office.do("lead", handlers.set_series, **weekly, weekday=0)
    assert starts(office, MeetingKind.OFFICE) == [
        "04-22 07:00",
        "04-26 09:00",
    ]  # in the week after, only days beyond two weeks are worked
    office.do("lead", handlers.set_series, **{**weekly, "active": False}, weekday=0)
    assert starts(office, MeetingKind.OFFICE) == ["04-22 07:00"]


def test_a_meeting_is_opened_held_and_its_minutes_are_filed(office: VisitsOffice) -> None:
    meeting = planned(office, MeetingKind.BRANCH)
    with pytest.raises(NotBegun):
        decided(office, meeting)
    office.do("lead", handlers.open_meeting, meeting_id=meeting.id)
    with pytest.raises(MinutesNotYet):
        office.do("lead", handlers.file_minutes, meeting_id=meeting.id, minutes=MINUTES)
    with pytest.raises(Invalid):
        held(office, meeting, staff_ids=[])
    with pytest.raises(Invalid):
        held(office, meeting, staff_ids=[office.desk.stranger.id])
    assert held(office, meeting, others="监理 老陈\n\n").present == "郑华\n王强\n监理 老陈"
    decided(office, meeting)
    filed = office.do("lead", handlers.file_minutes, meeting_id=meeting.id, minutes=MINUTES)
    assert (filed.state, filed.recorded_by) == (MeetingState.HELD, "郑华")
    assert names(office) == ["meeting_opened", "meeting_held", "meeting_action_set", "minutes_filed"]
    assert office.audit(meeting.id) == ["meeting.plan", "meeting.open", "meeting.hold", "meeting.file_minutes"]
    with pytest.raises(MeetingIsOver):
        office.do("lead", handlers.cancel_meeting, meeting_id=meeting.id, reason="误")


def test_the_owners_committee_is_named(office: VisitsOffice) -> None:
    meeting = planned(office, MeetingKind.COMMITTEE)
    with pytest.raises(Invalid):
        held(office, meeting)
    assert held(office, meeting, committee="主任 张伟\n委员 王芳").attended == 4
    assert office.events()[-1][1]["committee"] == 2


def test_an_office_meeting_hears_the_needs_of_every_team(office: VisitsOffice) -> None:
    office.desk.open(title="水管漏水")
    (digest,) = needs(office)
    meeting = planned(office, minutes_ago=0)
    (heard,) = office.read("lead", queries.gathering, meeting_id=meeting.id).needs
    assert (heard.digest.id, heard.digest.repairs, heard.topic) == (digest, 1, None)
    held(office, meeting)
    with pytest.raises(NeedsNotDiscussed):
        office.do("lead", handlers.file_minutes, meeting_id=meeting.id, minutes=MINUTES)
    for words in ("加派一人", "加派两人"):
        told = {"meeting_id": meeting.id, "digest_id": digest, "discussion": words}
        office.do("lead", handlers.discuss_needs, **told)
    office.do("lead", handlers.file_minutes, meeting_id=meeting.id, minutes=MINUTES)
    assert office.events()[-1][1]["needs"] == 1
    office.desk.do("supervisor", ticketing.record_adjustment, digest_id=digest, adjustment="每周检查水管")
    office.copies.take_events()
    (heard,) = office.read("lead", queries.gathering, meeting_id=meeting.id).needs
    assert heard.topic is not None
    assert (heard.topic.discussion, heard.digest.adjustment) == ("加派两人", "每周检查水管")
    following = planned(office, minutes_ago=0)
    assert office.read("lead", queries.gathering, meeting_id=following.id).needs == []
    with pytest.raises(NotFound):
        office.do(
            "lead", handlers.discuss_needs, meeting_id=held(office, following).id, digest_id=digest, discussion=""
        )


def test_an_action_is_carried_to_the_next_meeting_of_its_kind_until_it_is_done(office: VisitsOffice) -> None:
    first = planned(office, MeetingKind.BRANCH, 120)
    held(office, first)
    action = decided(office, first)
    following, other = planned(office, MeetingKind.BRANCH), planned(office, MeetingKind.STAND_UP)
    carried = office.read("lead", queries.gathering, meeting_id=following.id).carried
    assert [row.id for row in carried] == [action.id]
    assert office.read("lead", queries.gathering, meeting_id=other.id).carried == []
    office.do("lead", handlers.open_meeting, meeting_id=following.id)
    with pytest.raises(NotYourAction):
        office.do("officer", handlers.finish_action, action_id=action.id)
    office.do("plumber", handlers.finish_action, action_id=action.id, result="已清洗")
    with pytest.raises(ActionIsOver):
        office.do("lead", handlers.drop_action, action_id=action.id, reason="重复")
    carried = office.read("lead", queries.gathering, meeting_id=following.id).carried
    assert [row.result for row in carried] == ["已清洗"], "it was open as the meeting began"
    later = planned(office, MeetingKind.BRANCH, 1)
    assert office.read("lead", queries.gathering, meeting_id=later.id).carried == []
    assert names(office)[-1] == "meeting_action_done"


def test_an_action_whose_day_has_passed_is_told_and_shown(office: VisitsOffice) -> None:
    meeting = planned(office, MeetingKind.BRANCH)
    held(office, meeting)
    action = decided(office, meeting, 0)
    with pytest.raises(Invalid):
        decided(office, meeting, -1)
    done = decided(office, meeting, 0)
    office.do("lead", handlers.drop_action, action_id=done.id, reason="并入另一项")
    with time_machine.travel(clock.now() + DAY):
        for row in (action, done):
            with office.database.write() as session:
                TIMERS[ACTION_OVERDUE](session, Deadline(subject=row.id, payload={}))
        (late,) = office.read("lead", queries.actions, late=True).items
        agenda = office.read("plumber", queries.meetings_today)
    assert (late.action.id, late.late) == (action.id, True)
    assert (agenda.mine, agenda.late, agenda.unfiled) == (1, 1, 1)
    overdue = [data for name, data in office.events() if name == "meeting_action_overdue"]
    assert [(told["owner_id"], told["number"]) for told in overdue] == [(str(office.staff("plumber").id), 1)]


def test_whoever_is_to_do_it_finds_it_in_the_inbox(office: VisitsOffice, make_database: MakeDatabase) -> None:
    notify = make_database("notify")
    notify.settings = settings({})
    meeting = planned(office, MeetingKind.BRANCH)
    held(office, meeting)
    action = decided(office, meeting)
    office.desk.do("lead", ticketing.republish)
    pass_on(office.desk.database, notify)
    pass_on(office.database, notify)
    with notify.read() as session:
        (item,) = session.scalars(select(Message).where(Message.event == "visits.meeting_action_set.v1")).all()
    assert (item.recipient_name, item.body) == ("王强", "清洗电梯厅\n邻香苑")
    assert item.title.startswith("会议安排您在")
    assert item.link == f"/visits/meetings/{meeting.id}"
    office.do("plumber", handlers.finish_action, action_id=action.id)
    pass_on(office.database, notify)
    with notify.read() as session:
        assert session.get_one(Message, item.id).settled_at is not None


def pass_on(source: Database, target: Database) -> None:
    with source.write() as session:
        rows = session.execute(select(OutboxRow.key, OutboxRow.body).order_by(OutboxRow.seq)).all()
        session.execute(delete(OutboxRow))
    read = {contract.key for contract in NOTIFY.subscriptions}
    Inbox(target, NOTIFY).apply([(key, body) for key, body in rows if key in read])


def test_a_meeting_that_nobody_recorded_is_shown(monday: VisitsOffice) -> None:
    office = monday
    office.do("lead", handlers.plan_meetings, estate_id=office.estate_id)
    with time_machine.travel(MONDAY + 5 * DAY, tick=False):
        (row,) = office.read("lead", queries.meetings, unfiled=True).items
        assert (row.meeting.kind, row.unrecorded) == (MeetingKind.OFFICE, True)
        assert office.read("lead", queries.meetings_today).unfiled == 1
        office.do("lead", handlers.cancel_meeting, meeting_id=row.meeting.id, reason="迎检")
        assert office.read("lead", queries.meetings, unfiled=True).items == []


def test_pages_of_other_estates_are_not_seen_and_lists_need_few_queries(office: VisitsOffice) -> None:
    meeting = planned(office)
    held(office, meeting)
    decided(office, meeting)
    with pytest.raises(NotFound):
        office.read("stranger", queries.gathering, meeting_id=meeting.id)
    assert office.read("stranger", queries.actions).items == []
    for _more in range(5):
        held(office, planned(office))
    lists: tuple[Any, ...] = (queries.meetings, queries.actions)
    for query in lists:
        with counted_queries(office.database) as statements:
            assert office.read("lead", query).items
        assert len([text for text in statements if text.startswith("SELECT")]) <= 3


DAY = timedelta(days=1)
