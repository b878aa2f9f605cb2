"""The person chooses the password, by a link that works once; nobody else does, and no event or database tells it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from services.ticketing import handlers
from services.ticketing.handlers.invitations import HasLeft, LinkSpent, YourOwnAccount
from services.ticketing.models import INVITATION_LASTS, LinkState, Staff
from shared import clock
from shared.errors import Invalid, NotFound
from tests.integration.ticketing_desk import PASSWORD, Desk

CHOSEN = "chosen by myself alone"


def invited(desk: Desk, who: str = "officer", by: str = "lead") -> str:
    """The token of the link."""
    _link, url = desk.do(by, handlers.invite, staff_id=desk.staff[who].id)
    return str(url).rpartition("/")[2]


def choose(desk: Desk, token: str, password: str = CHOSEN) -> Staff:
    with desk.database.write() as session:
        started, _secret = handlers.choose_password(session, token=token, password=password)
        return started.staff


def signs_in(desk: Desk, password: str, username: str = "officer") -> bool:
    with desk.database.write() as session:
        return handlers.sign_in(session, username=username, password=password) is not None


def state(desk: Desk, token: str) -> LinkState | None:
    with desk.database.read() as session:
        found = handlers.invitation_of(session, token)
        return found.state_at(clock.now()) if found else None


def test_somebody_new_has_no_password_until_the_link_is_used(desk: Desk) -> None:
    told: dict[str, Any] = {"username": "new", "name": "新人", "roles": ["officer"]}
    staff = desk.do("lead", handlers.create_staff, **told, estates=[desk.estates["LX"].id])
    desk.staff["new"] = staff
    assert not staff.has_password
    assert not signs_in(desk, "", "new")
    token = invited(desk, "new")
    assert choose(desk, token).has_password
    assert signs_in(desk, CHOSEN, "new")
    recorded = [(row.action, row.actor_name) for row in desk.audit(staff.id)]
    assert recorded == [("staff.create", "郑华"), ("staff.invite", "郑华"), ("staff.choose_password", "新人")]
    assert token not in str(desk.events("ticketing."))
    assert CHOSEN not in str(desk.events("ticketing.")) + str(desk.audit(staff.id)[-1].after)


def test_a_reset_ends_the_password_at_once(desk: Desk) -> None:
    token = invited(desk)
    assert not signs_in(desk, PASSWORD)
    assert desk.events("ticketing.staff_changed")[-1][1]["username"] == "officer"
    choose(desk, token)
    assert (signs_in(desk, CHOSEN), desk.audit(desk.staff["officer"].id)[1].action) == (True, "staff.reset_password")


def test_a_link_works_once(desk: Desk) -> None:
    token = invited(desk)
    choose(desk, token)
    with pytest.raises(LinkSpent):
        choose(desk, token, "another long password")
    assert state(desk, token) is LinkState.USED
    assert signs_in(desk, CHOSEN)


def test_a_refused_password_does_not_use_the_link_up(desk: Desk) -> None:
    token = invited(desk)
    with pytest.raises(Invalid):
        choose(desk, token, "short")
    assert state(desk, token) is LinkState.OPEN


def test_a_newer_link_or_a_chosen_password_ends_the_older(desk: Desk) -> None:
    older, newer = invited(desk), invited(desk)
    assert (state(desk, older), state(desk, newer)) == (LinkState.REPLACED, LinkState.OPEN)
    with pytest.raises(LinkSpent):
        choose(desk, older)
    desk.do("officer", handlers.set_password, staff_id=desk.staff["officer"].id, password=CHOSEN)
    assert state(desk, newer) is LinkState.REPLACED


def test_a_link_lasts_seven_days(desk: Desk) -> None:
    token = invited(desk)
    with time_machine.travel(clock.now() + INVITATION_LASTS + timedelta(seconds=1)):
        assert state(desk, token) is LinkState.EXPIRED
        with pytest.raises(LinkSpent):
            choose(desk, token)


def test_who_has_left_cannot_come_in_by_a_link(desk: Desk) -> None:
    token, officer = invited(desk), desk.staff["officer"].id
    desk.do("lead", handlers.deactivate_staff, staff_id=officer)
    assert state(desk, token) is LinkState.DEACTIVATED
    with pytest.raises(HasLeft):
        invited(desk)
    back = desk.do("lead", handlers.reinstate_staff, staff_id=officer)
    assert (back.active, back.has_password, state(desk, token)) == (True, False, LinkState.REPLACED)
    before = desk.counts()
    desk.do("lead", handlers.reinstate_staff, staff_id=officer)
    assert desk.counts() == before


def test_a_forged_link_is_nobodys(desk: Desk) -> None:
    token = invited(desk)
    assert state(desk, token[:-1]) is None
    with pytest.raises(NotFound):
        choose(desk, "nonsense")


def test_nobody_invites_oneself(desk: Desk) -> None:
    with pytest.raises(YourOwnAccount):
        invited(desk, "lead")
    assert signs_in(desk, PASSWORD, "lead")
