"""People at their browsers: what each does on Linli's pages, in the words of the screen they see."""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import requests
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Locator, Page, ViewportSize, expect

from tests.e2e.deployments import Account

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 375, "height": 740}
SOON_MS = 20_000
TYPING_MS = 40  # between two keys
STATUS_LINK = re.compile(r"https?://\S+/ticketing/status/\S+")


@dataclass(frozen=True)
class Household:
    """As the sample has it."""

    id: str
    name: str
    unit_path: str
    phone: str
    email: str

    @property
    def last_digits(self) -> str:
        return self.phone[-4:]


class Person:
    """Somebody signed in, with a browser of their own."""

    def __init__(self, browser: Browser, base_url: str, account: Account, *, phone: bool = False, **look: Any) -> None:
        self.base_url, self.account = base_url, account
        usual: dict[str, Any] = {"viewport": PHONE if phone else DESK, "has_touch": phone, "locale": "zh-CN"}
        self._context = browser.new_context(**usual | look, timezone_id="Asia/Shanghai", ignore_https_errors=True)
        self.page = self._context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self._sign_in()

    def _sign_in(self) -> None:
        self.open("/ticketing/sign-in")
        self.page.fill("[name=username]", self.account.username)
        self.page.fill("[name=password]", self.account.password)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url("**/ticketing/today")

    def open(self, path: str) -> None:
        answer = self.page.goto(f"{self.base_url}{path}")
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"

    def sees(self, text: str | re.Pattern[str], *, within_ms: float = SOON_MS) -> None:
        expect(self.page.locator("main")).to_contain_text(text, timeout=within_ms)

    def sees_not(self, text: str) -> None:
        expect(self.page.locator("main")).not_to_contain_text(text)

    def takes(self, step: str) -> Locator:
        """The form of a step of the ticket that is open."""
        return self.page.locator(f"form[action$='/{step}']")

    def sends(self, step: str) -> None:
        self.takes(step).locator("button[type=submit], button:not([type])").last.click()
        expect(self.page.locator(".alert-success")).to_be_visible()

    def leave(self) -> None:
        """Closes the browser, in which no script may have failed."""
        self._context.close()
        assert self.faults == []


class Officer(Person):
    """客服专员: takes calls by keyboard alone."""

    def start_call(self) -> None:
        """From today's page to the form, by the keys ``g h``."""
        self.open("/ticketing/today")
        self.page.keyboard.press("g")
        self.page.keyboard.press("h")
        self.page.wait_for_url("**/ticketing/hotline")
        expect(self.page.locator("[name=household]")).to_be_focused()

    def find(self, typed: str, household: Household) -> None:
        """Types, goes down to the household among the suggestions, and chooses it."""
        keyboard = self.page.keyboard
        keyboard.type(typed, delay=TYPING_MS)
        wanted = self.page.get_by_role("option").filter(has_text=household.unit_path).filter(has_text=household.name)
        expect(wanted).to_be_visible()
        while wanted.get_attribute("aria-selected") != "true":
            keyboard.press("ArrowDown")
        keyboard.press("Enter")
        expect(self.page.locator("#household")).to_contain_text(household.name)

    def file(self, title: str, *, tier: int) -> str:
        """From the household on: repair, indoor, the ``tier`` by its digit, the title; returns the number."""
        keyboard = self.page.keyboard
        self._tab_to("[name=kind]:checked")
        keyboard.press("2")
        keyboard.press("Tab")
        keyboard.press("1")
        keyboard.press("Tab")
        keyboard.press(str(tier))
        keyboard.press("Tab")
        keyboard.type(title, delay=TYPING_MS)
        keyboard.press("Control+Enter")
        self.page.wait_for_url("**/tickets/*")
        return self.page.locator(".said-aloud strong").inner_text()

    def _tab_to(self, selector: str) -> None:
        for _step in range(5):
            self.page.keyboard.press("Tab")
            if self.page.locator(selector).evaluate("field => field === document.activeElement"):
                return
        raise AssertionError(f"{selector} is not reached by Tab")

    def assign(self, name: str) -> None:
        choice = self.takes("assign").locator("select")
        option = choice.locator("option").filter(has_text=name).first
        choice.select_option(value=option.get_attribute("value"))
        self.sends("assign")


