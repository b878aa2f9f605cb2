"""Answers that several views give."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Response, redirect, request, send_from_directory

STATIC = Path(__file__).resolve().parent / "static"


def see_other(url: str) -> Any:
    """After a form was accepted: the browser goes on with a GET, so that a reload sends nothing again."""
    return redirect(url, 303)


def local_path(url: str | None, default: str) -> str:
    """``url`` when it stays on this site, else ``default``: a link must not lead a signed-in person elsewhere."""
    parts = urlsplit(url or "")
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith(("//", "/\\")):
        return default
    return url or default


def service_worker() -> Response:
    """The script that lets the pages beside the view's address open without a connection."""
    response = send_from_directory(STATIC, "offline.js", mimetype="text/javascript", max_age=0)
    response.headers["Service-Worker-Allowed"] = f"{request.script_root}{request.path.rpartition('/')[0]}"
    return response


def wants_json() -> bool:
    """Whether the answer goes to a program."""
    return request.path.startswith("/api/")


def wants_page() -> bool:
    """Whether a person will see the answer, who may also open a photo's address of the API in a browser."""
    if not wants_json():
        return True
    return (
        request.method == "GET"
        and request.accept_mimetypes.best_match(("application/json", "text/html")) == "text/html"
    )


def wants_fragment() -> bool:
    """Whether the answer replaces a live part of a page that is open."""
    return "X-Fragment" in request.headers
