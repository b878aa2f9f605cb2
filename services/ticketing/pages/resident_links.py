"""Opening the links by which residents act without an account."""

from typing import NoReturn
from uuid import UUID

from flask import abort, make_response, render_template

from services.ticketing import queries
from services.ticketing.config import settings_of
from services.ticketing.handlers.signed_links import Purpose, subject_of
from services.ticketing.models import Reporter, Ticket
from shared.web import db


def subject_behind(purpose: Purpose, token: str) -> UUID | None:
    """What the link is about, None for one that is forged or too old.

    A household's links end when it moves out: then the answer is a page that says so, and nothing of the request.
    """
    subject = subject_of(settings_of(db()), purpose, token)
    if subject and queries.has_left(db(), Reporter if purpose is Purpose.REPORT else Ticket, subject):
        end_link()
    return subject


def end_link() -> NoReturn:
    """The household has moved out: the link shows nothing of the request any more."""
    abort(make_response(render_template("status_ended.html"), 410))
