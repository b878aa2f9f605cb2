"""Importing by page: uploaded, carried out by the worker, followed, found again."""

import re
import threading
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from services.ticketing.worker.imports import Pulse, take_up
from shared.leader import Leader
from tests.integration.ticketing_site import SiteDesk, Visitor, words


def example(visitor: Visitor) -> bytes:
    response = visitor.get("/imports/example.xlsx")
    assert response.content_type.startswith("application/vnd.openxmlformats")
    content: bytes = response.data
    return content


def upload(visitor: Visitor, content: bytes, name: str = "estate.xlsx") -> Any:
    return visitor.post("/imports", file=(BytesIO(content), name))


def job_page(response: Any) -> str:
    """The path of the job's page below the service."""
    assert response.status_code == 303, words(response.text)
    return str(response.headers["Location"]).removeprefix("/ticketing")


def worker_carries_on(site: SiteDesk) -> None:
    leader = Leader(site.database, "imports")
    assert leader.leads()
    while take_up(site.database, site.settings, Pulse(leader, threading.Event(), lambda: None)):
        pass
    leader.resign()


def broken(content: bytes) -> bytes:
    """The example with an impossible phone number and a formula."""
    workbook, target = load_workbook(BytesIO(content)), BytesIO()
    households = workbook["住户"]
    headers = [cell.value for cell in households[1]]
    households.cell(2, headers.index("手机号") + 1).value = "12345"
    households.cell(3, headers.index("姓名") + 1).value = "=A1"
    workbook.save(target)
    return target.getvalue()


def test_the_example_can_be_imported_as_it_is_and_the_same_again_changes_nothing(site: SiteDesk) -> None:
    administrator = site.visitor("administrator")
    content = example(administrator)
    page = job_page(upload(administrator, content, "示例.xlsx"))
    waiting = administrator.get(page).text
    assert f'data-live="/ticketing{page}"' in waiting
    assert "排队中" in waiting
    worker_carries_on(site)
    assert "data-live-ended" not in waiting
    ended = administrator.get(page, fragment=True).text
    assert "data-live-ended" in ended
    done = words(ended)
    assert "新增房产 4 个；住户新增 2 户，变更 0 户，未变 0 户" in done
    again = job_page(upload(administrator, content))
    worker_carries_on(site)
    assert "新增房产 0 个；住户新增 0 户，变更 0 户，未变 2 户" in administrator.reads(again)
    assert 'data-live="/ticketing/imports' not in administrator.get(again).text


def test_each_problem_is_told_with_its_place_and_nothing_is_imported(site: SiteDesk) -> None:
    administrator = site.visitor("administrator")
    page = job_page(upload(administrator, broken(example(administrator))))
    before = site.counts()
    worker_carries_on(site)
    told = administrator.reads(page)
    assert "未导入任何内容" in told
    assert re.search(r"住户 2 F · 手机号 这不是有效的电话号码", told)
    assert re.search(r"住户 3 E · 姓名 单元格中是公式", told)
    assert "示例小区" not in administrator.reads("/premises")
    assert site.counts()["ticket"] == before["ticket"]


def test_problems_are_told_in_the_readers_language(site: SiteDesk) -> None:
    site.member("administrator")
    page = job_page(upload(site.visitor("administrator"), broken(example(site.visitor("administrator")))))
    worker_carries_on(site)
    assert "This is no possible phone number." in site.visitor("administrator", "en").reads(page)


def test_imports_are_found_again(site: SiteDesk) -> None:
    administrator = site.visitor("administrator")
    assert "还没有导入过" in administrator.reads("/imports")
    page = job_page(upload(administrator, example(administrator), "示例.xlsx"))
    worker_carries_on(site)
    listed = administrator.get("/imports")
    assert f'data-href="/ticketing{page}"' in listed.text
    assert "示例.xlsx 示例小区 已完成 新增房产 4 个" in words(listed.text)


def test_only_ones_own_imports_are_seen(site: SiteDesk) -> None:
    administrator, supervisor = site.visitor("administrator"), site.visitor("supervisor")
    page = job_page(upload(administrator, example(administrator)))
    assert supervisor.get(page).status_code == 404
    assert "还没有导入过" in supervisor.reads("/imports")


def test_an_estate_that_is_not_ones_own_is_refused_in_words(site: SiteDesk) -> None:
    supervisor = site.visitor("supervisor")
    page = job_page(upload(supervisor, example(supervisor)))
    worker_carries_on(site)
    assert "您只能导入本人所在的小区" in supervisor.reads(page)


def test_what_is_no_workbook_is_refused_beside_the_field(site: SiteDesk) -> None:
    administrator = site.visitor("administrator")
    for response in (
        upload(administrator, b"name,phone\n"),
        upload(administrator, b""),
        administrator.post("/imports"),
        administrator.post("/imports", file=(BytesIO(b""), "")),
    ):
        assert response.status_code == 422
        assert 'id="field-file-error"' in response.text
    assert "还没有导入过" in administrator.reads("/imports")
