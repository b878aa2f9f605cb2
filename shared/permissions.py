"""One table: which role may do what. Every route names one of these permissions, or says that it is public."""

from collections.abc import Iterable

from shared.actors import Actor
from shared.errors import N_

EVERYONE = frozenset({"inbox.read", "tickets.open", "today.read"})
READS = frozenset({"tickets.read", "people.read", "premises.read", "messages.read", "surveys.read", "visits.read"})
FRONT_DESK = frozenset({"tickets.dispatch", "tickets.answer", "tickets.close", "tickets.reopen", "people.write"})
FIELD_WORK = frozenset({"tickets.read", "tickets.work", "visits.read"})
DATA_CARE = frozenset({"people.import", "people.export", "messages.retry", "audit.read", "staff.read"})
PROMISES = frozenset({"commitments.edit", "calendar.edit"})
OPERATIONS = frozenset(
    {"operations.read", "operations.act", "messages.retry", "staff.manage", "people.import", "audit.read", "staff.read"}
)

ROLES: dict[str, frozenset[str]] = {
    "officer": EVERYONE | READS | FRONT_DESK | {"tickets.work"},
    "supervisor": EVERYONE | READS | FRONT_DESK | FIELD_WORK | DATA_CARE,
    "team_member": EVERYONE | FIELD_WORK,
    "property_manager": EVERYONE | READS | FRONT_DESK | FIELD_WORK | DATA_CARE,
    "project_lead": EVERYONE | READS | FRONT_DESK | FIELD_WORK | DATA_CARE | PROMISES | {"staff.manage"},
    "venue_manager": EVERYONE | READS,
    "service_centre_manager": EVERYONE | READS | FRONT_DESK | {"audit.read"},
    "company": EVERYONE | READS | {"audit.read", "staff.read", "people.export"},
    "administrator": EVERYONE | READS | OPERATIONS | {"calendar.edit"},
}
# What another system's token may be allowed: all but granting rights, and what needs a person.
SCOPES = frozenset().union(*ROLES.values()) - {"staff.manage", "inbox.read", "today.read"}
COMPANY_WIDE = frozenset({"company", "administrator"})

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
