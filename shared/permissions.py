"""One table: which role may do what. Every route names one of these permissions, or says that it is public."""

from collections.abc import Iterable

from shared.actors import Actor
from shared.errors import N_

EVERYONE = frozenset({"inbox.read", "measures.report", "tickets.open", "today.read"})
READS = frozenset(
    {
        "tickets.read",
        "analyses.read",
        "fees.read",
        "figures.read",
        "people.read",
        "premises.read",
        "messages.read",
        "notices.read",
        "signs.read",
        "statements.read",
        "surveys.read",
        "visits.read",
    }
)
FRONT_DESK = frozenset(
    {
        "tickets.dispatch",
        "tickets.answer",
        "tickets.close",
        "tickets.reopen",
        "people.write",
        "mailbox.keep",
        "notices.write",
        "postings.record",
        "signs.record",
        "summaries.write",
        "surveys.enter",
        "visits.record",
        "parties.record",
    }
)
FIELD_WORK = frozenset(
    {"tickets.read", "tickets.work", "visits.read", "postings.record", "signs.read", "signs.record"}
    | {"summaries.write"}
)
DATA_CARE = frozenset({"people.import", "people.export", "people.merge", "messages.retry", "audit.read", "staff.read"})
CHANNELS = frozenset({"channels.edit", "messages.receive"})
PROMISES = frozenset({"fees.edit", "commitments.edit", "calendar.edit", "prices.edit", "categories.edit"})
APPROVALS = frozenset({"notices.approve"})
OVERSIGHT = frozenset(
    {"statements.sign", "tickets.oversee", "margins.read", "visits.record_major", "staff.manage"}
    | {"analyses.approve", "surveys.approve", "duties.waive"}
)
PRIVACY = frozenset({"people.disclose", "people.erase"})
SURVEYING = frozenset({"analyses.write", "surveys.design", "surveys.identify", "surveys.run"})
AUDITING = frozenset({"audit.read", "staff.read", "people.export", "margins.read", "duties.waive"})
STEERING = frozenset({"meetings.run", "reports.write", "summaries.write", "parties.keep"})
MANAGEMENT = (
    FIELD_WORK
    | DATA_CARE
    | SURVEYING
    | {"absences.enter", "postings.plan", "roster.edit", "fees.remind", "signs.plan", "statements.write"}
    | {"symposiums.plan", "visits.plan"}
    | STEERING
)
OPERATIONS = frozenset(
    {"operations.read", "operations.act", "messages.retry", "staff.manage", "people.import", "audit.read", "staff.read"}
    | {"absences.enter"}
)

ROLES: dict[str, frozenset[str]] = {
    "officer": EVERYONE | READS | FRONT_DESK | {"tickets.work"},
    "supervisor": EVERYONE | READS | FRONT_DESK | MANAGEMENT,
    "team_member": EVERYONE | FIELD_WORK,
    "property_manager": EVERYONE | READS | FRONT_DESK | MANAGEMENT | APPROVALS | PRIVACY | {"margins.read"},
    "project_lead": EVERYONE | READS | FRONT_DESK | MANAGEMENT | APPROVALS | PROMISES | OVERSIGHT | PRIVACY | CHANNELS,
    "venue_manager": EVERYONE | READS | STEERING | {"parties.record"},
    "service_centre_manager": EVERYONE | READS | FRONT_DESK | STEERING | {"audit.read", "margins.read"},
    "company": EVERYONE | READS | APPROVALS | AUDITING | {"symposiums.approve"},
    "administrator": EVERYONE | READS | OPERATIONS | CHANNELS | {"calendar.edit"},
}
# What another system's token may be allowed: all but granting rights, and what needs a person.
NEEDS_A_PERSON = frozenset(
    {
        "analyses.approve",
        "measures.report",
        "staff.manage",
        "inbox.read",
        "today.read",
        "visits.record_major",
        "people.erase",
        "statements.sign",
    }
    | {"surveys.approve", "duties.waive", "symposiums.approve"}
)
SCOPES = frozenset().union(*ROLES.values()) - NEEDS_A_PERSON - APPROVALS
COMPANY_WIDE = frozenset({"company", "administrator"})

