"""``gunicorn services.ticketing.wsgi:application``."""

from services.ticketing.app import create_app
from shared import garbage
from shared.web import mounted

application = mounted(create_app())
garbage.settle()
