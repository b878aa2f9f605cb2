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
        "day": N_("Day"),
        "done_at": N_("Done"),
        "due_at": N_("Due"),
        "estate_id": N_("Estate"),
        "label": N_("About"),
        "limit_at": N_("Missed from"),
        "met": N_("Who was met?"),
        "month": N_("Month"),
        "number": N_("Number"),
        "opens_at": N_("Since"),
        "owner_id": N_("Person"),
        "period": N_("Period"),
        "promised": N_("What was promised?"),
        "proof": N_("Evidence"),
        "proofs": N_("Pieces of evidence"),
        "role": N_("Owed by"),
        "state": N_("State"),
        "subject_id": N_("Subject"),
        "ticket_id": N_("Ticket"),
        "visited_at": N_("When?"),
        "visited_by": N_("Project lead"),
        "words": N_("What was said?"),
    },
)
