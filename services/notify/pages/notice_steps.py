"""One notice, and its steps from the draft to the board and off it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext as _

from services.notify import handlers, queries
from services.notify.config import settings_of
from services.notify.models import Estate, Notice, NoticeKind, NoticeStep, announced_in_time, legal_notice_steps
from services.notify.schemas import ApproveNoticeSchema, ReasonSchema, ScheduleNoticeFormSchema
from shared import audit
from shared.web import Form, actor, blank, db, reads, see_other, submitted, writes
from shared.web.display import may
from shared.web.trail import told

notice_steps = Blueprint("notice_steps", __name__, url_prefix="/notices/<uuid:notice_id>")
PERMISSIONS = {
    NoticeStep.EDIT: "notices.write",
    NoticeStep.SUBMIT: "notices.write",
    NoticeStep.TAKE_BACK: "notices.write",
    NoticeStep.DISCARD: "notices.write",
    NoticeStep.REVISE: "notices.write",
    NoticeStep.ALL_CLEAR: "notices.write",
    NoticeStep.RETURN: "notices.approve",
    NoticeStep.APPROVE: "notices.approve",
    NoticeStep.SCHEDULE: "notices.approve",
    NoticeStep.PUBLISH: "notices.approve",
    NoticeStep.WITHDRAW: "notices.approve",
}


@notice_steps.get("")
@reads("notices.read")
def one(notice_id: UUID) -> Any:
    return notice_page(notice_id, blank())


@notice_steps.get("/told")
@reads("notices.read")
def told_households(notice_id: UUID) -> Any:
    """How many households have been told; renewed by itself until nothing is under way."""
    notice = queries.notice(db(), notice_id)
    return render_template("notice_told.html", notice=notice, mailings=queries.mailing_counts(db(), notice_id))


@notice_steps.post("/submit")
@writes("notices.write")
def submit(notice_id: UUID) -> Any:
    done = _("Submitted. Whoever may approve it has been told.")
    return _taken(notice_id, blank(), lambda: handlers.submit_notice(db(), notice_id=notice_id), done)


@notice_steps.post("/take-back")
@writes("notices.write")
def take_back(notice_id: UUID) -> Any:
    done = _("A draft again; once changed, it has to be approved anew.")
    return _taken(notice_id, blank(), lambda: handlers.take_back_notice(db(), notice_id=notice_id), done)


@notice_steps.post("/discard")
@writes("notices.write")
def discard(notice_id: UUID) -> Any:
    done = _("The draft has been discarded.")
    return _taken(notice_id, blank(), lambda: handlers.discard_notice(db(), notice_id=notice_id), done)


@notice_steps.post("/revise")
@writes("notices.write")
def revise(notice_id: UUID) -> Any:
    """Goes on to the draft of the new version."""
    form = blank()
    if new := form.attempt(lambda: handlers.revise_notice(db(), notice_id=notice_id)):
        flash(_("A draft of the new version. Residents see the old one until this one is published."), "success")
        return see_other(url_for("notice_pages.edit_form", notice_id=new.id))
    return notice_page(notice_id, form), 422


@notice_steps.post("/return")
@writes("notices.approve")
def send_back(notice_id: UUID) -> Any:
    form = submitted(ReasonSchema())
    done = _("Sent back to who wrote it.")
    return _taken(notice_id, form, lambda: handlers.return_notice(db(), notice_id=notice_id, **form.facts), done)


@notice_steps.post("/approve")
@writes("notices.approve")
def approve(notice_id: UUID) -> Any:
    form = submitted(ApproveNoticeSchema())
    done = _("Approved.")
    return _taken(notice_id, form, lambda: handlers.approve_notice(db(), notice_id=notice_id, **form.facts), done)


@notice_steps.post("/schedule")
@writes("notices.approve")
def schedule(notice_id: UUID) -> Any:
    form = submitted(ScheduleNoticeFormSchema())
    done = _("It goes to the boards by itself at that time.")
    return _taken(notice_id, form, lambda: handlers.schedule_notice(db(), notice_id=notice_id, **form.facts), done)


@notice_steps.post("/publish")
@writes("notices.approve")
def publish(notice_id: UUID) -> Any:
    done = _("It is on the boards.")
    return _taken(notice_id, blank(), lambda: handlers.publish_notice(db(), notice_id=notice_id), done)


@notice_steps.post("/all-clear")
@writes("notices.write")
def all_clear(notice_id: UUID) -> Any:
    done = _("The board says that it is over.")
    return _taken(notice_id, blank(), lambda: handlers.give_all_clear(db(), notice_id=notice_id), done)


@notice_steps.post("/withdraw")
@writes("notices.approve")
def withdraw(notice_id: UUID) -> Any:
    form = submitted(ReasonSchema())
    done = _("It is off the boards; its page says why.")
    return _taken(notice_id, form, lambda: handlers.withdraw_notice(db(), notice_id=notice_id, **form.facts), done)


def notice_page(notice_id: UUID, form: Form) -> str:
    notice = queries.notice(db(), notice_id)
    estate = queries.estate(db(), notice.estate_id)
    postings = sorted(queries.postings(db(), notice_id=notice_id, limit=200).items, key=lambda row: row.id)
    return render_template(
        "notice.html",
        notice=notice,
        estate=estate,
        form=form,
        steps=_possible_steps(notice),
        own=notice.submitted_by_id == actor().id,
        successor=queries.successor(db(), notice_id),
        statement=queries.statement_of_notice(db(), notice_id) if notice.kind is NoticeKind.STATEMENT else None,
        opened=queries.reads(db(), notice_id),
        history=[told(row) for row in audit.trail(db(), subject=notice_id).items],
        postings=postings,
        mailings=queries.mailing_counts(db(), notice_id),
        announced=announced_in_time(notice, postings),
        address=public_address(notice, estate),
    )


def public_address(notice: Notice, estate: Estate) -> str:
    where = url_for("board.notice", estate_code=estate.code, notice_id=notice.id)
    return settings_of(db()).public_url + where


def _possible_steps(notice: Notice) -> list[NoticeStep]:
    steps = [step for step in legal_notice_steps(notice.state) if step in PERMISSIONS and may(PERMISSIONS[step])]
    over = not notice.is_outage or notice.all_clear_at is not None
    if notice.kind is NoticeKind.STATEMENT:
        steps = [step for step in steps if step is not NoticeStep.REVISE]  # the statement is corrected, and signed anew
    return [step for step in steps if step is not NoticeStep.ALL_CLEAR or not over]


def _taken(notice_id: UUID, form: Form, step: Callable[[], Notice], done: str) -> Any:
    """Back to the notice, which shows where it stands now, or why it could not be done."""
    if form.valid and form.attempt(step) is not None:
        flash(done, "success")
        return see_other(url_for(".one", notice_id=notice_id))
    return notice_page(notice_id, form), 422
