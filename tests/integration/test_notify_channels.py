"""Sending over a channel, to real servers: what arrives, and what a refusal or a silence is taken for."""

import logging
import socket
import threading
from collections.abc import Iterator
from io import StringIO

import pytest

from services.notify.channels import Channels, Result
from services.notify.config import BadSetting
from services.notify.models import Outcome
from shared.local import processes
from shared.local.processes import LOOPBACK
from tests.integration.notify_receivers import MailHost, WebHost, mail_host, web_host

ADDRESS = "zhang.wei@example.com"


@pytest.fixture
def mail() -> Iterator[MailHost]:
    with mail_host() as host:
        yield host


@pytest.fixture
def web() -> Iterator[WebHost]:
    with web_host() as host:
        yield host


def send_mail(url: str, address: str = ADDRESS) -> Result:
    body = "张伟，您好！\n\n水压只有 50%，\\n 保持原样。<b>不是标签</b>"
    return Channels({"email": url}).send("email", address, title="已收到您的报修：厨房水管爆裂", body=body)


def test_a_mail_arrives_as_it_was_written(mail: MailHost) -> None:
    assert send_mail(mail.url) == Result(Outcome.SENT)
    (message,) = mail.messages
    assert message["Subject"] == "已收到您的报修：厨房水管爆裂"
    assert (message["To"], message["From"]) == (ADDRESS, "front-desk@linli.example")
    assert message.get_content_type() == "text/plain"
    assert (
        message.get_content().replace("\r\n", "\n").strip()
        == "张伟，您好！\n\n水压只有 50%，\\n 保持原样。<b>不是标签</b>"
    )


@pytest.mark.parametrize(
    ("stage", "answer", "outcome"),
    [
        ("at_recipient", "550 5.1.1 No such user", Outcome.PERMANENT),
        ("at_recipient", "452 4.2.2 Mailbox full", Outcome.TEMPORARY),
        ("at_data", "554 5.7.1 Not wanted", Outcome.PERMANENT),
        ("at_data", "451 4.3.0 Try later", Outcome.TEMPORARY),
        ("at_sender", "550 5.7.1 Sender not allowed", Outcome.TEMPORARY),  # ours to mend: the resident did nothing
    ],
)
def test_what_the_mail_server_says_decides(mail: MailHost, stage: str, answer: str, outcome: Outcome) -> None:
    setattr(mail, stage, answer)
    assert send_mail(mail.url) == Result(outcome, answer)


def test_a_mail_server_that_is_away_is_asked_again() -> None:
    result = send_mail(f"mailto://{LOOPBACK}:{processes.free_port()}?from=a@linli.example&mode=insecure")
    assert result.outcome is Outcome.TEMPORARY
    assert "Connection refused" in result.detail


def test_a_mail_server_that_hangs_up_instead_of_answering_may_have_taken_the_message(mail: MailHost) -> None:
    mail.hang_up = True
    assert send_mail(mail.url).outcome is Outcome.UNKNOWN
    assert len(mail.messages) == 1


def test_a_mail_server_that_never_answers_costs_seconds_only() -> None:
    with socket.create_server((LOOPBACK, 0)) as silent:
        result = send_mail(f"mailto://{LOOPBACK}:{silent.getsockname()[1]}?from=a@linli.example&mode=insecure&cto=0.2")
    assert result.outcome is Outcome.TEMPORARY
    assert "timed out" in result.detail


@pytest.mark.parametrize("address", ["nobody", "a@example.com,b@example.com", "a@example.com&bcc=spy@example.com", ""])
def test_an_impossible_address_is_refused_at_once(mail: MailHost, address: str) -> None:
    assert send_mail(mail.url, address) == Result(Outcome.PERMANENT, "The address is not possible.")
    assert mail.messages == []


def test_a_webhook_gets_title_and_body(web: WebHost) -> None:
    channels = Channels({"webhook": f"json://{LOOPBACK}:{web.port}/hook"})
    assert channels.send("webhook", "", title="标题", body="内容") == Result(Outcome.SENT)
    ((path, body),) = web.received
    assert (path, body["title"], body["message"]) == ("/hook", "标题", "内容")


def test_the_phone_number_is_placed_into_the_url(web: WebHost) -> None:
    channels = Channels({"sms": f"json://{LOOPBACK}:{web.port}/send/{{phone}}"})
    assert channels.send("sms", "+8613800138000", title="标题", body="内容") == Result(Outcome.SENT)
    assert web.received[0][0] == "/send/8613800138000"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (400, Outcome.PERMANENT),
        (404, Outcome.PERMANENT),
        (401, Outcome.TEMPORARY),
        (429, Outcome.TEMPORARY),
        (500, Outcome.TEMPORARY),
    ],
)
def test_an_http_status_decides(web: WebHost, status: int, outcome: Outcome) -> None:
    web.status = status
    channels = Channels({"webhook": f"json://{LOOPBACK}:{web.port}/hook"})
    assert channels.send("webhook", "", title="标题", body="内容") == Result(outcome, f"HTTP {status}")


def test_a_webhook_that_takes_too_long_may_have_taken_the_message() -> None:
    with socket.create_server((LOOPBACK, 0)) as silent:
        channels = Channels({"webhook": f"json://{LOOPBACK}:{silent.getsockname()[1]}/hook?rto=0.2"})
        assert channels.send("webhook", "", title="标题", body="内容").outcome is Outcome.UNKNOWN


def test_a_channel_that_was_taken_out_of_the_settings_waits_for_its_return() -> None:
    assert Channels({}).send("email", ADDRESS, title="标题", body="内容").outcome is Outcome.TEMPORARY


@pytest.mark.parametrize(
    "urls",
    [
        {"webhook": "nonsense"},
        {"email": "mailto://mail.example.com"},  # no sender
        {"email": "mailto://mail.example.com/boss@example.com?from=a@linli.example"},  # would get everybody's mail
    ],
)
def test_a_url_that_cannot_work_stops_the_start(urls: dict[str, str]) -> None:
    with pytest.raises(BadSetting, match=f"the URL of the channel {next(iter(urls))}"):
        Channels(urls)


def test_outcomes_of_many_threads_are_not_mixed_up(mail: MailHost) -> None:
    dead = f"mailto://{LOOPBACK}:{processes.free_port()}?from=a@linli.example&mode=insecure"
    mail.at_recipient = "550 5.1.1 No such user"
    results: dict[str, set[Outcome]] = {mail.url: set(), dead: set()}

    def send_some(url: str) -> None:
        results[url] |= {send_mail(url).outcome for _time in range(10)}

    threads = [threading.Thread(target=send_some, args=[url]) for url in (mail.url, dead) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {mail.url: {Outcome.PERMANENT}, dead: {Outcome.TEMPORARY}}


def test_addresses_stay_out_of_the_log(mail: MailHost) -> None:
    mail.at_recipient = "550 5.1.1 No such user"
    written = StringIO()
    handler = logging.StreamHandler(written)
    logging.getLogger().addHandler(handler)
    send_mail(mail.url)
    logging.getLogger().removeHandler(handler)
    assert ADDRESS not in written.getvalue()
