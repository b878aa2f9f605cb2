"""What the container engine, the proxy and Prometheus ask for."""

from typing import Any

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from shared.web.access import open_to_all
from shared.web.site import site

health = Blueprint("health", __name__)


@health.get("/healthz")
@open_to_all
def healthz() -> Any:
    """The process lives."""
    return {"status": "ok"}


@health.get("/readyz")
@open_to_all
def readyz() -> Any:
    """The database answers; a lost broker must not take the pages down, since the outbox keeps what is written."""
    ready = site().database.answers()
    return {"status": "ok" if ready else "database down"}, 200 if ready else 503


@health.get("/metrics")
@open_to_all
def metrics() -> Response:
    """For Prometheus; the public proxy does not pass it on."""
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)
