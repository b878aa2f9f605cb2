"""The words of the visits service's audit trail."""

from shared.audit import TrailWords
from shared.errors import N_

TRAIL = TrailWords(
    actions={
        "floor_officer.assign": N_("Floor given to an officer"),
        "floor_officer.change": N_("Officer of a floor corrected"),
        "floor_officer.end": N_("Floor handed over"),
        "major_visit.record": N_("Visit to a major problem recorded"),
        "round.plan": N_("Quarterly round planned"),
        "round.replan": N_("Quarterly round planned anew"),
        "visit.plan": N_("Visit planned"),
        "visit.replan": N_("Visit planned anew"),
    },
    columns={
        "assigned_at": N_("Assigned at"),
        "assigned_by": N_("Assigned by"),
        "building_id": N_("Building"),
        "customer_id": N_("Household"),
        "first_day": N_("First day"),
        "floor_id": N_("Floor"),
        "households": N_("Households"),
        "kind": N_("Kind"),
        "last_day": N_("Last day"),
        "officer_id": N_("Officer"),
        "planned_at": N_("Planned at"),
        "planned_by": N_("Planned by"),
        "quarter": N_("Quarter"),
        "round_id": N_("Round"),
        "staff_id": N_("Officer"),
        "starts_at": N_("Time"),
        "state": N_("State"),
        "unit_path": N_("Place"),
        "urgency": N_("Urgency"),
        "without_time": N_("Without a time"),
        "year": N_("Year"),
        "estate_id": N_("Estate"),
        "met": N_("Who was met?"),
        "number": N_("Number"),
        "promised": N_("What was promised?"),
        "ticket_id": N_("Ticket"),
        "visited_at": N_("When?"),
        "visited_by": N_("Project lead"),
        "words": N_("What was said?"),
    },
)
