"""Pages and API of reports: begun, edited, submitted, printed, as a file (B4.2.4)."""

import pytest

from shared.testing.databases import Databases
from tests.integration.ticketing_desk import furnish
from tests.integration.visits_office import VisitsOffice

pytestmark = pytest.mark.one_database


@pytest.fixture
def office(sqlite_databases: Databases) -> VisitsOffice:
    urls = sqlite_databases.create("ticketing", furnish), sqlite_databases.create("visits")
    return VisitsOffice(*map(sqlite_databases.opened, urls))


def test_a_report_is_begun_edited_submitted_and_taken_away(office: VisitsOffice) -> None:
    lead = office.visitor("lead")
    month = f"{office.today():%Y-%m}"
    begin = {"estate_id": str(office.estate_id), "when": f"month:{month}"}
    wrong = lead.post("/reports", **begin | {"when": "month:1999-01"})
    assert wrong.status_code == 422
    assert "请选择" in wrong.text
    page = lead.post("/reports", **begin).headers["Location"].removeprefix("/visits")
    assert lead.post("/reports", **begin).status_code == 422
    assert lead.post(f"{page}/figures", seen_on=page).status_code == 303
    assert lead.post(page, act="save", summary="平稳").status_code == 303
    refused = lead.post(page, act="submit", plan="迎新年")
    assert refused.status_code == 422
    assert "迎新年" in refused.text
    assert lead.post(page, act="submit", summary="本月平稳", plan="迎新年").status_code == 303
    paper = lead.reads(f"{page}/print")
    for told in (f"邻香苑 月报 ({month})", "本月平稳", "受理诉求"):
        assert told in paper, told
    figures = lead.post(f"{page}/export", seen_on=page, format="csv").text
    assert "受理诉求" in figures
    listed = lead.post("/reports/export", seen_on="/reports", format="csv").text
    assert "月报" in listed
    for language in ("zh", "en"):
        reader = office.visitor("officer", language)
        for path in ("/reports", page, f"{page}/print"):
            assert reader.get(path).status_code == 200, path
    assert "name=summary" not in office.visitor("officer").get(page).text


def test_the_api_does_what_the_pages_do(office: VisitsOffice) -> None:
    lead, week = office.caller("lead"), office.today().isocalendar()
    begin = {"estate_id": str(office.estate_id), "kind": "week", "period": f"{week.year}-W{week.week:02}"}
    report = lead.post("reports", begin).json
    assert report["figures"]["visits_made"] == 0
    assert lead.post(f"reports/{report['id']}", {"summary": "平稳"}).json["state"] == "draft"
    assert lead.post(f"reports/{report['id']}/figures").status_code == 200
    assert lead.post(f"reports/{report['id']}/submit", {"summary": "平稳"}).json["state"] == "submitted"
    assert lead.get("reports", kind="week").json["items"][0]["report"]["period"] == begin["period"]
    assert office.caller("officer").get(f"reports/{report['id']}").json["estate"] == "邻香苑"
    assert office.caller("officer").post("reports", begin).status_code == 403
