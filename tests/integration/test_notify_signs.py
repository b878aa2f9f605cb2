"""标识: each sign is inspected in time, a defect opens a repair, and the repair's outcome comes back (A1.3)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import delete, select

from services.notify import handlers, queries
from services.notify.handlers import SignRemoved
from services.notify.models import Sign, SignCondition, SignKind
from services.notify.queries import SignFilter
from services.ticketing import handlers as desk_handlers
from services.ticketing.app import SERVICE as TICKETING
from services.ticketing.models import Ticket
from shared import clock
from shared.errors import Invalid, NotFound
from shared.inbox import Inbox
from shared.outbox import OutboxRow
from tests.conftest import MakeDatabase
from tests.integration.notify_board import Board, open_board
from tests.integration.ticketing_api import photo
from tests.integration.ticketing_desk import Desk


@pytest.fixture
def service_name() -> str:
    return "notify"


@pytest.fixture
def board(desk: Desk, make_database: MakeDatabase, tmp_path: Path) -> Board:
    return open_board(desk, make_database, tmp_path)


def registered(board: Board, **changes: Any) -> Sign:
    estate = board.desk.estates["LX"].id
    told = {"estate_id": estate, "kind": SignKind.WARNING, "words": "小心地滑", "spot": "大堂门口", "interval_days": 30}
    row: Sign = board.do("supervisor", handlers.add_sign, **told | changes)
    return row


def stored(board: Board, row: Sign) -> Sign:
    with board.database.read() as session:
        return queries.sign(session, row.id)


def listed(board: Board, **chosen: Any) -> list[str]:
    with board.database.read(board.desk.actor("officer")) as session:
        return [row.number for row in queries.signs(session, SignFilter(**chosen)).items]


def tell_desk(board: Board) -> None:
    """What notify has told reaches the front desk."""
    read = {contract.key for contract in TICKETING.subscriptions}
    with board.database.write() as session:
        events = session.execute(select(OutboxRow.key, OutboxRow.body).order_by(OutboxRow.seq)).all()
        session.execute(delete(OutboxRow))
    Inbox(board.desk.database, TICKETING).apply([(key, body) for key, body in events if key in read])


def the_repair(board: Board) -> Ticket:
    with board.desk.database.read() as session:
        return session.scalars(select(Ticket)).one()


def test_a_sign_has_a_number_and_a_day_on_which_it_is_due(board: Board) -> None:
    first, second = registered(board), registered(board, kind=SignKind.DIRECTIONAL, words="2栋由此前往")
    today = clock.today(board.settings.site_zone)
    assert (first.number, second.number) == ("LX-S0001", "LX-S0002")
    assert first.next_due_on == today + timedelta(days=30)
    changed = {"kind": SignKind.WARNING, "words": "小心台阶", "spot": "大堂", "interval_days": 7}
    row = board.do("supervisor", handlers.change_sign, sign_id=first.id, **changed)
    assert (row.words, row.next_due_on) == ("小心台阶", today + timedelta(days=7))
    assert listed(board) == ["LX-S0001", "LX-S0002"]
    assert listed(board, kind=SignKind.DIRECTIONAL) == ["LX-S0002"]
    assert listed(board, text="台阶") == ["LX-S0001"]
    assert board.told("sign_") == ["sign_registered", "sign_registered"]


def test_who_keeps_the_register_is_told_of_what_is_overdue(board: Board) -> None:
    row = registered(board, interval_days=1)
    with time_machine.travel(clock.now() + timedelta(days=1)):
        board.fire_due()
        assert (board.items("supervisor"), listed(board, condition=SignCondition.OVERDUE)) == ([], [])
    with time_machine.travel(clock.now() + timedelta(days=2)):
        board.fire_due()
        assert board.items("supervisor") == board.items("lead") == ["标识逾期未检：小心地滑"]
        assert board.items("officer") == []
        assert listed(board, condition=SignCondition.OVERDUE) == [row.number]
        board.do("plumber", handlers.inspect_sign, sign_id=row.id, sound=True)
        assert listed(board, condition=SignCondition.OVERDUE) == []
        supervisor = board.desk.staff["supervisor"].id
        assert [each.settled_at is not None for each in board.messages(recipient_id=supervisor)] == [True]
        assert stored(board, row).next_due_on == clock.today(board.settings.site_zone) + timedelta(days=1)
    assert board.told("sign_") == ["sign_registered", "sign_overdue", "sign_inspected"]


def test_an_inspection_in_time_tells_nobody(board: Board) -> None:
    row = registered(board, interval_days=2)
    with time_machine.travel(clock.now() + timedelta(days=1)):
        board.do("plumber", handlers.inspect_sign, sign_id=row.id, sound=True, photo=photo())
    with time_machine.travel(clock.now() + timedelta(days=3)):
        board.fire_due()
        assert board.items("supervisor") == []
    (inspection,) = stored(board, row).inspections
    assert (inspection.inspected_by, inspection.photo is not None) == ("王强", True)


def test_a_defect_opens_a_repair_whose_outcome_comes_back(board: Board) -> None:
    building = next(each for each in board.premises() if each.path == "2栋")
    row = registered(board, building_id=building.id)
    with pytest.raises(Invalid):
        board.do("plumber", handlers.inspect_sign, sign_id=row.id, sound=False)
    board.do("plumber", handlers.inspect_sign, sign_id=row.id, sound=False, note="一角脱落")
    assert listed(board, condition=SignCondition.DEFECTIVE) == [row.number]
    board.do("officer", handlers.inspect_sign, sign_id=row.id, sound=False, note="仍未修")
    tell_desk(board)
    ticket = the_repair(board)
    assert (ticket.kind, ticket.area, ticket.unit_path) == ("repair", "public", "2栋")
    assert (ticket.title, ticket.reporter_name) == ("LX-S0001 小心地滑", "王强")
    assert "一角脱落" in ticket.description
    board.hear()
    (defect,) = stored(board, row).defects
    assert (defect.ticket_id, defect.ticket_number, defect.settled_at) == (ticket.id, ticket.number, None)
    board.desk.do("officer", desk_handlers.assign, ticket_id=ticket.id, assignee_id=board.desk.staff["plumber"].id)
    board.desk.do("plumber", desk_handlers.arrive, ticket_id=ticket.id)
    board.desk.do("plumber", desk_handlers.resolve, ticket_id=ticket.id, resolution="重新粘贴")
    board.hear()
    (defect,) = stored(board, row).defects
    assert (defect.outcome, defect.settled_at is not None) == ("重新粘贴", True)
    assert listed(board, condition=SignCondition.DEFECTIVE) == []
    board.do("plumber", handlers.inspect_sign, sign_id=row.id, sound=False, note="又脱落")
    assert len(stored(board, row).defects) == 2


def test_a_declined_repair_says_so_and_one_taken_up_again_is_open_again(board: Board) -> None:
    row = registered(board)
    board.do("plumber", handlers.inspect_sign, sign_id=row.id, sound=False, note="褪色")
    tell_desk(board)
    ticket = the_repair(board)
    reason = "整体更换已排期"
    board.desk.do("supervisor", desk_handlers.decline, ticket_id=ticket.id, reason=reason)
    board.hear()
    assert [each.outcome for each in stored(board, row).defects] == [reason]


def test_what_was_removed_is_inspected_no_more(board: Board) -> None:
    row = registered(board, interval_days=1)
    board.do("supervisor", handlers.remove_sign, sign_id=row.id, reason="改造")
    with time_machine.travel(clock.now() + timedelta(days=5)):
        board.fire_due()
        assert board.items("supervisor") == []
    with pytest.raises(SignRemoved):
        board.do("plumber", handlers.inspect_sign, sign_id=row.id, sound=True)
    assert (listed(board), listed(board, condition=SignCondition.REMOVED)) == ([], [row.number])


def test_other_estates_neither_keep_nor_see_it(board: Board) -> None:
    row = registered(board)
    with pytest.raises(NotFound):
        board.do("stranger", handlers.inspect_sign, sign_id=row.id, sound=True)
    with pytest.raises(Invalid):
        registered(board, estate_id=board.desk.estates["CH"].id)
    with pytest.raises(Invalid):
        registered(board, building_id=board.premises("CH")[0].id)
    with pytest.raises(Invalid):
        registered(board, installed_on=clock.today(board.settings.site_zone) + timedelta(days=1))
