"""调查: planning surveys among residents and watching how far they have come (A1.4, A2.1)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _

from services.survey import handlers, queries
from services.survey.handlers.signed_links import answer_link
from services.survey.models import CampaignState, HouseholdKind
from services.survey.schemas import CancelCampaignSchema, DaysSchema, InvitationFilterSchema, PlanCampaignFormSchema
from shared.permissions import holders
from shared.web import Form, blank, db, qr_code, reads, see_other, submitted, writes

campaigns = Blueprint("campaign_pages", __name__)


@campaigns.get("/")
@reads("surveys.read")
def overview() -> Any:
    """``state`` narrows the list."""
    wanted = request.args.get("state", "")
    state = CampaignState(wanted) if wanted in list(CampaignState) else None
    page = queries.campaigns(db(), state=state, after=request.args.get("after"), limit=50)
    return render_template("campaigns.html", page=page, states=CampaignState, planners=holders("surveys.run"))


@campaigns.get("/campaigns/new")
@reads("surveys.run")
def new() -> Any:
    """``estate`` chooses one of the reader's; without it the first."""
    return _plan_page(blank({"estate_id": request.args.get("estate"), "act_at": 2}))


@campaigns.post("/campaigns/new")
@writes("surveys.run")
def plan() -> Any:
    form = submitted(PlanCampaignFormSchema())
    if form.valid and (row := form.attempt(lambda: handlers.plan_campaign(db(), **form.facts))):
        flash(_("Planned. It opens by itself in the morning of the first day."), "success")
        return see_other(url_for(".one", campaign_id=row.id))
    return _plan_page(form), 422


@campaigns.get("/campaigns/<uuid:campaign_id>")
@reads("surveys.read")
def one(campaign_id: UUID) -> Any:
    """Its dates, its progress by building, and the households that were invited."""
    return _one_page(campaign_id, blank())


@campaigns.get("/campaigns/<uuid:campaign_id>/progress")
@reads("surveys.read")
def progress(campaign_id: UUID) -> Any:
    """The part of its page that is kept up to date."""
    running = queries.campaign(db(), campaign_id)
    return render_template("campaign_progress.html", running=running, buildings=queries.by_building(db(), campaign_id))


@campaigns.get("/campaigns/<uuid:campaign_id>/invitations/<uuid:invitation_id>.svg")
@reads("surveys.run")
def invitation_qr(campaign_id: UUID, invitation_id: UUID) -> Any:
    """The household's own link, to be photographed from paper."""
    row = queries.invitation(db(), invitation_id)
    return qr_code(answer_link(db(), row.id)) if row.campaign_id == campaign_id else ("", 404)


@campaigns.post("/campaigns/<uuid:campaign_id>/open")
@writes("surveys.run")
def open_now(campaign_id: UUID) -> Any:
    return _step(campaign_id, blank(), handlers.open_campaign, _("Open. Every household has been invited."))


@campaigns.post("/campaigns/<uuid:campaign_id>/close")
@writes("surveys.run")
def close(campaign_id: UUID) -> Any:
    return _step(campaign_id, blank(), handlers.close_campaign, _("Closed. No more answers are taken."))


@campaigns.post("/campaigns/<uuid:campaign_id>/extend")
@writes("surveys.run")
def extend(campaign_id: UUID) -> Any:
    return _step(campaign_id, submitted(DaysSchema()), handlers.extend_campaign, _("The last day has been moved."))


@campaigns.post("/campaigns/<uuid:campaign_id>/cancel")
@writes("surveys.run")
def cancel(campaign_id: UUID) -> Any:
    return _step(campaign_id, submitted(CancelCampaignSchema()), handlers.cancel_campaign, _("Cancelled."))


def _step(campaign_id: UUID, form: Form, verb: Callable[..., object], done: str) -> Any:
    if form.valid and form.attempt(lambda: verb(db(), campaign_id=campaign_id, **form.facts)) is not None:
        flash(done, "success")
        return see_other(url_for(".one", campaign_id=campaign_id))
    return _one_page(campaign_id, form), 422


def _one_page(campaign_id: UUID, form: Form) -> str:
    chosen = submitted(InvitationFilterSchema(), request.args).facts
    found = queries.invitations(db(), campaign_id, **chosen, after=request.args.get("after"), limit=50)
    return render_template(
        "campaign.html",
        running=queries.campaign(db(), campaign_id),
        buildings=queries.by_building(db(), campaign_id),
        page=found,
        form=form,
    )


def _plan_page(form: Form) -> str:
    estates = queries.estates(db())
    chosen = next(
        (row for row in estates if str(row.id) == str(form.values.get("estate_id"))), next(iter(estates), None)
    )
    return render_template(
        "campaign_plan.html",
        form=form,
        estates=estates,
        estate=chosen,
        buildings=queries.buildings(db(), chosen.id) if chosen else [],
        questionnaires=queries.questionnaires(db()),
        kinds=HouseholdKind,
        halves=[("1", _("first half")), ("2", _("second half"))],
    )
