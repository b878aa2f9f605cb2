"""``gunicorn services.survey.wsgi:application``."""

from services.survey.app import create_app
from shared import garbage
from shared.web import mounted

application = mounted(create_app())
garbage.settle()
