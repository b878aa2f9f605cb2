"""纸质问卷: printed, keyed in once or twice, settled where the entries differ (A2.1)."""

from typing import Any

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from services.survey import handlers, queries
from services.survey.handlers.answering import Answered, NotOpen
from services.survey.handlers.paper import OwnEntry, Settled
from services.survey.handlers.results import KeyedOnce
from services.survey.models import Campaign, PaperEntry, ResultsText, Sheet
from services.survey.pages.coded import decoded, encoded
from shared.errors import Invalid, NotFound
from shared.web import mounted
from shared.web.identity import SESSION_COOKIE
from tests.integration.serving import served
from tests.integration.survey_office import SurveyOffice
from tests.integration.test_survey_campaigns import ANSWERS, answer, fire, invitations, opened
from tests.integration.ticketing_api import token_of

KEYS = {"q1": "4", "q2": "A", "q7": "ca", "q8": "y", "q9": "2", "q13.a": "5", "q13.f": "1", "q17": "电梯", "q19": "n"}


def key_in(office: SurveyOffice, campaign: Campaign, serial: int, who: str = "officer", **changes: Any) -> Any:
    given = ANSWERS | changes
    return office.do(who, handlers.enter_sheet, campaign_id=campaign.id, serial=serial, given=given)


def sheets(office: SurveyOffice) -> list[Sheet]:
    with office.database.read() as session:
        return list(session.scalars(select(Sheet)))


def test_what_is_keyed_is_an_answer_like_any_other(office: SurveyOffice) -> None:
    campaign = opened(office, act_at=1)
    key_in(office, campaign, 3, q14="", q1="1")
    (sheet,) = sheets(office)
    asked = {row.serial: row for row in invitations(office, campaign)}
    assert (sheet.invitation_id, sheet.values["q1"], "q14" in sheet.values) == (asked[3].id, 1, False)
    assert [name for name, _told in office.events()][-2:] == ["survey_answered", "follow_up_requested"]
    with office.database.read() as session:
        entry = session.scalars(select(PaperEntry)).one()
    assert (entry.entered_by, entry.settled) == ("李敏", True)
    assert office.audit(entry.id) == ["paper.enter"]
    with pytest.raises(Answered):
        key_in(office, campaign, 3)
    with pytest.raises(Invalid):
        key_in(office, campaign, 99)
    with pytest.raises(Invalid):
        office.do("officer", handlers.enter_sheet, campaign_id=campaign.id, serial=4, given={})


def test_paper_that_comes_after_the_end_is_counted_until_the_results_are_written_up(office: SurveyOffice) -> None:
    campaign = opened(office)
    for row in invitations(office, campaign)[:5]:
        answer(office, row.id)
    office.do("lead", handlers.close_campaign, campaign_id=campaign.id)
    fire(office, "count_campaign")
    key_in(office, campaign, 6)
    fire(office, "count_campaign")
    assert office.read("lead", queries.statistics, campaign_id=campaign.id).whole.answered == 6
    office.do("lead", handlers.count_results, campaign_id=campaign.id, text=ResultsText("结果", "结果"))
    with pytest.raises(NotOpen):
        key_in(office, campaign, 7)


def test_two_entries_that_agree_settle_the_form(office: SurveyOffice) -> None:
    campaign = opened(office, double_entry=True)
    key_in(office, campaign, 1)
    facts: dict[str, Any] = {"campaign_id": campaign.id, "serial": 1, "given": ANSWERS}
    with pytest.raises(OwnEntry):
        office.do("officer", handlers.enter_again, **facts)
    fire(office, "count_campaign")
    assert office.read("lead", queries.statistics, campaign_id=campaign.id).whole.answered == 0
    assert "survey_answered" not in [name for name, _told in office.events()]
    assert office.do("supervisor", handlers.enter_again, **facts).settled
    fire(office, "count_campaign")
    assert office.read("lead", queries.statistics, campaign_id=campaign.id).whole.answered == 1
    with pytest.raises(Settled):
        office.do("lead", handlers.enter_again, **facts)


