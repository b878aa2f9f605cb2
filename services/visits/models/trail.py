"""The words of the visits service's audit trail."""

from shared.audit import TrailWords
from shared.errors import N_

TRAIL = TrailWords(
    actions={
        "duty.waive": N_("Duty waived"),
        "major_visit.record": N_("Visit to a major problem recorded"),
    },
    columns={
        "clause": N_("Clause"),
        "estate_id": N_("Estate"),
        "label": N_("About"),
        "met": N_("Who was met?"),
        "number": N_("Number"),
        "period": N_("Period"),
        "promised": N_("What was promised?"),
        "state": N_("State"),
        "ticket_id": N_("Ticket"),
        "visited_at": N_("When?"),
        "visited_by": N_("Project lead"),
        "words": N_("What was said?"),
    },
)
