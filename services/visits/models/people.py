"""Who of the staff goes on visits."""

from uuid import UUID

from services.visits.models.copies import Staff
from shared.actors import staff_actor
from shared.permissions import allowed

RECORDS = "visits.record"


def goes_to(member: Staff, estate_id: UUID) -> bool:
    """Whether it is somebody who works here and visits households of the estate."""
    return member.active and staff_actor(member).sees(estate_id) and allowed(member.roles, RECORDS)