class Api:
    """The same account as a program: for what the journey needs to know, and for what pages do not even offer."""

    def __init__(self, base_url: str, account: Account, *, ca: Path | None = None) -> None:
        self.base_url, self.verify = base_url, str(ca) if ca else True
        answer = self.post("/ticketing/api/v1/sessions", asdict(account))
        answer.raise_for_status()
        self.token: str = answer.json()["token"]

    @property
    def person_id(self) -> str:
        """Whose account it is, by the token."""
        claims = self.token.split(".")[1]
        return str(json.loads(urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["sub"])

    def get(self, path: str, **query: Any) -> Any:
        response = self.send("GET", path, params=query)
        response.raise_for_status()
        return response.json()

    def post(self, path: str, body: Any = None) -> requests.Response:
        return self.send("POST", path, json={} if body is None else body)

    def send(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> requests.Response:
        known = {"Authorization": f"Bearer {self.token}"} if hasattr(self, "token") else {}
        url, all_headers = f"{self.base_url}{path}", known | dict(headers or {})
        return requests.request(method, url, headers=all_headers, timeout=20, verify=self.verify, **more)

    def open_ticket(
        self, household: Household, title: str, *, headers: Mapping[str, str] | None = None, **facts: Any
    ) -> dict[str, Any]:
        """An indoor repair, unless ``facts`` say otherwise. Raises ``RequestException``."""
        body = {"kind": "repair", "area": "indoor", "title": title, "customer_id": household.id} | facts
        answer = self.send("POST", "/ticketing/api/v1/tickets", json=body, headers=headers)
        answer.raise_for_status()
        ticket: dict[str, Any] = answer.json()
        return ticket

    def take_step(self, ticket: Mapping[str, Any], step: str, **request: Any) -> dict[str, Any]:
        """One step of a ticket, with ``json`` or ``data`` and ``files``; the ticket as it is then."""
        answer = self.send("POST", f"/ticketing/api/v1/tickets/{ticket['id']}/{step}", **request)
        answer.raise_for_status()
        taken: dict[str, Any] = answer.json()
        return taken

    def told_once(self, ticket: Mapping[str, Any]) -> bool:
        """Whether the household got exactly one message because its ticket was opened."""
        found = self.get("/notify/api/v1/messages", subject=ticket["id"])["items"]
        opened = ("ticketing.ticket_opened.v1", "customer")
        return [(row["event"], row["recipient_kind"]) for row in found].count(opened) == 1

    def household_with_email(self, *, skip: int = 0) -> Household:
        """One of those who live here and read e-mails, in Chinese."""
        found = self.get("/ticketing/api/v1/customers", limit=60)["items"]
        for row in (row for row in found if row["moved_out_on"] is None and row["language"] == "zh"):
            known = self.get(f"/ticketing/api/v1/customers/{row['id']}")
            if known["email"] and "email" in known["channels"]:
                if not skip:
                    return Household(**{name: known[name] for name in ("id", "name", "unit_path", "phone", "email")})
                skip -= 1
        raise AssertionError("nobody in the sample has an e-mail address")


def promise(lead: Person, *, minutes: int) -> None:
    """The project lead changes the time of the most urgent tier on the page that is there for it (C2.6)."""
    lead.open("/ticketing/commitments")
    row = lead.page.locator("tr", has_text="特急").filter(has_text="到场")
    row.get_by_role("link").click()
    lead.page.fill("[name=minutes]", str(minutes))
    lead.page.click("main form button[type=submit]")
    expect(row).to_contain_text(re.compile(rf"\b{minutes} 分钟内"))


def open_page(browser: Browser, *, scripts: bool = True, **look: Any) -> Page:
    """A stranger's browser; a resident's phone may run no scripts at all."""
    usual: dict[str, Any] = {"viewport": PHONE, "locale": "zh-CN", "java_script_enabled": scripts}
    return browser.new_context(**usual | look, ignore_https_errors=True).new_page()


def picture() -> FilePayload:
    """A photo as the camera of a phone hands it to the page."""
    content = BytesIO()
    Image.new("RGB", (1600, 1200), "#3b6e8f").save(content, "JPEG")
    return {"name": "pipe.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}
