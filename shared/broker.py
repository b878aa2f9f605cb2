"""The one module that knows pika: publishing with confirms, and taking deliveries."""

import threading
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from secrets import randbelow
from typing import Any

import pika
from pika.exceptions import AMQPError
from pika.spec import Basic, BasicProperties

from shared.events import CONTENT_TYPE
from shared.topology import EXCHANGE

WINDOW = 4000
PREFETCH = 2000  # two batches of the consumer: the next arrives while one is applied
PRIORITIES = 1000  # drawn at random, so that workers share a service's queues; RabbitMQ 3 serves who came first
CLOSE_SECONDS = 5
UNROUTABLE = "No queue is bound to this routing key."


class BrokerDown(Exception):
    """The broker does not answer, or the connection to it was lost."""


@dataclass(slots=True)
class Outgoing:
    """A message to publish; ``confirmed`` and ``error`` tell afterwards what became of it (neither: unknown)."""

    seq: int
    message_id: str
    key: str
    subject: str
    body: bytes
    confirmed: bool = False
    error: str | None = None


class Publisher:
    """Publishes batches with a window of unconfirmed messages, on a thread that owns the connection.

    Of one subject only one message is under way at a time, so that a refused one holds back its successors.
    """

    def __init__(self, amqp_url: str) -> None:
        self.parameters = pika.URLParameters(amqp_url)
        self.ready = threading.Event()
        self.lost: Exception | None = None
        self.connection = pika.SelectConnection(
            self.parameters,
            on_open_callback=lambda connection: connection.channel(on_open_callback=self._channel_opened),
            on_open_error_callback=lambda _connection, error: self._fail(error),
            on_close_callback=lambda _connection, reason: self._fail(reason),
        )
        self.channel: Any = None
        self.batch: _Batch | None = None
        self.published = 0
        self.thread = threading.Thread(target=self._run, name="publisher", daemon=True)
        self.thread.start()
        self.ready.wait()
        if self.lost is not None:
            raise BrokerDown(str(self.lost)) from self.lost

    def publish(self, messages: Sequence[Outgoing]) -> None:
        """Returns when each message is confirmed or refused. Raises ``BrokerDown``; confirmed ones stay marked."""
        self.batch = batch = _Batch(messages)  # before the call, so that a loss from now on ends the wait
        self._call(partial(self._fill_window, batch))
        batch.done.wait()
        if self.lost is not None:
            raise BrokerDown(str(self.lost)) from self.lost

    def close(self) -> None:
        if self.lost is None:
            self._call(self.connection.close)
        self.thread.join(CLOSE_SECONDS)

    def _call(self, function: Any) -> None:
        if self.lost is not None:
            raise BrokerDown(str(self.lost)) from self.lost
        self.connection.ioloop.add_callback_threadsafe(function)

    def _run(self) -> None:
        try:
            self.connection.ioloop.start()
        except Exception as error:  # noqa: BLE001 - whatever ends the loop must reach the waiting relay
            self._fail(error)
        self._fail(BrokerDown("The connection was closed."))

    def _fail(self, error: Exception) -> None:
        if self.lost is None:
            self.lost = error
        self.connection.ioloop.stop()
        self.ready.set()
        if self.batch is not None:
            self.batch.done.set()

    def _channel_opened(self, channel: Any) -> None:
        self.channel = channel
        channel.add_on_close_callback(lambda _channel, reason: self._fail(reason))
        channel.add_on_return_callback(self._returned)
        channel.confirm_delivery(self._settled, callback=lambda _frame: self.ready.set())

    def _fill_window(self, batch: "_Batch") -> None:
        publish = self.channel.basic_publish
        while batch.ready and len(batch.under_way) < WINDOW:
            message = batch.ready.popleft()
            self.published += 1
            batch.under_way[self.published] = message
            publish(EXCHANGE, message.key, message.body, _properties(message), mandatory=True)
        if not batch.under_way:
            batch.done.set()

    def _returned(self, _channel: Any, _method: Any, properties: BasicProperties, _body: bytes) -> None:
        if self.batch is not None:  # the broker confirms a returned message right after
            self.batch.returned.add(properties.message_id)

    def _settled(self, frame: Any) -> None:
        batch = self.batch
        if batch is None:
            return
        method = frame.method
        refused = "The broker refused the message." if isinstance(method, Basic.Nack) else None
        tags = batch.tags_up_to(method.delivery_tag) if method.multiple else (method.delivery_tag,)
        for tag in tags:
            batch.settle(tag, refused)
        self._fill_window(batch)


