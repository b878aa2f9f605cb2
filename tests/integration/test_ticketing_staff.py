"""Accounts and sign-in: who may grant what, what ends a session, and what slows down guessing."""

import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select

from services.ticketing import handlers
from services.ticketing.handlers import TooManyFailures
from services.ticketing.handlers.grants import BeyondYourRights
from services.ticketing.handlers.staff import NotYourPassword
from services.ticketing.models import SIGN_IN_LASTS, SignIn, Staff, Team
from shared import clock
from shared.errors import Invalid, NotFound, StaleVersion
from shared.ids import new_id
from tests.conftest import MakeDatabase
from tests.integration.ticketing_desk import PASSWORD, Desk, furnish

NEW: dict[str, Any] = {"username": "new", "name": "新人", "roles": ["officer"], "password": "a new long password"}


@pytest.fixture
def desk(make_database: MakeDatabase) -> Desk:
    desk = Desk(make_database("ticketing", furnish=furnish))
    with desk.database.write() as session:
        desk.staff["admin"] = handlers.create_staff(
            session, username="admin", name="韩磊", roles=["administrator"], password=PASSWORD
        )
    return desk


def sign_in(desk: Desk, username: str = "officer", password: str = PASSWORD) -> str | None:
    """The secret of the new sign-in, None when it failed; committed as the edge does in both cases."""
    with desk.database.write() as session:
        found = handlers.sign_in(session, username=username, password=password)
        return found[1] if found else None


def renewed(desk: Desk, secret: str | None) -> str | None:
    with desk.database.read() as session:
        staff = handlers.renew(session, secret=secret or "")
        return staff.username if staff else None


def stored(desk: Desk, username: str) -> Staff:
    with desk.database.read() as session:
        return session.scalars(select(Staff).where(Staff.username == username)).one()


def test_a_new_account_is_told_and_recorded_without_its_password(desk: Desk) -> None:
    estates = [desk.estates["LX"].id]
    staff = desk.do("lead", handlers.create_staff, **NEW, team=Team.SECURITY, estates=estates, phone="138 0013 8000")
    name, told = desk.events()[-1]
    assert (name, told["username"], told["roles"], told["team"]) == ("staff_changed", "new", ["officer"], "security")
    assert (told["estates"], told["phone"], told["active"]) == ([str(estates[0])], "+8613800138000", True)
    (entry,) = desk.audit(staff.id)
    assert (entry.action, entry.actor_name) == ("staff.create", "郑华")
    assert "a new long password" not in str(entry.after) + str(told)
    assert "password_hash" not in told


def test_the_same_user_name_cannot_be_taken_twice(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        desk.do("admin", handlers.create_staff, **NEW | {"username": "officer"})
    assert list(refused.value.errors) == ["username"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"password": "short"}, "password"),
        ({"password": "x" * 201}, "password"),
        ({"roles": []}, "roles"),
        ({"roles": ["officer", "emperor"]}, "roles"),
        ({"phone": "12345"}, "phone"),
    ],
)
def test_an_impossible_account_is_refused_with_its_field(desk: Desk, facts: dict[str, Any], field: str) -> None:
    before = desk.counts()
    with pytest.raises(Invalid) as refused:
        desk.do("admin", handlers.create_staff, **NEW | facts)
    assert list(refused.value.errors) == [field]
    assert desk.counts() == before


def test_a_project_lead_grants_only_roles_of_the_project_in_the_own_estates(desk: Desk) -> None:
    own, other = [desk.estates["LX"].id], [desk.estates["CH"].id]
    for roles, estates in ((["administrator"], own), (["company"], own), (["officer"], None), (["officer"], other)):
        with pytest.raises(BeyondYourRights):
            desk.do("lead", handlers.create_staff, **NEW | {"roles": roles, "estates": estates})
    desk.do("lead", handlers.create_staff, **NEW | {"roles": ["property_manager"], "estates": own})


def test_a_project_lead_cannot_touch_accounts_that_stand_above_or_work_elsewhere(desk: Desk) -> None:
    """Not even to take away what they have: the rights of before count as well as those of after."""
    own = [desk.estates["LX"].id]
    for staff in (desk.staff["admin"], desk.stranger):
        before = stored(desk, staff.username).version
        with pytest.raises(BeyondYourRights):
            desk.do("lead", handlers.change_staff, staff_id=staff.id, roles=["officer"], estates=own)
        with pytest.raises(BeyondYourRights):
            desk.do("lead", handlers.deactivate_staff, staff_id=staff.id)
        with pytest.raises(BeyondYourRights):
            desk.do("lead", handlers.invite, staff_id=staff.id)
        assert stored(desk, staff.username).version == before


def test_an_administrator_may_grant_every_role_and_estate(desk: Desk) -> None:
    staff = desk.do("admin", handlers.create_staff, **NEW | {"roles": ["company"], "estates": None})
    changed = desk.do("admin", handlers.change_staff, staff_id=staff.id, estates=[desk.estates["CH"].id])
    assert changed.estates == [str(desk.estates["CH"].id)]


def test_a_change_is_told_once_and_none_is_not_told(desk: Desk) -> None:
    officer, before = desk.staff["officer"], len(desk.events())
    desk.do("lead", handlers.change_staff, staff_id=officer.id, name=officer.name)
    assert len(desk.events()) == before
    desk.do("lead", handlers.change_staff, staff_id=officer.id, name="李敏敏", team=Team.CLEANING)
    name, told = desk.events()[-1]
    assert (name, told["name"], told["team"]) == ("staff_changed", "李敏敏", "cleaning")
    before_and_after = desk.audit(officer.id)[-1]
    assert (before_and_after.before["name"], before_and_after.after["name"]) == ("李敏", "李敏敏")


