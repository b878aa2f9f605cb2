"""What the pages' script does for a reader, in a real browser under the real content policy."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from flask import Blueprint, abort, render_template_string, request
from playwright.sync_api import Page, expect

from services.visits.app import SERVICE
from services.visits.config import Settings
from services.visits.models import ApiClient, Staff
from shared import clock, web
from shared.db import Database
from shared.web import PUBLIC, mounted, reads, writes
from tests.integration.reference_data import settings
from tests.integration.serving import served

pytestmark = pytest.mark.one_database

FRAME = """{% extends "public.html" %}{% import "macros.html" as ui %}
{% block title %}Sample{% endblock %}{% block content %}BODY{% endblock %}"""
QUEUE = """<form method="post" action="/visits/sample/send">{{ ui.csrf() }}
<table class="list"><tbody data-live="/visits/sample/rows" data-every="0.2">ROWS</tbody></table>
{% call ui.bulk_bar() %}<button class="btn" data-confirm="Two households will be told.">Close them</button>{% endcall %}
</form>"""
ROWS = """{% for name in names %}<tr data-href="#{{ name }}"><td>{{ ui.selector(name, name) }}</td>
<td class="main"><a href="#{{ name }}">{{ name }}</a></td><td><input name="note-{{ name }}"></td></tr>{% endfor %}"""
CALL = """<form method="post" action="/visits/sample/send">{{ ui.csrf() }}
{{ ui.suggest(form, "household", "Who?", "/visits/sample/found?text=", "customer_id",
  data_chosen_url="/visits/sample/card?id=", data_chosen_into="#card") }}
<div id="card"></div>{{ ui.submit("Send") }}</form>"""
FOUND = """
<li role="option" data-value="7" data-text="王秀英">王秀英</li>
<li role="option" data-value="8" data-text="李建国">李建国</li>
"""
CLOCK = """<div data-live="/visits/sample/now" data-every="0.2"></div>
{{ ui.countdown(due, none, started) }}"""


@dataclass
class Sample:
    """Pages made of the shared parts, and what the test lets happen to them."""

    address: str = ""
    names: list[str] = field(default_factory=lambda: ["a", "b", "c"])
    down: bool = False
    sent: list[Any] = field(default_factory=list)
    due_in: timedelta = timedelta(minutes=2)
    asked: int = 0

    def open(self, page: Page, name: str) -> None:
        page.goto(f"{self.address}/visits/sample/{name}?lang=zh")


def _blueprint(sample: Sample) -> Blueprint:
    pages = Blueprint("sample", __name__, url_prefix="/sample")

    def show(name: str, source: Callable[[], Any]) -> None:
        pages.add_url_rule(f"/{name}", name, reads(PUBLIC)(source))

    def part(body: str, **facts: Any) -> str:
        return render_template_string('{% import "macros.html" as ui %}' + body, **facts)

    def whole(body: str, **facts: Any) -> str:
        return render_template_string(FRAME.replace("BODY", body), form=web.blank(), **facts)

    def rows() -> str:
        if sample.down:
            abort(503)
        return part(ROWS, names=sample.names)

    def work() -> str:
        sample.asked += 1
        return "<p data-live-ended>Done</p>" if sample.asked == 2 else "<p>Working</p>"

    def send() -> str:
        sample.sent.append(request.form.to_dict(flat=False))
        return whole("Sent")

    def clock_page() -> str:
        now = clock.now()
        return whole(CLOCK, due=now + sample.due_in, started=now - timedelta(minutes=1))

    show("queue", lambda: whole(QUEUE.replace("ROWS", ROWS), names=sample.names))
    show("rows", rows)
    show("call", lambda: whole(CALL))
    show("found", lambda: FOUND)
    show("card", lambda: f"<p>Household {request.args['id']}</p>")
    show("clock", clock_page)
    show("now", lambda: "")
    show("job", lambda: whole('<div data-live="/visits/sample/work" data-every="0.1"></div>'))
    show("work", work)
    pages.add_url_rule("/send", "send", writes(PUBLIC)(send), methods=["POST"])
    return pages


@pytest.fixture
def service_name() -> str:
    return "visits"


@pytest.fixture
def sample(database: Database) -> Iterator[Sample]:
    sample = Sample()
    pages = [_blueprint(sample)]
    app = web.create_app(
        SERVICE,
        settings(Settings, "visits"),
        database=database,
        staff=Staff,
        clients=ApiClient,
        pages=pages,
        apis=[],
    )
    with served(mounted(app)) as sample.address:
        yield sample


@pytest.fixture(autouse=True)
def faults(page: Page) -> Iterator[list[str]]:
    """No test may leave an error of the script or of the content policy behind."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda said: found.append(said.text) if "Content Security Policy" in said.text else None)
    yield found
    assert found == []