class _Batch:
    """Messages on their way: ready to be sent, under way, and waiting behind their subject's predecessor."""

    def __init__(self, messages: Sequence[Outgoing]) -> None:
        self.ready: deque[Outgoing] = deque()
        self.behind: defaultdict[str, deque[Outgoing]] = defaultdict(deque)
        self.under_way: dict[int, Outgoing] = {}
        self.returned: set[str | None] = set()
        self.done = threading.Event()
        started: set[str] = set()
        for message in messages:
            if message.subject in started:
                self.behind[message.subject].append(message)
            else:
                started.add(message.subject)
                self.ready.append(message)

    def tags_up_to(self, last: int) -> list[int]:
        tags = []
        for tag in self.under_way:  # insertion order is tag order
            if tag > last:
                break
            tags.append(tag)
        return tags

    def settle(self, tag: int, refused: str | None) -> None:
        message = self.under_way.pop(tag)
        message.error = UNROUTABLE if message.message_id in self.returned else refused
        message.confirmed = message.error is None
        if not self.behind:
            return
        successors = self.behind.get(message.subject)
        if successors and message.confirmed:
            self.ready.append(successors.popleft())


def _properties(message: Outgoing) -> BasicProperties:
    return BasicProperties(
        content_type=CONTENT_TYPE,
        delivery_mode=2,
        message_id=message.message_id,
        type=message.key,
        headers={"subject": message.subject},
    )


@dataclass(frozen=True, slots=True)
class Delivery:
    tag: int
    key: str
    body: bytes


class Subscription:
    """Deliveries of a queue, in order, unacknowledged until ``ack``. One thread only."""

    def __init__(self, amqp_url: str, queue: str) -> None:
        self.waiting: deque[Delivery] = deque()
        try:
            self.connection = pika.BlockingConnection(pika.URLParameters(amqp_url))
            self.channel = self.connection.channel()
            self.channel.basic_qos(prefetch_count=PREFETCH)
            self.channel.basic_consume(queue, self._delivered, arguments={"x-priority": randbelow(PRIORITIES)})
        except (AMQPError, OSError) as error:
            raise BrokerDown(repr(error)) from error

    def take(self, most: int, seconds: float) -> list[Delivery]:
        """Up to ``most`` deliveries; waits up to ``seconds`` for the first. Raises ``BrokerDown``."""
        self.idle(0 if self.waiting else seconds)
        arrived = 0
        while arrived < len(self.waiting) < most:  # each look reads only as much as fits into a buffer
            arrived = len(self.waiting)
            self.idle(0)
        return [self.waiting.popleft() for _ in range(min(most, len(self.waiting)))]

    def idle(self, seconds: float) -> None:
        """Serves the connection (heartbeats, deliveries) for up to ``seconds``. Raises ``BrokerDown``.

        The broker may end a consumer and leave the connection open: nothing would ever come then.
        """
        try:
            self.connection.process_data_events(time_limit=seconds)
        except (AMQPError, OSError) as error:
            raise BrokerDown(repr(error)) from error
        if not self.channel.is_open or not self.channel.consumer_tags:
            raise BrokerDown("The broker ended the consumer: its queue is gone, or held a message for too long.")

    def ack(self, last: Delivery) -> None:
        """Acknowledges ``last`` and all that were taken before it. Raises ``BrokerDown``."""
        try:
            self.channel.basic_ack(last.tag, multiple=True)
        except (AMQPError, OSError) as error:
            raise BrokerDown(repr(error)) from error

    def close(self) -> None:
        """What was taken and not acknowledged goes back to the queue."""
        try:
            self.connection.close()
        except (AMQPError, OSError):
            return

    def _delivered(self, _channel: Any, method: Any, _properties: BasicProperties, body: bytes) -> None:
        self.waiting.append(Delivery(method.delivery_tag, method.routing_key, body))


def check(amqp_url: str) -> None:
    """Raises ``BrokerDown`` with the reason when no connection can be made."""
    try:
        pika.BlockingConnection(pika.URLParameters(amqp_url)).close()
    except (AMQPError, OSError) as error:
        raise BrokerDown(repr(error)) from error
