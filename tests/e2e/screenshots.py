"""The pictures of the README: a day at the front desk, played on a fresh installation, seen in both languages.

python -m tests.e2e.screenshots          writes docs/images; takes two minutes, one of them until a call is late
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from shared.local.processes import CannotRun
from shared.testing import browsers
from tests.e2e import deployments
from tests.e2e.deployments import ROOT, Deployment, soon
from tests.e2e.pages import STATUS_LINK, Api, Household, Officer, Person, open_page, promise

Facts = dict[str, Any]

FOLDER = ROOT / "docs" / "images"
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 375, "height": 667}
LARGEST, COLOURS = 150_000, 256
LATE_SECONDS = 62
LATE: Facts = {"title": "客厅跳闸断电", "description": "空气开关合不上，家里有老人用制氧机。", "tier": "emergency"}
BURST: Facts = {"title": "厨房水管爆裂", "description": "洗菜盆下面的角阀漏水，已关总阀。", "tier": "emergency"}
BLOCKED: Facts = {"title": "卫生间下水堵塞", "description": "地漏返水，自己疏通过没有用。", "tier": "urgent"}
OTHERS: tuple[Facts, ...] = (
    {"title": "入户门锁打不开", "description": "电子锁没电，人在门外。", "tier": "urgent"},
    {"title": "阳台推拉门滑轮损坏"},
    {"title": "夜间装修噪音", "description": "楼上 22 点以后还在打孔。", "kind": "complaint", "area": None},
    {"title": "东门增设快递柜", "kind": "suggestion", "area": None},
    {"title": "车位月卡怎样续费", "kind": "enquiry", "area": None},
    {"title": "秩序员小周帮忙抬婴儿车", "kind": "praise", "area": None},
)
DONE = "疏通主管并取出异物，放水三次排水通畅。"
ANSWER = "下水已疏通，排水正常；如再返水请随时来电。"


@dataclass(frozen=True)
class Day:
    """How things stand when the pictures are taken: a call that comes in, a ticket in work, a resident's own link."""

    linli: Deployment
    browser: Browser
    caller: Household
    in_work: str
    status_link: str


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        deployments.local(Path(place)) as linli,
        browsers.chromium() as browser,
    ):
        day = _play(linli, browser)
        for language in LOCALES:
            for view in (hotline, queue, work, status):
                _keep(view(day, language), FOLDER / f"{view.__name__}.{language}.png")


def _play(linli: Deployment, browser: Browser) -> Day:
    desk, member = (Api(linli.base_url, linli.credentials[role]) for role in ("officer", "team_member"))
    households = _some_of_each_building(desk)
    lead = Person(browser, linli.base_url, linli.credentials["project_lead"])
    promise(lead, minutes=1)
    desk.open_ticket(next(households), **LATE)
    late_at = time.monotonic() + LATE_SECONDS
    promise(lead, minutes=10)
    lead.leave()
    resident = next(households)
    _answer(desk, member, desk.open_ticket(resident, **BLOCKED))
    for facts in OTHERS:
        desk.open_ticket(next(households), **facts)
    burst = desk.open_ticket(next(households), **BURST)
    time.sleep(max(0.0, late_at - time.monotonic()))
    desk.take_step(burst, "assign", json={"assignee_id": member.person_id})
    return Day(linli, browser, next(households), burst["id"], _link(linli, resident))


def _some_of_each_building(desk: Api) -> Iterator[Household]:
    for skip in range(0, 100, 3):
        yield desk.household_with_email(skip=skip)


def _answer(desk: Api, member: Api, ticket: dict[str, Any]) -> None:
    """All the way to the answer."""
    desk.take_step(ticket, "assign", json={"assignee_id": member.person_id})
    member.take_step(ticket, "arrive")
    member.take_step(ticket, "resolve", json={"resolution": DONE})
    desk.take_step(ticket, "answer", json={"answer": ANSWER})


def _link(linli: Deployment, resident: Household) -> str:
    """Out of the e-mail that brought the answer. Raises ``CannotRun``."""

    def answers() -> list[str]:
        mine = [
            mail for mail in linli.mails() if resident.email in str(mail["To"]) and "有回复了" in str(mail["Subject"])
        ]
        return [mail.get_body(("plain",)).get_content() for mail in mine]  # type: ignore[union-attr] # each has one

    if not soon(lambda: bool(answers())):
        raise CannotRun("The e-mail with the answer did not arrive.")
    found = STATUS_LINK.search(answers()[0])
    assert found
    return found[0]


def _person(kind: Callable[..., Any], day: Day, role: str, language: str, **look: Any) -> Any:
    account = day.linli.credentials[role]
    person = kind(day.browser, day.linli.base_url, account, locale=LOCALES[language], **look)
    person.open(f"/ticketing/today?lang={language}")
    return person


def hotline(day: Day, language: str) -> Page:
    """A call, just before it is filed."""
    officer: Officer = _person(Officer, day, "officer", language, viewport=DESK)
    officer.start_call()
    officer.find(day.caller.last_digits, day.caller)
    officer.page.locator("label[for=field-kind-2]").click()
    officer.page.locator("label[for=field-area-1]").click()
    officer.page.locator("label[for=field-tier-2]").click()
    officer.page.fill("[name=title]", "热水器漏水")
    return officer.page


def queue(day: Day, language: str) -> Page:
    """What is open, in the order in which it comes due."""
    officer: Officer = _person(Officer, day, "officer", language, viewport=DESK)
    officer.open("/ticketing/tickets")
    return officer.page


def work(day: Day, language: str) -> Page:
    """A team member on the way, with the time that is left."""
    member: Person = _person(
        Person, day, "team_member", language, viewport=PHONE, has_touch=True, device_scale_factor=2
    )
    member.open(f"/ticketing/work/{day.in_work}")
    return member.page


def status(day: Day, language: str) -> Page:
    """What the resident sees, without account, to the end of the page."""
    page = open_page(day.browser, viewport=PHONE, device_scale_factor=2)
    page.goto(f"{day.status_link}?lang={language}")
    page.set_viewport_size({"width": PHONE["width"], "height": page.evaluate("document.body.scrollHeight")})
    return page


def _keep(page: Page, path: Path) -> None:
    """With few colours, which are enough for a page. Raises ``CannotRun`` when the file is too large all the same."""
    page.wait_for_load_state("networkidle")
    taken = Image.open(BytesIO(page.screenshot())).convert("RGB")
    method = Image.Quantize.MAXCOVERAGE  # a small mark keeps its colour
    taken.quantize(COLOURS, method=method, dither=Image.Dither.NONE).save(path, optimize=True)
    page.context.close()
    if path.stat().st_size > LARGEST:
        raise CannotRun(f"{path} has {path.stat().st_size} bytes, more than {LARGEST}.")
    sys.stdout.write(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    main()
