"""Telling others what became of a posting."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.notify.contracts import PostingEvent
from services.notify.models import Posting
from shared import clock, outbox
from shared.db import actor_of


def announce_posting(session: Session, event: type[PostingEvent], posting: Posting) -> UUID:
    """Queues the event; returns its id."""
    notice, place = posting.notice, posting.place
    same = ("estate_id", "notice_id", "place_id", "state", "due_at", *("posted_at", "posted_by"))
    facts: dict[str, Any] = {name: getattr(posting, name) for name in (*same, "removed_at", "removed_by")}
    facts |= {"number": notice.number or "", "kind": notice.kind, "title": notice.title}
    facts |= {"place": where_it_hangs(posting), "place_kind": place.kind, "building_id": place.building_id}
    facts |= {"by": actor_of(session).name, "at": clock.now()}
    return outbox.add(session, event(posting_id=posting.id, **facts), posting)


def where_it_hangs(posting: Posting) -> str:
    """``2栋 大堂``."""
    return " ".join(filter(None, (posting.place.building, posting.place.name)))
