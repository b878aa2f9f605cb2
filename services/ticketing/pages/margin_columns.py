"""What the files of the margin report hold (C2.2)."""

from decimal import Decimal

from services.ticketing.models import QuoteLine
from services.ticketing.queries import Margin
from shared.errors import N_
from shared.web.display import label
from shared.web.exports import Column

ITEMS: tuple[Column[Margin], ...] = (
    Column(N_("Item"), lambda row: row.name),
    Column(N_("Jobs charged"), lambda row: row.jobs),
    Column(N_("Income"), lambda row: _yuan(row.income_fen)),
    Column(N_("Cost of parts"), lambda row: _yuan(row.parts_fen)),
    Column(N_("Cost of labour"), lambda row: _yuan(row.labour_fen)),
    Column(N_("Margin"), lambda row: _yuan(row.margin_fen)),
    Column(N_("Margin in %"), lambda row: None if row.percent is None else Decimal(str(row.percent))),
    Column(N_("Costs not told"), lambda row: row.untold),
)
LINES: tuple[Column[QuoteLine], ...] = (
    Column(N_("Ticket"), lambda row: row.quote.ticket.number),
    Column(N_("Place"), lambda row: row.quote.ticket.unit_path),
    Column(N_("Day"), lambda row: row.quote.settled_on),
    Column(N_("Line"), lambda row: row.name),
    Column(N_("Kind"), lambda row: label(row.kind)),
    Column(N_("Quantity"), lambda row: Decimal(row.hundredths) / 100),
    Column(N_("Unit of measure"), lambda row: row.unit),
    Column(N_("Price"), lambda row: _yuan(row.price_fen)),
    Column(N_("Income"), lambda row: _yuan(row.amount_fen)),
    Column(N_("Cost"), lambda row: None if row.cost_amount_fen is None else _yuan(row.cost_amount_fen)),
)


def _yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100
