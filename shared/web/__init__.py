"""The HTTP edge of every service: one transaction for each request, a permission for each route, pages and JSON."""

from shared.web.access import PUBLIC, actor, db, open_to_all, reads, signed_in, writes
from shared.web.api import ApiBlueprint, page_args, page_schema
from shared.web.app import create_app, mounted
from shared.web.errors import refused
from shared.web.forms import Form, blank, submitted
from shared.web.identity import proved_lately
from shared.web.language import language_of_reader
from shared.web.qr import qr_code
from shared.web.responses import local_path, see_other, service_worker
from shared.web.site import site
from shared.web.validation import in_words, said

__all__ = [
    "PUBLIC",
    "ApiBlueprint",
    "Form",
    "actor",
    "blank",
    "create_app",
    "db",
    "in_words",
    "language_of_reader",
    "local_path",
    "mounted",
    "open_to_all",
    "page_args",
    "page_schema",
    "proved_lately",
    "qr_code",
    "reads",
    "refused",
    "said",
    "see_other",
    "service_worker",
    "signed_in",
    "site",
    "submitted",
    "writes",
]
