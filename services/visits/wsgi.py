"""The visits service for gunicorn."""

from services.visits.app import create_app
from shared.web import mounted

application = mounted(create_app())
