"""A household answers, by its own link and without an account."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from services.survey import handlers, queries
from services.survey.handlers.signed_links import LASTS_DAYS, invitation_of
from services.survey.models import Document, Invitation, QuestionKind
from shared.errors import DomainError, NotFound
from shared.web import PUBLIC, Form, blank, db, reads, see_other, writes
from shared.web.validation import of_domain_error

answering = Blueprint("answering", __name__, url_prefix="/answer")


@answering.get("/<token>")
@reads(PUBLIC, limit="60 per minute")
def ask(token: str) -> Any:
    invitation = _invitation(token)
    if invitation is None:
        return render_template("answer_unknown.html", days=LASTS_DAYS), 404
    form = blank(_typed(invitation.campaign.edition.document, invitation.kept or {}))
    return _page(invitation, form)


@answering.post("/<token>")
@writes(PUBLIC, limit="30 per minute", keeps_answer=False)
def hand_in(token: str) -> Any:
    """Sent twice, the first answers count, and both times the resident is thanked."""
    invitation = _invitation(token)
    if invitation is None:
        return render_template("answer_unknown.html", days=LASTS_DAYS), 404
    given = _given(invitation.campaign.edition.document, request.form)
    form = blank(request.form)
    if form.attempt(lambda: handlers.hand_in(db(), invitation_id=invitation.id, given=given)) is not None:
        return see_other(url_for(".ask", token=token))
    return _page(queries.invitation(db(), invitation.id), form), 200 if invitation.answered else 422


@answering.post("/<token>/kept")
@writes(PUBLIC, limit="120 per minute", keeps_answer=False)
def keep(token: str) -> Any:
    """What was chosen so far, sent by the page itself while it is filled in."""
    invitation = _invitation(token)
    if invitation is None:
        raise NotFound
    given = _given(invitation.campaign.edition.document, request.form)
    handlers.keep_answers(db(), invitation_id=invitation.id, given=given)
    return "", 204


def _invitation(token: str) -> Invitation | None:
    invitation_id = invitation_of(db(), token)
    try:
        return queries.invitation(db(), invitation_id) if invitation_id else None
    except NotFound:
        return None


def _page(invitation: Invitation, form: Form) -> str:
    """The questions, or why they are not asked now."""
    try:
        handlers.awaiting(db(), invitation.id)
        refusal = None
    except DomainError as error:
        refusal = of_domain_error(error)[""][0]
    return render_template(
        "answer.html", invitation=invitation, campaign=invitation.campaign, form=form, refusal=refusal
    )


def _given(document: Document, form: MultiDict[str, str]) -> dict[str, Any]:
    """The answers as the form has them: a matrix has one field for each line, ``q5.a``."""
    given: dict[str, Any] = {}
    for question in document.questions:
        if question.kind is QuestionKind.MULTIPLE:
            given[question.key] = form.getlist(question.key)
        elif question.kind is QuestionKind.MATRIX:
            given[question.key] = {line.value: form.get(f"{question.key}.{line.value}") for line in question.choices}
        else:
            given[question.key] = form.get(question.key)
    return given


def _typed(document: Document, kept: dict[str, Any]) -> dict[str, Any]:
    """Kept answers as the form has them."""
    typed = dict(kept)
    for question in document.questions:
        if question.kind is QuestionKind.MATRIX:
            typed |= {f"{question.key}.{line}": score for line, score in kept.get(question.key, {}).items()}
    return typed
