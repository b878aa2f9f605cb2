"""The copies of ticketing's people and estates, and the events that keep them."""

from services.notify import contracts
from services.notify.models import ApiClient, Customer, Estate, Premises, Staff, TicketReporter
from shared.copies import Copies

COPIES: Copies = {
    contracts.EstateChanged: Estate,
    contracts.PremisesChanged: Premises,
    contracts.CustomerChanged: Customer,
    contracts.StaffChanged: Staff,
    contracts.ApiClientChanged: ApiClient,
    contracts.TicketReporterChanged: TicketReporter,
}
