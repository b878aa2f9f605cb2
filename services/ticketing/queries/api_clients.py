"""Reads of the other systems that have tokens."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing.models import ApiClient
from shared.paging import Page, page


def api_clients(session: Session, *, after: str | None = None, limit: int = 50) -> Page[ApiClient]:
    """By name, revoked ones too."""
    return page(session, select(ApiClient), [ApiClient.name], after=after, limit=limit)
