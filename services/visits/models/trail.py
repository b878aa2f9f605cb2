"""The words of the visits service's audit trail."""

from shared.audit import TrailWords
from shared.errors import N_

TRAIL = TrailWords(
    actions={"major_visit.record": N_("Visit to a major problem recorded")},
    columns={
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