def test_a_live_list_keeps_focus_choice_and_typed_text_when_rows_move(page: Page, sample: Sample) -> None:
    sample.open(page, "queue")
    page.check("input[value=b]")
    page.fill("[name=note-c]", "call back")
    sample.names = ["new", "c", "b", "a"]
    expect(page.locator("tbody tr").first).to_contain_text("new")
    expect(page.locator("[name=note-c]")).to_be_focused()
    expect(page.locator("[name=note-c]")).to_have_value("call back")
    expect(page.locator("input[value=b]")).to_be_checked()
    expect(page.locator("[data-bulk-count]")).to_have_text("1")


def test_a_lost_connection_shows_a_banner_until_the_server_answers_again(page: Page, sample: Sample) -> None:
    sample.open(page, "queue")
    sample.down = True
    expect(page.locator("[data-connection-lost]")).to_be_visible()
    sample.down = False
    expect(page.locator("[data-connection-lost]")).to_be_hidden(timeout=20_000)


def test_a_live_part_that_has_ended_is_not_asked_for_again(page: Page, sample: Sample) -> None:
    page.clock.install()
    sample.open(page, "job")
    expect(page.locator("main")).to_contain_text("Done")
    page.clock.fast_forward(60_000)
    page.evaluate("window.dispatchEvent(new Event('online')); fetch('/visits/sample/now')")
    assert sample.asked == 2


def test_rows_are_walked_and_opened_by_keyboard(page: Page, sample: Sample) -> None:
    sample.open(page, "queue")
    for key in ("j", "j", "j", "k", "Enter"):
        page.keyboard.press(key)
    expect(page).to_have_url(f"{sample.address}/visits/sample/queue?lang=zh#b")


def test_rows_are_ticked_by_keyboard(page: Page, sample: Sample) -> None:
    sample.open(page, "queue")
    for key in ("j", "x", "j", "x", "k", "x"):
        page.keyboard.press(key)
    expect(page.locator("[data-bulk-count]")).to_have_text("1")
    expect(page.locator("input[value=b]")).to_be_checked()


def test_letters_typed_into_a_field_are_no_shortcuts(page: Page, sample: Sample) -> None:
    sample.open(page, "queue")
    page.click("[name=note-a]")
    page.keyboard.type("jk/?n")
    expect(page.locator("[name=note-a]")).to_have_value("jk/?n")


def test_an_act_is_asked_about_and_then_sent_once(page: Page, sample: Sample) -> None:
    sample.open(page, "queue")
    page.check("input[value=a]")
    page.click("[data-bulk-bar] button")
    expect(page.locator("[data-confirm-dialog]")).to_contain_text("Two households will be told.")
    page.keyboard.press("Escape")
    assert sample.sent == []
    page.click("[data-bulk-bar] button")
    page.click("[data-confirm-yes]")
    expect(page.locator("main")).to_contain_text("Sent")
    assert [sent["selected"] for sent in sample.sent] == [["a"]]


def test_a_form_submitted_twice_is_sent_once(page: Page, sample: Sample) -> None:
    sample.open(page, "call")
    page.eval_on_selector("form", "form => { form.requestSubmit(); form.requestSubmit(); }")
    expect(page.locator("main")).to_contain_text("Sent")
    assert len(sample.sent) == 1


def test_a_suggestion_is_chosen_by_keyboard_without_sending_the_form(page: Page, sample: Sample) -> None:
    sample.open(page, "call")
    page.locator("[name=household]").press_sequentially("w")
    expect(page.locator("[role=option]")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[name=household]")).to_have_value("李建国")
    expect(page.locator("[name=customer_id]")).to_have_value("8")
    expect(page.locator("#card")).to_have_text("Household 8")
    page.keyboard.press("Backspace")
    expect(page.locator("[name=customer_id]")).to_have_value("")
    assert sample.sent == []


def test_enter_belongs_to_the_input_method_while_chinese_is_composed(page: Page, sample: Sample) -> None:
    sample.open(page, "call")
    page.locator("[name=household]").press_sequentially("w")
    expect(page.locator("[role=option]")).to_have_count(2)
    page.eval_on_selector(
        "[name=household]",
        "field => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))",
    )
    expect(page.locator("[name=customer_id]")).to_have_value("")


def test_a_clock_runs_by_the_servers_time(page: Page, sample: Sample) -> None:
    page.clock.install(time=clock.now() + timedelta(hours=5))
    sample.open(page, "clock")
    expect(page.locator(".countdown")).to_have_text(re.compile(r"^01:5\d$"))


def test_a_clock_past_its_time_says_so_in_words(page: Page, sample: Sample) -> None:
    sample.due_in = timedelta(minutes=-3, seconds=-5)
    sample.open(page, "clock")
    expect(page.locator(".countdown.late")).to_have_text("超时 3 分")
