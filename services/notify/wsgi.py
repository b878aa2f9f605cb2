"""``gunicorn services.notify.wsgi:application``."""

from services.notify.app import create_app
from shared import garbage
from shared.web import mounted

application = mounted(create_app())
garbage.settle()
