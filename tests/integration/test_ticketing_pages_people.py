"""Residents, premises, staff and other systems on the pages."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine

from services.ticketing import handlers, queries
from services.ticketing.models import Customer, Staff, Ticket
from shared import clock
from tests.integration.ticketing_desk import PASSWORD
from tests.integration.ticketing_site import SiteDesk, Visitor, words

NEW_PASSWORD = "a fresh and long one"


def household_of(site: SiteDesk, customer_id: UUID) -> Customer:
    with site.database.read() as session:
        return queries.customer(session, customer_id)


def account_of(site: SiteDesk, username: str) -> Staff:
    with site.database.read() as session:
        return next(staff for staff in queries.staff_list(session).items if staff.username == username)


def edit_form(site: SiteDesk, visitor: Visitor, **changes: Any) -> Any:
    """Sends the form of 张伟 with what it shows, but for ``changes``."""
    known = household_of(site, site.customers["张伟"].id)
    shown: dict[str, Any] = {
        "version": known.version,
        "name": known.name,
        "kind": "owner",
        "phone": known.phone,
        "language": "zh",
    }
    return visitor.post(f"/customers/{known.id}/edit", **(shown | changes))


@pytest.mark.parametrize("typed", ["欧阳娜娜", "ouyang", "0003", "2-0104"])
def test_households_are_found_and_their_phones_masked(site: SiteDesk, typed: str) -> None:
    page = site.visitor("officer").get("/customers", text=typed)
    assert "欧阳娜娜" in page.text
    assert "138****0003" in page.text
    assert "13800130003" not in page.text
    assert "张伟" not in page.text


def test_nobody_found_says_how_to_search(site: SiteDesk) -> None:
    assert "没有找到住户" in site.visitor("officer").reads("/customers", text="诸葛")


def test_a_household_with_all_that_was_asked(site: SiteDesk) -> None:
    ticket: Ticket = site.open()
    page = site.visitor("officer").get(f"/customers/{site.customers['张伟'].id}")
    assert ticket.number in page.text
    assert 'href="tel:+8613800130000"' in page.text
    assert f"/ticketing/hotline?customer_id={site.customers['张伟'].id}" in page.text


def test_a_household_is_registered_at_move_in(site: SiteDesk) -> None:
    officer = site.visitor("officer")
    unit = site.customers["张伟"].unit_id
    typed: dict[str, Any] = {
        "unit_id": unit,
        "unit": "2栋 1层 0101",
        "name": "赵明",
        "kind": "tenant",
        "language": "en",
        "channels": ["sms", "email"],
    }
    wrong = officer.post("/customers/new", **typed, phone="110")
    assert wrong.status_code == 422
    assert 'id="field-phone-error"' in wrong.text
    assert 'value="赵明"' in wrong.text
    page = officer.follow(officer.post("/customers/new", **typed, phone="139 0013 9000", moved_in_on="2026-11-01"))
    assert "已登记住户赵明" in page.text
    assert "短信、邮件" in words(page.text)
    assert "139 0013 9000" in page.text


def test_a_unit_must_be_chosen(site: SiteDesk) -> None:
    typed: dict[str, Any] = {
        "unit": "没有的房子",
        "name": "赵明",
        "kind": "owner",
        "phone": "13900139000",
        "language": "zh",
    }
    response = site.visitor("officer").post("/customers/new", **typed)
    assert response.status_code == 422
    assert "请从提示的房屋中选择" in response.text


def test_a_change_shows_and_what_is_emptied_is_erased(site: SiteDesk) -> None:
    officer = site.visitor("officer")
    page = officer.follow(edit_form(site, officer, name="张伟强", phone="139 0013 9000", key_customer="true", email=""))
    assert "张伟强" in page.text
    assert "重点客户" in page.text
    known = household_of(site, site.customers["张伟"].id)
    assert (known.phone, known.email, known.key_customer) == ("+8613900139000", None, True)


def test_what_a_household_wants_to_be_told_of_is_chosen_and_shown(site: SiteDesk) -> None:
    officer, page = site.visitor("officer"), f"/customers/{site.customers['张伟'].id}"
    officer.follow(edit_form(site, officer, prefer_notices="email", prefer_surveys="none", other_phone="13900139001"))
    known = household_of(site, site.customers["张伟"].id)
    assert (known.preferences, known.other_phone) == ({"notices": "email", "surveys": "none"}, "+8613900139001")
    shown = officer.reads(page)
    assert "公告通知 邮件 意见征询 不接收" in shown
    assert "139 0013 9001" in shown
    assert '<option value="none" selected>' in officer.get(f"{page}/edit").text
    assert edit_form(site, officer, prefer_notices="Pigeon!").status_code == 422


def test_two_people_changing_at_once_are_told(site: SiteDesk) -> None:
    officer, seen = site.visitor("officer"), household_of(site, site.customers["张伟"].id).version
    edit_form(site, officer, name="张大伟")
    response = edit_form(site, officer, name="张小伟", version=seen)
    assert response.status_code == 422
    assert "刚刚有人改动过" in response.text
    assert household_of(site, site.customers["张伟"].id).name == "张大伟"


def test_moving_out_is_recorded_once(site: SiteDesk) -> None:
    officer, page = site.visitor("officer"), f"/customers/{site.customers['张伟'].id}"
    gone = officer.follow(officer.post(f"{page}/move-out", seen_on=page, on="2026-11-20"))
    assert "已登记张伟迁出" in gone.text
    assert f'action="/ticketing{page}/move-out"' not in gone.text


def test_residents_of_other_estates_do_not_exist(site: SiteDesk) -> None:
    stranger = site.visitor("stranger")
    page = f"/customers/{site.customers['张伟'].id}"
    for path in (page, f"{page}/edit"):
        assert stranger.get(path).status_code == 404
    assert (
        stranger.post(f"{page}/edit", seen_on="/account", name="x", kind="owner", phone="13900139000").status_code
        == 404
    )


def test_a_building_floor_by_floor_with_who_lives_there(site: SiteDesk) -> None:
    page = site.visitor("officer").get("/premises")
    plan = words(page.text)
    assert plan.index("5层") < plan.index("1层 0101 张伟")
    assert f'href="/ticketing/customers/{site.customers["张伟"].id}"' in page.text
    assert "翠湖里" not in plan


def test_each_estate_offers_its_buildings(site: SiteDesk) -> None:
    company = site.visitor("company")
    page = company.get("/premises")
    assert "邻香苑" in page.text
    other = re.findall(r'href="/ticketing(/premises\?building=[0-9a-f-]+)"', page.text)
    assert len(other) == 2
    assert "张伟" in company.get(other[-1]).text


def test_who_may_not_see_residents_sees_their_kind(site: SiteDesk) -> None:
    site.employ_every_role()
    assert site.visitor("team_member").get("/premises").status_code == 403


def link_on(page: str) -> str:
    """The path of the link that the page shows."""
    found = re.search(r"https://linli\.example/ticketing(/invitation/[^\s<]+)", page)
    assert found
    return found[1]


def test_who_is_invited_chooses_a_password_and_can_sign_in(site: SiteDesk) -> None:
    lead = site.visitor("lead")
    typed: dict[str, Any] = {
        "username": "new.officer",
        "name": "高洁",
        "roles": ["officer"],
        "language": "zh",
    }
    here: dict[str, Any] = {"estates": [str(site.estates["LX"].id)]}
    taken = lead.post("/staff/new", **(typed | here | {"username": "officer"}))
    assert taken.status_code == 422
    assert "该用户名已被使用" in taken.text
    shown = lead.post("/staff/new", **typed, **here)
    assert shown.status_code == 200
    assert "已邀请" in lead.reads("/staff")
    chosen = site.visitor().post(link_on(shown.text), password=NEW_PASSWORD, again=NEW_PASSWORD)
    assert chosen.status_code == 303
    response = site.visitor().post("/sign-in", username="new.officer", password=NEW_PASSWORD)
    assert response.status_code == 303


def test_a_role_is_needed(site: SiteDesk) -> None:
    typed: dict[str, Any] = {"username": "new.officer", "name": "高洁", "language": "zh"}
    response = site.visitor("lead").post("/staff/new", **typed)
    assert response.status_code == 422
    assert 'id="field-roles-error"' in response.text


def test_only_what_one_may_grant_is_offered(site: SiteDesk) -> None:
    lead, administrator = (
        site.visitor("lead").get("/staff/new").text,
        site.visitor("administrator").get("/staff/new").text,
    )
    for company_wide in ('value="company"', 'value="administrator"', 'name="all_estates"'):
        assert company_wide not in lead
        assert company_wide in administrator
    assert "翠湖里" not in lead


def test_granting_more_than_one_has_is_refused(site: SiteDesk) -> None:
    lead, officer = site.visitor("lead"), account_of(site, "officer")
    page = f"/staff/{officer.id}"
    response = lead.post(page, version=officer.version, name=officer.name, roles=["administrator"], language="zh")
    assert response.status_code == 403
    assert account_of(site, "officer").roles == ["officer"]


def test_accounts_beyond_ones_rights_are_shown_but_not_changed(site: SiteDesk) -> None:
    administrator = site.member("administrator")
    page = site.visitor("lead").get(f"/staff/{administrator.id}").text
    assert "权限超出您的权限" in page
    assert 'name="roles"' not in page


def test_a_change_of_roles_counts_at_once(site: SiteDesk) -> None:
    lead, plumber = site.visitor("lead"), account_of(site, "plumber")
    assert site.visitor("plumber").get("/customers").status_code == 403
    changes: dict[str, Any] = {
        "name": "王强",
        "roles": ["team_member", "officer"],
        "team": "engineering",
        "language": "zh",
    }
    lead.follow(lead.post(f"/staff/{plumber.id}", version=plumber.version, estates=plumber.estates, **changes))
    assert site.visitor("plumber").get("/customers").status_code == 200


def test_a_reset_ends_the_password_and_every_sign_in(site: SiteDesk) -> None:
    lead, officer = site.visitor("lead"), site.signed_in("officer")
    page = f"/staff/{site.staff['officer'].id}"
    shown = lead.post(f"{page}/invitation", seen_on=page)
    assert officer.get("/session", fragment=True).status_code == 401
    assert site.visitor().post("/sign-in", username="officer", password=PASSWORD).status_code == 422
    link = link_on(shown.text)
    weak = site.visitor().post(link, password="short", again="short")
    assert weak.status_code == 422
    assert "密码须为 10 至 200 个字符" in weak.text
    assert 'id="field-again-error"' in site.visitor().post(link, password=NEW_PASSWORD, again="another one").text
    browser = site.visitor()
    assert "欢迎" in browser.follow(browser.post(link, password=NEW_PASSWORD, again=NEW_PASSWORD)).text
    assert browser.get("/session", fragment=True).status_code == 204
    used = site.visitor().get(link)
    assert (used.status_code, "此链接已使用过" in used.text) == (410, True)


def test_a_link_that_does_not_work_says_why(site: SiteDesk) -> None:
    lead, page = site.visitor("lead"), f"/staff/{site.staff['officer'].id}"
    older, newer = (link_on(lead.post(f"{page}/invitation", seen_on=page).text) for _time in range(2))
    assert "已生成新的链接" in site.visitor().get(older).text
    with time_machine.travel(clock.now() + timedelta(days=7, seconds=1)):
        assert "已过期" in site.visitor().get(newer).text
    assert site.visitor().get(newer).status_code == 200
    assert site.visitor().get(f"{newer}x").status_code == 404
    site.do("lead", handlers.deactivate_staff, staff_id=site.staff["officer"].id)
    gone = site.visitor().get(newer)
    assert (gone.status_code, "已停用" in gone.text) == (410, True)


def test_who_comes_back_is_taken_on_again_with_a_new_link(site: SiteDesk) -> None:
    lead, page = site.visitor("lead"), f"/staff/{site.staff['officer'].id}"
    older = link_on(lead.post(f"{page}/invitation", seen_on=page).text)
    lead.post(f"{page}/deactivate", seen_on=page)
    newer = link_on(lead.post(f"{page}/reinstate", seen_on=page).text)
    assert site.visitor().get(older).status_code == 410
    assert site.visitor().post(newer, password=NEW_PASSWORD, again=NEW_PASSWORD).status_code == 303


def test_who_has_left_can_no_longer_sign_in(site: SiteDesk) -> None:
    lead, page = site.visitor("lead"), f"/staff/{site.staff['officer'].id}"
    assert "李敏已不能再登录" in lead.follow(lead.post(f"{page}/deactivate", seen_on=page)).text
    assert "已停用" in lead.get("/staff").text
    assert site.visitor().post("/sign-in", username="officer", password=PASSWORD).status_code == 422


def test_another_system_gets_a_token_that_is_shown_once(site: SiteDesk) -> None:
    lead = site.visitor("lead")
    response = lead.post("/api-clients", name="门禁系统", scopes=["tickets.read"], estates=[str(site.estates["LX"].id)])
    assert response.status_code == 200
    token = re.search(r"<pre[^>]*>([^<]+)</pre>", response.text)
    assert token
    asked = site.visitor().client.get("/ticketing/api/v1/tickets", headers={"Authorization": f"Bearer {token[1]}"})
    assert asked.status_code == 200
    listed = lead.get("/api-clients")
    assert "门禁系统" in listed.text
    assert token[1] not in listed.text
    revoke = re.search(r'action="/ticketing(/api-clients/[0-9a-f-]+/revoke)"', listed.text)
    assert revoke
    assert "已撤销" in lead.follow(lead.post(revoke[1], seen_on="/api-clients")).text


def test_a_system_without_scopes_or_estates_is_not_let_in(site: SiteDesk) -> None:
    lead = site.visitor("lead")
    assert 'id="field-scopes-error"' in lead.post("/api-clients", name="门禁系统").text
    beyond = lead.post("/api-clients", name="门禁系统", scopes=["tickets.read"], all_estates="true")
    assert beyond.status_code == 403


def test_the_audit_trail_holds_what_was_done_on_the_pages(site: SiteDesk) -> None:
    lead, page = site.visitor("lead"), f"/staff/{site.staff['officer'].id}"
    lead.post(f"{page}/deactivate", seen_on=page)
    trail = site.audit(site.staff["officer"].id)
    assert [(row.action, row.actor_name) for row in trail] == [("staff.create", "Linli"), ("staff.deactivate", "郑华")]


def test_a_deactivated_member_cannot_be_sent(site: SiteDesk) -> None:
    site.do("lead", handlers.deactivate_staff, staff_id=site.staff["plumber"].id)
    assert "王强" not in site.visitor("officer").reads(f"/tickets/{site.open().id}")
