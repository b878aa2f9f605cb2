"""What residents call about most, suggested while the title is typed."""

from services.ticketing.models import TicketKind
from shared.errors import N_

COMMON_REQUESTS: dict[TicketKind, tuple[str, ...]] = {
    TicketKind.REPAIR: (
        N_("Water pipe leaking"),
        N_("Water pipe burst"),
        N_("Drain blocked"),
        N_("Toilet blocked"),
        N_("Power tripped"),
        N_("Socket without power"),
        N_("Light not working"),
        N_("Door lock broken"),
        N_("Entry phone not working"),
        N_("Window or door loose"),
        N_("Lift out of order"),
        N_("Air conditioning not working"),
    ),
    TicketKind.COMPLAINT: (
        N_("Noise from neighbours"),
        N_("Noise from renovation"),
        N_("Public area not clean"),
        N_("Parking space taken"),
        N_("Dog without leash"),
        N_("Water dripping from above"),
        N_("Rubbish not collected"),
        N_("Staff unfriendly"),
    ),
    TicketKind.SUGGESTION: (
        N_("More lighting in the garden"),
        N_("More charging points"),
        N_("More seats in the garden"),
        N_("Better signs in the car park"),
    ),
    TicketKind.ENQUIRY: (
        N_("Question about the management fee"),
        N_("Renovation permit"),
        N_("Access card or face recognition"),
        N_("Parking space rental"),
        N_("Move-in formalities"),
        N_("Time of a planned outage"),
    ),
    TicketKind.PRAISE: (
        N_("Friendly service"),
        N_("Quick repair"),
        N_("Security helped out"),
        N_("Clean staircase"),
    ),
}