def test_where_two_entries_differ_somebody_looks_at_the_paper(office: SurveyOffice) -> None:
    campaign = opened(office, double_entry=True)
    key_in(office, campaign, 2, q1="5")
    facts: dict[str, Any] = {"campaign_id": campaign.id, "serial": 2}
    assert not office.do("supervisor", handlers.enter_again, **facts, given=ANSWERS | {"q1": "2"}).settled
    office.do("lead", handlers.close_campaign, campaign_id=campaign.id)
    with pytest.raises(KeyedOnce):
        office.do("lead", handlers.count_results, campaign_id=campaign.id, text=ResultsText("结果", "结果"))
    page = office.visitor("lead").reads(f"/campaigns/{campaign.id}/entry/2")
    assert "李敏 : 5" in page.replace(":", " :").replace("  ", " ") or "李敏: 5" in page
    office.do("lead", handlers.settle_sheet, **facts, given=ANSWERS | {"q1": "2"})
    assert sheets(office)[0].values["q1"] == 2
    with pytest.raises(NotFound):
        office.do("stranger", handlers.settle_sheet, **facts, given=ANSWERS)


def test_of_an_anonymous_form_nothing_is_kept_but_that_it_came_back(office: SurveyOffice) -> None:
    campaign = opened(office, anonymous=True)
    assert key_in(office, campaign, 5) is None
    (sheet,) = sheets(office)
    assert (sheet.invitation_id, sheet.answered_at, sheet.id.version) == (None, None, 4)
    assert [row.serial for row in invitations(office, campaign) if row.answered] == [5]
    with office.database.read() as session:
        assert session.scalars(select(PaperEntry)).all() == []


def test_keys_are_read_as_what_was_ticked_and_written_back_so(office: SurveyOffice) -> None:
    document = opened(office).edition.document
    given = decoded(document, KEYS)
    assert (given["q2"], given["q7"], given["q8"], given["q13"]["f"]) == ("a", ["c", "a"], "yes", "1")
    kept = {"q1": 4, "q7": ["a", "c"], "q8": "yes", "q13": {"a": 5}, "q17": "电梯"}
    assert encoded(document, kept) == {"q1": "4", "q7": "ac", "q8": "y", "q13.a": "5", "q17": "电梯"}


def test_forms_invitations_and_the_record_book_are_printed(office: SurveyOffice) -> None:
    campaign = opened(office)
    lead, path = office.visitor("lead"), f"/campaigns/{campaign.id}"
    assert lead.get(f"{path}/forms/print").text.count("data:image/svg+xml") == 8
    forms = lead.reads(f"{path}/forms/print")
    assert "□ 5 很满意 □ 4 满意" in forms
    assert "2栋" in forms
    key_in(office, campaign, 1)
    assert lead.get(f"{path}/slips/print").text.count("data:image/svg+xml") == 7
    book = lead.reads(f"{path}/book/print")
    assert "意见调查登记册" in book
    assert book.count("✓") == 1
    hidden = opened(office, anonymous=True, half=None)
    assert "2栋 5层" not in lead.reads(f"/campaigns/{hidden.id}/forms/print")


def test_the_keyed_page_shows_what_cannot_be_and_goes_on(office: SurveyOffice) -> None:
    campaign = opened(office)
    officer, path = office.visitor("officer"), f"/campaigns/{campaign.id}/entry"
    wrong = officer.post(path, serial="4", **KEYS | {"q1": "7"})
    assert wrong.status_code == 422
    assert "电梯" in wrong.text
    assert officer.post(path, **KEYS).status_code == 422
    assert "4 号问卷已保存" in officer.follow(officer.post(path, serial="4", **KEYS)).text
    assert sheets(office)[0].values["q7"] == ["a", "c"]
    given = {"serial": 5, "given": {"q1": 4}}
    assert office.caller("officer").post(f"campaigns/{campaign.id}/entry", given).json["settled"] is True


def test_a_form_is_keyed_without_leaving_the_keyboard(office: SurveyOffice, browser: Browser) -> None:
    campaign = opened(office)
    with served(mounted(office.app)) as base:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
        context.add_cookies([{"name": SESSION_COOKIE, "value": token_of(office.staff("officer")), "url": base}])
        page = context.new_page()
        page.goto(f"{base}/survey/campaigns/{campaign.id}/entry")
        page.keyboard.type("8\n4a5444")
        assert page.evaluate("document.activeElement.name") == "q7"
        page.keyboard.type("ac\ny5344455555545")
        page.keyboard.type("停车\n\nn\n")
        page.get_by_text("8 号问卷已保存").wait_for()
        context.close()
    values = sheets(office)[0].values
    assert (values["q1"], values["q2"], values["q8"], values["q17"], values["q19"]) == (4, "a", "yes", "停车", "no")
