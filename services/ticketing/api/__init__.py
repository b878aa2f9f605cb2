"""The front desk's JSON API, ``/api/v1``."""

from services.ticketing.api.sessions import sessions

BLUEPRINTS = (sessions,)