def test_who_saw_an_older_state_is_told_so(desk: Desk) -> None:
    officer = desk.staff["officer"]
    desk.do("lead", handlers.change_staff, staff_id=officer.id, version=officer.version, name="李敏敏")
    with pytest.raises(StaleVersion):
        desk.do("lead", handlers.change_staff, staff_id=officer.id, version=officer.version, name="李小敏")


def test_a_sign_in_is_renewed_until_it_is_ended(desk: Desk) -> None:
    secret = sign_in(desk)
    assert renewed(desk, secret) == "officer"
    with desk.database.write() as session:
        handlers.sign_out(session, secret=secret or "")
        handlers.sign_out(session, secret="never given")
    assert renewed(desk, secret) is None


def test_a_sign_in_lasts_twelve_hours(desk: Desk) -> None:
    with time_machine.travel(clock.now()) as moment:
        secret = sign_in(desk)
        moment.shift(SIGN_IN_LASTS - timedelta(minutes=1))
        assert renewed(desk, secret) == "officer"
        moment.shift(timedelta(minutes=2))
        assert renewed(desk, secret) is None
        sign_in(desk)
    with desk.database.read() as session:
        assert session.scalar(select(func.count()).select_from(SignIn)) == 1  # the old one is gone


def test_a_stolen_database_holds_no_secret_that_signs_in(desk: Desk) -> None:
    secret = sign_in(desk)
    with desk.database.read() as session:
        kept = session.scalars(select(SignIn.secret_digest)).one()
    assert secret is not None
    assert secret.encode() not in kept
    assert renewed(desk, kept.hex()) is None


@pytest.mark.parametrize("change", ["deactivate", "password"])
def test_deactivation_and_a_new_password_end_every_session(desk: Desk, change: str) -> None:
    officer, secrets = desk.staff["officer"], [sign_in(desk), sign_in(desk)]
    with time_machine.travel(clock.now() + timedelta(seconds=5)):
        if change == "deactivate":
            desk.do("lead", handlers.deactivate_staff, staff_id=officer.id)
        else:
            desk.do("officer", handlers.set_password, staff_id=officer.id, password="another long one")
        assert [renewed(desk, secret) for secret in secrets] == [None, None]
        assert stored(desk, "officer").sessions_valid_from > officer.sessions_valid_from
        assert sign_in(desk) is None
        assert (sign_in(desk, password="another long one") is not None) == (change == "password")
    name, told = desk.events()[-1]
    assert (name, told["active"]) == ("staff_changed", change == "password")


def test_deactivating_twice_changes_nothing(desk: Desk) -> None:
    desk.do("lead", handlers.deactivate_staff, staff_id=desk.staff["officer"].id)
    before = desk.counts()
    desk.do("lead", handlers.deactivate_staff, staff_id=desk.staff["officer"].id)
    assert desk.counts() == before


def test_everybody_sets_the_own_password_and_nobody_elses(desk: Desk) -> None:
    with pytest.raises(NotYourPassword):
        desk.do("lead", handlers.set_password, staff_id=desk.staff["officer"].id, password="a password of the lead")
    desk.do("officer", handlers.set_password, staff_id=desk.staff["officer"].id, password="my own long one")
    assert sign_in(desk, password="my own long one")


def test_wrong_names_and_passwords_are_refused_alike(desk: Desk) -> None:
    assert sign_in(desk, password="wrong password") is None
    assert sign_in(desk, username="nobody") is None


def test_wrong_passwords_slow_down_further_guesses_more_and_more(desk: Desk) -> None:
    with time_machine.travel(clock.now(), tick=False) as moment:
        for _guess in range(4):
            sign_in(desk, password="wrong password")
        for wait in (2, 4, 8):
            assert sign_in(desk, password="wrong password") is None
            with pytest.raises(TooManyFailures) as blocked:
                sign_in(desk)  # even the right one has to wait
            assert blocked.value.params["seconds"] <= wait + 1
            moment.shift(timedelta(seconds=wait + 1))
        assert sign_in(desk)
        assert sign_in(desk, password="wrong password") is None
        assert sign_in(desk)  # the count began anew


def test_guesses_for_one_account_do_not_block_another(desk: Desk) -> None:
    for _guess in range(6):
        try:
            sign_in(desk, username="nobody", password="wrong password")
        except TooManyFailures:
            break
    else:
        pytest.fail("guessing an unknown name was never slowed down")
    assert sign_in(desk)


def test_many_guesses_at_once_are_all_counted(desk: Desk) -> None:
    outcomes: list[str] = []

    def guess() -> None:
        try:
            outcomes.append(str(sign_in(desk, password="wrong password")))
        except TooManyFailures:
            outcomes.append("blocked")

    guesses = [threading.Thread(target=guess) for _ in range(8)]
    with time_machine.travel(clock.now(), tick=False):  # however slow the machine, no wait runs out meanwhile
        for each in guesses:
            each.start()
        for each in guesses:
            each.join()
        assert len(outcomes) == 8
        with pytest.raises(TooManyFailures):
            sign_in(desk)


def test_an_account_that_does_not_exist_is_not_changed(desk: Desk) -> None:
    for verb, facts in ((handlers.change_staff, {"name": "?"}), (handlers.deactivate_staff, {})):
        with pytest.raises(NotFound):
            desk.do("admin", verb, staff_id=new_id(), **facts)
