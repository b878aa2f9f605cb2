"""For tests of notify: its database fed by a front desk's real events, and its ledger as a reader sees it."""

import threading
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import msgspec
from sqlalchemy import delete, select, update
from sqlalchemy.orm import selectinload

from deploy.ed25519 import key_pair
from services.notify import handlers, sender
from services.notify.app import SERVICE
from services.notify.channels import Channels
from services.notify.config import Settings
from services.notify.models import Delivery, Message
from services.ticketing import handlers as desk_handlers
from services.ticketing.models import AnswerChannel, Ticket
from shared import config
from shared.actors import SYSTEM, Actor
from shared.db import Database
from shared.inbox import Inbox
from shared.outbox import OutboxRow
from tests.conftest import MakeDatabase
from tests.integration.ticketing_api import KEYS
from tests.integration.ticketing_desk import SETTINGS, Desk

STATEMENT_KEY, STATEMENT_KEYS = key_pair()


def settings(channel_urls: Mapping[str, str]) -> Settings:
    """As the desk's, with these channels, taking the sign-in tokens that tests make, and signing statements."""
    common = {field.name: getattr(SETTINGS, field.name) for field in fields(config.Settings)}
    keys = {"session_keys": KEYS, "statement_signing_key": STATEMENT_KEY, "statement_keys": STATEMENT_KEYS}
    return Settings(**common | keys | {"service": "notify", "channel_urls": channel_urls})


class Office:
    """Notify beside a desk; ``channel_urls`` may be changed while it works."""

    def __init__(self, desk: Desk, database: Database, channel_urls: Mapping[str, str]) -> None:
        self.desk = desk
        self.database = database
        self.use(channel_urls)
        self.hear()

    def use(self, channel_urls: Mapping[str, str]) -> None:
        self.settings = self.database.settings = settings(channel_urls)
        self.channels = Channels(channel_urls)

    def hear(self) -> int:
        """Takes in what the desk has told since and notify reads; returns how many events that were."""
        read = [contract.key for contract in SERVICE.subscriptions]
        with self.desk.database.write() as session:
            rows = session.execute(select(OutboxRow.key, OutboxRow.body).order_by(OutboxRow.seq)).all()
            session.execute(delete(OutboxRow))
        events = [(key, body) for key, body in rows if key in read]
        Inbox(self.database, SERVICE).apply(events)
        return len(events)

    def open(self, **facts: Any) -> Ticket:
        ticket = self.desk.open(**facts)
        self.hear()
        return ticket

    def send(self) -> int:
        """Sends what is due, and what follows from that; returns how many tries were made."""
        tries = 0
        while self.send_one():
            tries += 1
        return tries

    def send_one(self) -> bool:
        return bool(sender.send_due(self.database, self.channels, sender.Pace(), threading.Event()))

    def claim(self) -> handlers.Claim | None:
        """What a sender does before it is killed."""
        return next(iter(self.claims(1)), None)

    def claims(self, limit: int) -> list[handlers.Claim]:
        with self.database.write() as session:
            return handlers.claim_due(session, limit)

    def messages(self, actor: Actor = SYSTEM, **wanted: Any) -> list[Message]:
        """Oldest first, with deliveries and tries."""
        parts = selectinload(Message.deliveries).selectinload(Delivery.tries)
        with self.database.read(actor) as session:
            found = select(Message).filter_by(**wanted).options(parts).order_by(Message.id)
            return list(session.scalars(found))

    def message(self, **wanted: Any) -> Message:
        (found,) = self.messages(**wanted)
        return found

    def delivery(self, channel: str = "email") -> Delivery:
        """The only one on this channel."""
        (found,) = [row for message in self.messages() for row in message.deliveries if row.channel == channel]
        return found

    def standing(self) -> list[list[tuple[str, str, str | None]]]:
        """Of each message, each delivery's channel, state and reason."""
        return [[(row.channel, row.state, row.reason) for row in message.deliveries] for message in self.messages()]

    def events(self) -> list[tuple[str, dict[str, Any]]]:
        """Name and payload of what notify has told others, in order."""
        with self.database.read() as session:
            rows = session.scalars(select(OutboxRow).order_by(OutboxRow.seq)).all()
        return [(row.key.split(".")[1], msgspec.json.decode(row.body)["data"]) for row in rows]

    def let_time_pass(self, length: timedelta) -> None:
        """As for the senders: every wait and lease is nearer its end by ``length``."""
        with self.database.write() as session:
            waiting = session.scalars(select(Delivery).where(Delivery.next_attempt_at.is_not(None))).all()
            for row in waiting:
                later = row.next_attempt_at or datetime.now(UTC)
                session.execute(update(Delivery).where(Delivery.id == row.id).values(next_attempt_at=later - length))


def open_office(desk: Desk, make_database: MakeDatabase, channel_urls: Mapping[str, str]) -> Office:
    """Notify beside a desk of whose people it knows."""
    database = make_database("notify", furnish=partial(Office, desk, channel_urls={}))
    return Office(desk, database, channel_urls)


def through_all_steps(desk: Desk, ticket: Ticket) -> None:
    """From the dispatch to the close, and once more open."""
    desk.do("officer", desk_handlers.assign, ticket_id=ticket.id, assignee_id=desk.staff["plumber"].id)
    desk.do("plumber", desk_handlers.arrive, ticket_id=ticket.id)
    desk.do("plumber", desk_handlers.resolve, ticket_id=ticket.id, resolution="更换角阀")
    answer = {"answer": "已更换角阀，三个月内免费保修。", "channel": AnswerChannel.PHONE}
    desk.do("officer", desk_handlers.answer, ticket_id=ticket.id, **answer)
    desk.do("officer", desk_handlers.close, ticket_id=ticket.id)
    desk.do("officer", desk_handlers.reopen, ticket_id=ticket.id, reason="夜里又漏水")
