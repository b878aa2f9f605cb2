"""From the ledger to a real mail server: back-off, fallback, killed and competing senders."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from services.notify import handlers, sender
from services.notify.handlers import Tried
from services.notify.handlers.deliveries import LADDER, LEASE
from services.notify.models import Delivery, DeliveryAttempt, MessageState, Outcome
from services.ticketing import handlers as desk_handlers
from services.ticketing.models import Tier
from shared.audit import AuditRow
from shared.errors import NotFound
from shared.worker import Loop
from tests.conftest import MakeDatabase
from tests.integration.notify_office import Office, open_office, through_all_steps
from tests.integration.notify_receivers import ACCEPTED, MailHost, WebHost, mail_host, web_host
from tests.integration.reference_data import wait_until
from tests.integration.ticketing_desk import Desk

REFUSAL = "550 5.1.1 No such user"
TRY_LATER = "451 4.3.0 Try later"


@pytest.fixture
def service_name() -> str:
    return "notify"


@pytest.fixture
def mail() -> Iterator[MailHost]:
    with mail_host() as host:
        yield host


@pytest.fixture
def web() -> Iterator[WebHost]:
    with web_host() as host:
        yield host


@pytest.fixture
def office(desk: Desk, make_database: MakeDatabase, mail: MailHost) -> Office:
    return open_office(desk, make_database, {"email": mail.url})


def outcomes(office: Office) -> list[tuple[int, str | None, bool]]:
    """Number, outcome and repeat flag of each try by mail."""
    return [(row.number, row.outcome, row.repeat) for row in office.delivery().tries]


def test_a_message_reaches_the_household(office: Office, mail: MailHost) -> None:
    ticket = office.open()
    assert office.send() == 1
    assert mail.recipients == ["home0@example.com"]
    assert mail.titles == ["已收到您的报修：厨房水管爆裂"]
    assert office.standing() == [[("email", "sent", None)]]
    assert office.message().state is MessageState.SENT
    assert outcomes(office) == [(1, "sent", False)]
    ((name, told),) = office.events()
    assert name == "message_sent"
    assert (told["about"], told["channel"], told["attempts"], told["repeat"]) == (str(ticket.id), "email", 1, False)


def test_a_sent_message_is_not_sent_again(office: Office, mail: MailHost) -> None:
    office.open()
    office.send()
    office.let_time_pass(timedelta(days=1))
    assert office.send() == 0
    assert len(mail.messages) == 1


def waits(office: Office) -> float:
    """Seconds from the end of the last try to the next one."""
    row = office.delivery()
    ended_at, next_attempt_at = row.tries[-1].ended_at, row.next_attempt_at
    assert ended_at is not None
    assert next_attempt_at is not None
    return (next_attempt_at - ended_at).total_seconds()


def test_a_temporary_failure_backs_off_and_gives_up_after_the_last_rung(office: Office, mail: MailHost) -> None:
    mail.at_data = TRY_LATER
    office.open()
    for pause in (*LADDER, None):
        assert office.send() == 1
        if pause is not None:
            assert waits(office) == pytest.approx(pause.total_seconds(), abs=0.5)
            office.let_time_pass(pause)
    assert outcomes(office) == [(number, "temporary", False) for number in range(1, 7)]
    assert office.standing()[0][0] == ("email", "failed", "gave_up")
    assert office.message().state is MessageState.FAILED


def test_it_gets_through_once_the_mail_server_is_well_again(office: Office, mail: MailHost) -> None:
    mail.at_data = TRY_LATER
    office.open()
    office.send()
    assert office.message().state is MessageState.QUEUED
    mail.at_data = ACCEPTED
    assert office.send() == 0  # not before its time
    office.let_time_pass(LADDER[0])
    office.send()
    assert outcomes(office) == [(1, "temporary", False), (2, "sent", False)]


def test_a_refused_recipient_fails_at_once_and_the_next_channel_takes_over(
    office: Office, mail: MailHost, web: WebHost
) -> None:
    office.use({"email": mail.url, "sms": f"json://127.0.0.1:{web.port}/{{phone}}"})
    mail.at_recipient = REFUSAL
    office.open()
    assert office.send() == 2
    assert office.standing() == [[("email", "failed", "refused"), ("sms", "sent", None)]]
    assert office.message().state is MessageState.SENT
    assert [path for path, _body in web.received] == ["/8613800130000"]
    failed, sent = office.events()
    assert (failed[0], failed[1]["detail"], failed[1]["next_channel"]) == ("message_failed", REFUSAL, "sms")
    assert (sent[0], sent[1]["channel"]) == ("message_sent", "sms")


def test_without_a_further_channel_the_message_has_failed(office: Office, mail: MailHost) -> None:
    mail.at_recipient = REFUSAL
    office.open()
    office.send()
    assert office.standing() == [[("email", "failed", "refused"), ("sms", "suppressed", "not_configured")]]
    assert office.message().state is MessageState.FAILED
    assert [(name, told["next_channel"]) for name, told in office.events()] == [("message_failed", None)] * 2


def test_urgent_messages_go_first(office: Office, mail: MailHost) -> None:
    office.desk.open(tier=Tier.NORMAL, title="灯泡坏了")
    office.desk.open(tier=Tier.NORMAL, title="门锁松了")
    office.open(tier=Tier.EMERGENCY, title="水管爆裂")
    office.send()
    assert [title.partition("：")[2] for title in mail.titles] == ["水管爆裂", "灯泡坏了", "门锁松了"]


# Killed senders


def test_killed_before_the_record_the_message_is_sent_once_more_and_marked(office: Office, mail: MailHost) -> None:
    office.open()
    claim = office.claim()
    assert claim is not None
    office.channels.send(claim.channel, claim.address, title=claim.title, body=claim.body)
    assert office.send() == 0  # the lease protects it from a second sender
    office.let_time_pass(LEASE)
    assert office.send() == 1
    assert outcomes(office) == [(1, "unknown", False), (2, "sent", True)]
    assert len(mail.messages) == 2
    assert [told["repeat"] for _name, told in office.events()] == [True]
    office.let_time_pass(timedelta(days=1))
    assert office.send() == 0


def test_killed_before_the_sending_nothing_is_lost(office: Office, mail: MailHost) -> None:
    office.open()
    assert office.claim() is not None
    office.let_time_pass(LEASE)
    office.send()
    assert len(mail.messages) == 1
    assert outcomes(office) == [(1, "unknown", False), (2, "sent", True)]


def test_killed_again_and_again_it_ends_as_failed(office: Office) -> None:
    office.open()
    for _kill in range(len(LADDER) + 1):
        assert office.claim() is not None
        office.let_time_pass(LEASE)
    assert office.claim() is None
    assert office.standing()[0][0] == ("email", "failed", "gave_up")


def test_a_record_that_comes_after_the_lease_changes_nothing(office: Office, mail: MailHost) -> None:
    office.open()
    late = office.claim()
    assert late is not None
    office.let_time_pass(LEASE)
    office.send()
    with office.database.write() as session:
        handlers.record_tries(session, [Tried(late, Outcome.PERMANENT, "too late"), Tried(late, Outcome.SENT, "")])
    assert outcomes(office) == [(1, "unknown", False), (2, "sent", True)]
    assert office.message().state is MessageState.SENT
    assert len(mail.messages) == 1


def test_several_killed_together_are_each_sent_once_more_and_marked(office: Office, mail: MailHost) -> None:
    """Of five taken together two left, of which one was recorded, before the sender was killed; one was given back."""
    for number in range(5):
        office.desk.open(tier=Tier.NORMAL, title=f"第{number}件")
    office.hear()
    first, second, *_others, last = office.claims(8)
    for claim in (first, second):
        office.channels.send(claim.channel, claim.address, title=claim.title, body=claim.body)
    with office.database.write() as session:
        handlers.record_tries(session, [Tried(first, Outcome.SENT, "")])
        handlers.release(session, [last])
    assert office.send() == 1
    office.let_time_pass(LEASE)
    assert office.send() == 3
    assert sorted(Counter(mail.titles).values()) == [1, 1, 1, 1, 2]
    assert {message.state for message in office.messages()} == {MessageState.SENT}
    told = {data["delivery_id"]: data["repeat"] for _name, data in office.events()}
    assert (len(told), sum(told.values())) == (5, 3)
    assert not told[str(first.delivery_id)]
    assert not told[str(last.delivery_id)]


def test_how_many_are_taken_together_follows_how_fast_they_leave() -> None:
    pace = sender.Pace()
    for _batch in range(10):
        pace.follow(pace.together, 0.1)
    assert pace.together == sender.MOST_TOGETHER
    pace.follow(3, 1.5)
    assert pace.together == 1


def test_a_silence_after_the_text_is_followed_by_a_marked_repeat(office: Office, mail: MailHost) -> None:
    mail.hang_up = True
    office.open()
    office.send()
    mail.hang_up = False
    office.let_time_pass(LADDER[0])
    office.send()
    assert outcomes(office) == [(1, "unknown", False), (2, "sent", True)]


def test_the_ledger_is_open_to_others_while_a_message_is_under_way(office: Office, mail: MailHost) -> None:
    seen: list[str] = []

    def look_and_write(_message: object) -> None:
        seen.append(office.delivery().state)
        office.open(tier=Tier.NORMAL, title="灯泡坏了", customer_id=office.desk.customers["王芳"].id)

    office.open()
    mail.taken = look_and_write
    office.send_one()
    assert seen == ["sending"]
    assert len(office.messages()) == 2


def compete(office: Office, done: Callable[[], bool]) -> None:
    """Four senders at once, until ``done``."""
    stop = threading.Event()
    run = partial(sender.run, office.database, office.channels)
    loops = [Loop(f"sender-{number}", run, stop) for number in range(4)]
    for loop in loops:
        loop.thread.start()
    wait_until(done)
    stop.set()
    for loop in loops:
        loop.thread.join(20)


def test_competing_senders_tell_one_person_of_one_ticket_in_order(office: Office, mail: MailHost) -> None:
    through_all_steps(office.desk, office.desk.open())
    office.hear()
    compete(office, lambda: len(mail.messages) >= 8)
    assert mail.titles == [message.title for message in office.messages(recipient_kind="customer")]


def test_a_message_that_backs_off_does_not_hold_up_the_next_one(office: Office, mail: MailHost) -> None:
    ticket = office.open()
    mail.at_data = TRY_LATER
    office.send()
    mail.at_data = ACCEPTED
    office.desk.do("officer", desk_handlers.acknowledge, ticket_id=ticket.id)
    office.hear()
    assert office.send() == 1
    assert mail.titles == ["您的报修已受理：厨房水管爆裂"]


def test_competing_senders_send_each_message_once(office: Office, mail: MailHost) -> None:
    for number in range(20):
        office.desk.open(tier=Tier.NORMAL, title=f"第{number}件")
    office.hear()
    compete(office, lambda: len(mail.messages) >= 20)
    assert Counter(mail.titles).most_common(1)[0][1] == 1
    assert {message.state for message in office.messages()} == {MessageState.SENT}


def test_a_new_message_leaves_within_a_second(office: Office, mail: MailHost) -> None:
    stop, left = threading.Event(), threading.Event()
    mail.taken = lambda _message: left.set()
    loop = Loop("sender", partial(sender.run, office.database, office.channels), stop)
    loop.thread.start()
    office.open()
    assert left.wait(1.0)
    stop.set()
    loop.thread.join(20)


# What staff do about it


def failed_delivery(office: Office, mail: MailHost) -> Delivery:
    mail.at_recipient = REFUSAL
    office.open()
    office.send()
    mail.at_recipient = ACCEPTED
    return office.delivery()


def retry(office: Office, username: str, delivery: Delivery) -> None:
    with office.database.write(office.desk.actor(username)) as session:
        handlers.retry(session, delivery_id=delivery.id)


def test_a_retry_uses_the_address_that_was_mended(office: Office, mail: MailHost) -> None:
    delivery = failed_delivery(office, mail)
    customer = office.desk.customers["张伟"]
    office.desk.do("officer", desk_handlers.change_customer, customer_id=customer.id, email="new@example.com")
    office.hear()
    retry(office, "supervisor", delivery)
    assert office.message().state is MessageState.QUEUED
    office.send()
    assert mail.recipients == ["new@example.com"]
    assert outcomes(office) == [(1, "permanent", False), (2, "sent", False)]


def test_a_retry_starts_at_the_foot_of_the_ladder(office: Office, mail: MailHost) -> None:
    delivery = failed_delivery(office, mail)
    mail.at_data = TRY_LATER
    retry(office, "supervisor", delivery)
    for pause in LADDER:
        office.send()
        office.let_time_pass(pause)
    assert office.delivery().state == "queued"


def test_the_audit_trail_says_who_sent_it_again(office: Office, mail: MailHost) -> None:
    delivery = failed_delivery(office, mail)
    retry(office, "supervisor", delivery)
    with office.database.read() as session:
        row = session.scalars(select(AuditRow).where(AuditRow.subject == delivery.id)).one()
    assert (row.action, row.actor_name) == ("delivery.retry", "周洁")
    assert (row.before["state"], row.after["state"]) == ("failed", "queued")


@pytest.mark.parametrize(
    ("cause", "saying"),
    [("sent", "Only a delivery that failed"), ("not_configured", "not set up"), ("moved_out", "moved out")],
)
def test_a_retry_that_cannot_help_is_refused_with_the_reason(
    office: Office, mail: MailHost, cause: str, saying: str
) -> None:
    delivery = failed_delivery(office, mail)
    if cause == "sent":
        retry(office, "supervisor", delivery)
        office.send()
    if cause == "not_configured":
        office.use({})
    if cause == "moved_out":
        moved = {"customer_id": office.desk.customers["张伟"].id, "on": datetime.now(UTC).date() - timedelta(days=2)}
        office.desk.do("officer", desk_handlers.move_out, **moved)
        office.hear()
    with pytest.raises(handlers.RetryRefused, match=saying):
        retry(office, "supervisor", delivery)


def test_staff_of_another_estate_find_no_such_delivery(office: Office, mail: MailHost) -> None:
    delivery = failed_delivery(office, mail)
    with pytest.raises(NotFound):
        retry(office, "stranger", delivery)


def test_tries_that_other_estates_made_stay_theirs(office: Office, mail: MailHost) -> None:
    failed_delivery(office, mail)
    for table in (Delivery, DeliveryAttempt):
        with office.database.read(office.desk.actor("stranger")) as session:
            assert session.scalars(select(table)).all() == []


def test_a_deleted_household_ends_the_matter(office: Office, mail: MailHost) -> None:
    mail.at_recipient = REFUSAL
    office.open()
    customers = Delivery.metadata.tables["customer"]
    with office.database.write() as session:
        session.execute(customers.delete())
    office.send()
    assert office.standing() == [[("email", "failed", "refused")]]
