"""Personal data handed out on request, the same way in every service: a page, a download, a call of the API."""

from tempfile import SpooledTemporaryFile
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, send_file
from marshmallow import Schema, fields

from shared import clock
from shared import personal_data as copies
from shared.errors import NotFound
from shared.personal_data import PersonalData
from shared.web.access import db, reads, writes
from shared.web.api import ApiBlueprint
from shared.web.navigation import SERVICES
from shared.web.site import site

IN_MEMORY = 2**20
pages = Blueprint("personal_data", __name__, url_prefix="/personal-data")
api = ApiBlueprint("personal_data_api", __name__, url_prefix="/api/v1/personal-data", description="Personal data")


class PersonalDataSchema(Schema):
    """What this service keeps about a household: tables by name, each row by column."""

    customer_id = fields.UUID(required=True)
    taken_at = fields.AwareDateTime(required=True)
    parts = fields.Dict(keys=fields.String(), values=fields.List(fields.Dict()), required=True)


@pages.get("/<uuid:customer_id>")
@reads("people.disclose")
def overview(customer_id: UUID) -> str:
    """What is kept here, counted; one page in each service."""
    return render_template("personal_data.html", data=_gathered(customer_id), services=SERVICES)


@pages.post("/<uuid:customer_id>/download")
@writes("people.disclose")
def download(customer_id: UUID) -> Response:
    data = _gathered(customer_id)
    packed = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed when it was sent
    copies.archive(data, site().settings.site_zone, packed)
    packed.seek(0)
    copies.record_export(db(), data)
    day = clock.today(site().settings.site_zone).isoformat()
    name = f"{site().service.name}-{str(customer_id)[-6:]}-{day}.zip"
    return send_file(packed, "application/zip", as_attachment=True, download_name=name)


@api.post("/<uuid:customer_id>")
@writes("people.disclose", keeps_answer=False)
@api.response(200, PersonalDataSchema)
def handed_out(customer_id: UUID) -> dict[str, Any]:
    """What this service keeps about a household; that it was handed out is recorded."""
    data = _gathered(customer_id)
    copies.record_export(db(), data)
    return {"customer_id": customer_id, "taken_at": clock.now(), "parts": copies.as_json(data)}


def _gathered(customer_id: UUID) -> PersonalData:
    """Raises ``NotFound``."""
    gather = site().service.personal_data
    if gather is None:
        raise NotFound
    return gather(db(), customer_id)