PERMISSION_NAMES = {
    "absences.enter": N_("enter absences of staff"),
    "analyses.approve": N_("approve analyses of opinions"),
    "analyses.read": N_("see analyses of opinions"),
    "analyses.write": N_("write analyses of opinions"),
    "audit.read": N_("read the audit trail"),
    "calendar.edit": N_("change the working calendar"),
    "categories.edit": N_("change categories"),
    "channels.edit": N_("set up channels of messages"),
    "commitments.edit": N_("change commitments"),
    "duties.waive": N_("waive duties of the procedures"),
    "fees.edit": N_("approve fee standards"),
    "fees.read": N_("see fee standards"),
    "fees.remind": N_("remind households to pay"),
    "figures.read": N_("see the dashboard"),
    "inbox.read": N_("read the own inbox"),
    "mailbox.keep": N_("empty the lead's mailbox"),
    "margins.read": N_("see the margins of paid services"),
    "measures.report": N_("report own measures as done"),
    "meetings.run": N_("run meetings and file their minutes"),
    "messages.read": N_("see messages sent"),
    "messages.receive": N_("tell whether messages arrived"),
    "messages.retry": N_("send failed messages again"),
    "notices.approve": N_("approve, publish and withdraw notices"),
    "notices.read": N_("see notices"),
    "notices.write": N_("write notices"),
    "operations.act": N_("replay or discard events"),
    "operations.read": N_("see how events flow"),
    "parties.keep": N_("keep the register of outside parties"),
    "parties.record": N_("note contacts with outside parties"),
    "people.disclose": N_("hand out a resident's personal data"),
    "people.erase": N_("erase a resident's personal data"),
    "people.export": N_("export residents"),
    "people.import": N_("import estates"),
    "people.merge": N_("merge households"),
    "people.read": N_("see residents"),
    "people.write": N_("register and change residents"),
    "postings.plan": N_("register places for paper"),
    "postings.record": N_("tick off what was posted"),
    "premises.read": N_("see premises"),
    "prices.edit": N_("approve prices"),
    "reports.write": N_("write weekly, monthly and quarterly reports"),
    "roster.edit": N_("plan duties"),
    "signs.plan": N_("keep the register of signs"),
    "signs.read": N_("see signs"),
    "signs.record": N_("inspect signs"),
    "staff.manage": N_("manage staff and other systems"),
    "staff.read": N_("see the staff directory"),
    "summaries.write": N_("write weekly summaries"),
    "surveys.approve": N_("approve the results of surveys"),
    "statements.read": N_("see statements of income and expenditure"),
    "statements.sign": N_("sign statements of income and expenditure"),
    "statements.write": N_("write statements of income and expenditure"),
    "surveys.design": N_("write questionnaires"),
    "surveys.enter": N_("key in answers on paper"),
    "surveys.identify": N_("see which household gave which answers"),
    "surveys.read": N_("see surveys"),
    "surveys.run": N_("carry out surveys"),
    "symposiums.approve": N_("approve plans of symposiums"),
    "symposiums.plan": N_("plan and record symposiums"),
    "tickets.answer": N_("answer residents"),
    "tickets.close": N_("close tickets"),
    "tickets.dispatch": N_("dispatch tickets"),
    "tickets.open": N_("file tickets"),
    "tickets.oversee": N_("decide what is no major problem"),
    "tickets.read": N_("see tickets"),
    "tickets.reopen": N_("reopen tickets"),
    "tickets.work": N_("work on tickets"),
    "today.read": N_("see the own day"),
    "visits.plan": N_("plan visits"),
    "visits.read": N_("see visits"),
    "visits.record": N_("go on visits and record them"),
    "visits.record_major": N_("record the lead's visit to a major problem"),
}
ROLE_NAMES = {
    "officer": N_("customer-service officer"),
    "supervisor": N_("customer supervisor"),
    "team_member": N_("team member"),
    "property_manager": N_("property manager"),
    "project_lead": N_("project lead"),
    "venue_manager": N_("venue manager"),
    "service_centre_manager": N_("service-centre manager"),
    "company": N_("company approver"),
    "administrator": N_("administrator"),
}


def allowed(roles: Iterable[str], permission: str) -> bool:
    return any(permission in ROLES.get(role, frozenset()) for role in roles)


def permits(actor: Actor, permission: str) -> bool:
    """Whether one of the actor's roles, or of its scopes, allows it."""
    return permission in actor.scopes or allowed(actor.roles, permission)


def holders(permission: str) -> list[str]:
    """The roles that may, for pages that say who can."""
    return [role for role, permissions in ROLES.items() if permission in permissions]
