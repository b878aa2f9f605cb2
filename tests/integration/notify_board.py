"""For tests of notices: notify beside a desk, its staff at work on notices, its deadlines, and who reads the board."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from services.notify import handlers
from services.notify.app import SERVICE, create_app
from services.notify.handlers import NoticeContent
from services.notify.handlers.mailings import TELL_HOUSEHOLDS
from services.notify.models import Notice, NoticeKind, Premises
from shared import deadlines
from shared.audit import AuditRow, trail
from shared.timers import Deadline
from shared.web.identity import SESSION_COOKIE
from tests.conftest import MakeDatabase
from tests.integration.apps import app_on
from tests.integration.notify_office import Office
from tests.integration.ticketing_api import Caller, token_of
from tests.integration.ticketing_desk import Desk
from tests.integration.ticketing_site import Visitor

TEXT: dict[str, Any] = {
    "kind": NoticeKind.NOTICE,
    "title": "消防演练通知",
    "body": "本周六 **9:00** 举行消防演练。",
}


class Board(Office):
    """``do("lead", handlers.approve_notice, …)`` acts as that member of the desk's staff."""

    def open_app(self, data_dir: Path) -> "Board":
        self.settings = self.database.settings = replace(self.settings, data_dir=data_dir)
        self.app = app_on(self.database, self.settings, create_app)
        return self

    def do(self, username: str, verb: Any, /, **facts: Any) -> Any:
        with self.database.write(self.desk.actor(username)) as session:
            return verb(session, **facts)

    def draft(self, username: str = "officer", estate: str = "LX", **changes: Any) -> Notice:
        content = NoticeContent(**TEXT | changes)
        drafted: Notice = self.do(
            username, handlers.draft_notice, estate_id=self.desk.estates[estate].id, content=content
        )
        return drafted

    def submitted(self, **changes: Any) -> Notice:
        notice = self.draft(**changes)
        submitted: Notice = self.do("officer", handlers.submit_notice, notice_id=notice.id)
        return submitted

    def published(self, **changes: Any) -> Notice:
        """Written by the officer, approved by the lead."""
        notice = self.submitted(**changes)
        published: Notice = self.do("lead", handlers.approve_notice, notice_id=notice.id)
        return published

    def notice(self, notice: Notice) -> Notice:
        """As it stands now."""
        with self.database.read() as session:
            return session.get_one(Notice, notice.id)

    def fire_due(self) -> int:
        """Fires what is due; returns how many deadlines that were beside those that tell households."""
        self.tell()
        return deadlines.fire_due(self.database, SERVICE)

    def tell(self) -> None:
        """Writes to all households that are to be told of notices."""
        mine = select(Deadline).where(Deadline.kind == TELL_HOUSEHOLDS, Deadline.state == "pending").limit(1)
        while True:
            with self.database.write() as session:
                deadline = session.scalars(mine).first()
                if deadline is None:
                    return
                handlers.tell_next_chunk(session, mailing_id=deadline.subject)
                deadline.state = "fired"

    def told(self, prefix: str = "notice_") -> list[str]:
        """Names of what notify has told others about notices."""
        return [name for name, _data in self.events() if name.startswith(prefix)]

    def trail(self, notice: Notice) -> list[AuditRow]:
        with self.database.read() as session:
            return list(reversed(trail(session, subject=notice.id).items))

    def items(self, username: str) -> list[str]:
        """Titles in the inbox of this member of staff."""
        staff = self.desk.staff[username]
        return [message.title for message in self.messages(recipient_id=staff.id)]

    def premises(self, estate: str = "LX") -> list[Premises]:
        with self.database.read() as session:
            found = select(Premises).where(Premises.estate_id == self.desk.estates[estate].id)
            return list(session.scalars(found.order_by(Premises.path)))

    def visitor(self, username: str | None = None, language: str = "zh") -> Visitor:
        visitor = Visitor(self.app, language, "/notify")
        if username is not None:
            staff = self.desk.stranger if username == "stranger" else self.desk.staff[username]
            visitor.client.set_cookie(SESSION_COOKIE, token_of(staff))
        return visitor

    def caller(self, username: str) -> Caller:
        return Caller(self.app, token_of(self.desk.staff[username]), api="/notify/api/v1")


def open_board(desk: Desk, make_database: MakeDatabase, data_dir: Path) -> Board:
    database = make_database("notify", furnish=partial(Office, desk, channel_urls={}))
    return Board(desk, database, {}).open_app(data_dir)
