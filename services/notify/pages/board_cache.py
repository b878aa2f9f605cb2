"""Pages of the board are drawn once for each language and state of the board, and not sent to who has them."""

from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock

from flask import Response, request

from services.notify import queries
from services.notify.models import Estate
from shared.i18n import ROOT
from shared.web import db, language_of_reader

MOST_KEPT = 200
HTML = "text/html; charset=utf-8"
SOURCES = ("shared/web/templates/*", "shared/web/static/*", "services/notify/templates/*", "*/**/LC_MESSAGES/*.mo")

_kept: OrderedDict[str, str] = OrderedDict()
_lock = Lock()


def drawn_once(
    estate: Estate, draw: Callable[[], str], content_type: str = HTML, seen: tuple[object, ...] = ()
) -> Response:
    """What ``draw`` returns, or 304 where the browser has it; asks the database only whether the board has changed.

    ``seen`` is what else the page shows.
    """
    tag = _tag(estate, seen)
    if request.if_none_match.contains_weak(tag):
        return _answer(Response(status=304), tag)
    body = _kept.get(tag)
    if body is None:
        body = draw()
        _keep(tag, body)
    return _answer(Response(body, content_type=content_type), tag)


def _tag(estate: Estate, seen: tuple[object, ...]) -> str:
    """Another one with every change of what may be seen at this address."""
    board = (estate.id, estate.name, queries.board_stamp(db(), estate.id))
    facts = (_release(), request.full_path, language_of_reader(), *board, *seen)
    return sha256(repr(facts).encode()).hexdigest()[:32]


def _answer(answer: Response, tag: str) -> Response:
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.headers["Vary"] = "Accept-Language, Cookie"
    return answer


def _keep(tag: str, body: str) -> None:
    with _lock:
        _kept[tag] = body
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)


@cache
def _release() -> str:
    """Of the templates and texts, the same in all processes of one release."""
    digest = sha256()
    for pattern in SOURCES:
        for path in sorted(Path(ROOT).glob(pattern)):
            if path.is_file():
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
