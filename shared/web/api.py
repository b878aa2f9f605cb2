"""The JSON API: flask-smorest with our errors, lists by key, and documentation that loads nothing from outside."""

from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

import swagger_ui_bundle
from flask import Blueprint, Flask, Request, Response, render_template, send_from_directory
from flask_smorest import Api
from flask_smorest import Blueprint as SmorestBlueprint
from flask_smorest.utils import prepare_response
from marshmallow import RAISE, Schema, fields, validate
from webargs import missing
from webargs.flaskparser import FlaskParser
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from shared.paging import MOST
from shared.web import errors
from shared.web.access import PUBLIC, open_to_all
from shared.web.idempotency import HEADER, KEY_PATTERN, LONGEST_KEY

FORM = "multipart/form-data"
IDEMPOTENCY_KEY = {
    "in": "header",
    "name": HEADER,
    "description": "The same request with the same key takes effect once and gets the same answer, for two days.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": KEY_PATTERN},
}
OPENAPI_PATH = "/api/v1"
SWAGGER_UI = Path(swagger_ui_bundle.swagger_ui_path)


class ProblemSchema(Schema):
    """RFC 9457; ``errors`` holds messages by field, ``reference`` finds the request in the logs.

    ``holders`` of a 403 are the roles that may do it.
    """

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    errors = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))
    holders = fields.List(fields.String())
    reference = fields.String(required=True)


class ProblemApi(Api):  # type: ignore[misc] # flask-smorest ships no types
    """flask-smorest's API whose errors are problems."""

    ERROR_SCHEMA = ProblemSchema

    def handle_http_exception(self, error: Any) -> Any:
        return errors.http_error(error)

    def _register_responses(self) -> None:
        """flask-smorest would document errors as ``application/json``."""
        names = {status.name: status.phrase for status in HTTPStatus if status >= 400}
        for name, description in (names | {"DEFAULT_ERROR": "A problem"}).items():
            response = {"description": description, "schema": self.ERROR_SCHEMA}
            prepare_response(response, self.spec, errors.PROBLEM)
            self.spec.components.response(name, response, lazy=True)


class BodyParser(FlaskParser):
    """Refuses a body that is no JSON, whatever it is, and builds each schema once instead of for every request.

    A filter that does not exist is refused too: left out silently, a misspelt one would show all rows as found.
    """

    DEFAULT_UNKNOWN_BY_LOCATION = FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION | {"query": RAISE}

    def _get_schema(self, argmap: Any, req: Request) -> Any:
        return _built(argmap) if isinstance(argmap, type) else super()._get_schema(argmap, req)

    def _raw_load_json(self, req: Request) -> Any:
        if not req.get_data():
            return missing
        if not req.is_json:
            raise UnsupportedMediaType
        try:
            return super()._raw_load_json(req)
        except (RecursionError, ValueError) as error:  # nested too deeply, or a number of thousands of digits
            raise BadRequest from error

    def load_json_or_form(self, req: Request, schema: Schema) -> Any:
        return self.load_form(req, schema) if req.mimetype == FORM else self.load_json(req, schema)

    def load_form(self, req: Request, schema: Schema) -> Any:
        """A form's files are fields of it."""
        if req.mimetype != FORM:
            raise UnsupportedMediaType
        files = MultiDict((name, file) for name, file in req.files.items(multi=True) if file.filename)
        return self._makeproxy(CombinedMultiDict([req.form, files]), schema)


class ApiBlueprint(SmorestBlueprint):  # type: ignore[misc] # flask-smorest ships no types
    """Routes of a JSON API; see flask-smorest's ``Blueprint``. Its document tells who may call a route."""

    ARGUMENTS_PARSER = BodyParser()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._prepare_doc_cbks.append(_document_guard)


def _document_guard(doc: dict[str, Any], doc_info: dict[str, Any], *, method: str, **_context: Any) -> dict[str, Any]:
    """Tells of each route what ``reads`` and ``writes`` make of it."""
    guard = doc_info.get("guard", {"permission": PUBLIC, "repeatable": False})
    if guard["permission"] == PUBLIC:
        doc["security"] = []
    else:
        doc["x-permission"] = guard["permission"]
    if guard["repeatable"] and method == "post":
        doc.setdefault("parameters", []).append(IDEMPOTENCY_KEY)
    return doc


@cache
def _built(schema: type[Schema]) -> Schema:
    return schema()


class PageArgs(Schema):
    """``after`` is the ``next`` of the page before."""

    after = fields.String(load_default=None, validate=validate.Length(max=500))
    limit = fields.Integer(load_default=50, validate=validate.Range(1, MOST))


@cache
def page_args(filters: type[Schema] | None = None) -> type[Schema]:
    """The query of a list: its filters, and the place in it."""
    bases = (PageArgs,) if filters is None else (filters, PageArgs)
    name = f"{filters.__name__.removesuffix('Schema') if filters else ''}PageArgs"
    return type(name, bases, {})


@cache
def page_schema(row: type[Schema]) -> type[Schema]:
    """``{items, next}``."""
    name = f"{row.__name__.removesuffix('Schema')}Page"
    attributes = {
        "items": fields.List(fields.Nested(row), required=True),
        "next": fields.String(required=True, allow_none=True),
    }
    return type(name, (Schema,), attributes)


def install(app: Flask, title: str) -> ProblemApi:
    """Adds the OpenAPI document at ``/api/v1/openapi.json`` and its reader at ``/api/v1/docs``."""
    app.config.update(
        API_TITLE=title,
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=OPENAPI_PATH,
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "servers": [{"url": app.config["APPLICATION_ROOT"]}],
            "security": [{"bearer": []}],
            "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
        },
    )
    app.register_blueprint(_documentation())
    return ProblemApi(app)


def _documentation() -> Blueprint:
    documentation = Blueprint("documentation", __name__, url_prefix=f"{OPENAPI_PATH}/docs")

    @documentation.get("/")
    @open_to_all
    def reader() -> str:
        return render_template("api_docs.html")

    @documentation.get("/<path:filename>")
    @open_to_all
    def package_file(filename: str) -> Response:
        return send_from_directory(SWAGGER_UI, filename)

    return documentation
