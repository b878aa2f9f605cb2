"""All four services in one web process, as Caddy shows them in the other ways to run."""

from typing import Any

from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from services.notify.app import create_app as notify
from services.survey.app import create_app as survey
from services.ticketing.app import create_app as ticketing
from services.visits.app import create_app as visits
from shared import garbage

HOME = "/ticketing/today"


@Request.application
def elsewhere(request: Request) -> Any:
    """``/`` leads to the staff's day; nothing else lies outside the services."""
    return redirect(HOME) if request.path == "/" else Response("Not found\n", 404)


application = DispatcherMiddleware(
    elsewhere,
    {"/ticketing": ticketing(), "/survey": survey(), "/notify": notify(), "/visits": visits()},
)
garbage.settle()
