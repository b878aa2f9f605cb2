"""``Idempotency-Key``: the same request sent twice takes effect once and gets the same answer."""

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from flask import Response, make_response, request
from sqlalchemy.orm import Session

from shared import clock
from shared.actors import Actor
from shared.bulk import insert_new
from shared.errors import N_, DomainError, Invalid
from shared.idempotency import StoredResponse
from shared.web.responses import wants_json

HEADER = "Idempotency-Key"
LONGEST_KEY = 200
KEY_PATTERN = "^[!-~]+$"
_KEY = re.compile(KEY_PATTERN)


class KeyReused(DomainError):
    """HTTP status 422."""

    status = 422
    message = N_("This Idempotency-Key was used for another request.")


def once(session: Session, actor: Actor, view: Callable[[], Any]) -> Any:
    """Calls ``view`` unless its answer is already stored. The row is taken first, so that a twin waits for it.

    Raises ``KeyReused``, ``Invalid`` for an impossible key.
    """
    key = request.headers.get(HEADER)
    if key is None or request.method != "POST" or not wants_json():
        return view()
    if not 0 < len(key) <= LONGEST_KEY or not _KEY.fullmatch(key):
        raise Invalid({HEADER: [N_("A key has 1 to 200 printable characters.")]})
    identity = {"key": key, "caller": str(actor.id or request.remote_addr), "route": request.path}
    digest = _fingerprint()
    placeholder = identity | {
        "request_hash": digest,
        "status": 0,
        "content_type": "",
        "body": b"",
        "created_at": clock.now(),
    }
    is_new = bool(insert_new(session, StoredResponse, [placeholder], StoredResponse.key))
    stored = session.get_one(StoredResponse, (identity["key"], identity["caller"], identity["route"]))
    if is_new:
        return _keep(stored, make_response(view()))
    if stored.request_hash != digest:
        raise KeyReused
    return Response(stored.body, stored.status, content_type=stored.content_type)


def _fingerprint() -> str:
    """Equal for equal requests; a form's bytes are not, since each sending draws a boundary of its own."""
    if request.mimetype != "multipart/form-data":
        return sha256(request.get_data()).hexdigest()
    digest = sha256(repr(list(request.form.items(multi=True))).encode())
    for name, file in request.files.items(multi=True):
        digest.update(name.encode() + sha256(file.stream.read()).digest())
        file.stream.seek(0)
    return digest.hexdigest()


def _keep(stored: StoredResponse, response: Response) -> Response:
    stored.status, stored.content_type, stored.body = response.status_code, response.content_type, response.get_data()
    return response
