"""The copies of what ticketing owns, and the events that keep them."""

from services.notify import contracts
from services.notify.models import ApiClient, Commitment, Customer, Estate, Premises, PriceItem, Staff, TicketReporter
from shared.copies import Copies

COPIES: Copies = {
    contracts.EstateChanged: Estate,
    contracts.PremisesChanged: Premises,
    contracts.CustomerChanged: Customer,
    contracts.StaffChanged: Staff,
    contracts.ApiClientChanged: ApiClient,
    contracts.PriceItemChanged: PriceItem,
    contracts.CommitmentChanged: Commitment,
    contracts.TicketReporterChanged: TicketReporter,
}
