"""毛利: what paid services brought in and what they cost, item by item and month by month (保本微利, C2.2)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVarTuple
from uuid import UUID

from sqlalchemy import Select, case, extract, func, select
from sqlalchemy.orm import Session, joinedload

from services.ticketing.models import LineKind, PriceItem, Quote, QuoteLine
from shared.paging import Page, page

MONTHS_SHOWN = 12
Columns = TypeVarTuple("Columns")


@dataclass(slots=True)
class Margin:
    """Of one item (``item_id`` None: parts and labour without any), or of all; amounts in fen.

    Parts and labour count with the first service of their work; ``untold`` lines have no cost that anybody told, and
    count as if they had cost nothing. ``jobs`` counts the works charged.
    """

    item_id: UUID | None = None
    name: str = ""
    jobs: int = 0
    income_fen: int = 0
    parts_fen: int = 0
    labour_fen: int = 0
    untold: int = 0

    @property
    def cost_fen(self) -> int:
        return self.parts_fen + self.labour_fen

    @property
    def margin_fen(self) -> int:
        return self.income_fen - self.cost_fen

    @property
    def percent(self) -> float | None:
        """Of the income, with one decimal; None without income."""
        return round(100 * self.margin_fen / self.income_fen, 1) if self.income_fen else None

    def is_loss(self) -> bool:
        return self.margin_fen < 0

    def is_above(self, most_percent: int) -> bool:
        """Not known while a cost is missing."""
        return not self.untold and self.percent is not None and self.percent > most_percent

    def add(self, other: "Margin") -> None:
        self.income_fen += other.income_fen
        self.parts_fen += other.parts_fen
        self.labour_fen += other.labour_fen
        self.untold += other.untold


@dataclass(frozen=True, slots=True)
class Month:
    """From its first day to before the first of the next."""

    first: date

    @property
    def after(self) -> date:
        return date(self.first.year + self.first.month // 12, self.first.month % 12 + 1, 1)

    @property
    def before(self) -> date:
        return date(self.first.year - (self.first.month == 1), (self.first.month - 2) % 12 + 1, 1)

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"


@dataclass(slots=True)
class MarginReport:
    """The items of a month, the dearest first, and what they come to."""

    month: Month
    items: list[Margin] = field(default_factory=list)
    total: Margin = field(default_factory=Margin)


def margin_report(session: Session, estate_id: UUID, month: Month) -> MarginReport:
    """Three queries, however many lines there are."""
    items: dict[UUID | None, Margin] = {}
    for item_id, kind, income, cost, untold in session.execute(_sums(estate_id, month)):
        row = items.setdefault(item_id, Margin(item_id))
        row.income_fen, row.untold = row.income_fen + income, row.untold + untold
        if kind is LineKind.PARTS:
            row.parts_fen += cost
        else:
            row.labour_fen += cost
    works = session.execute(_works(estate_id, month)).all()
    jobs = Counter(item_id for item_id, _quote_id in works)
    names = _names(session, [item_id for item_id in items if item_id])
    for item_id, row in items.items():
        row.jobs = jobs[item_id]
        row.name = names.get(item_id, "") if item_id else ""
    report = MarginReport(month, sorted(items.values(), key=lambda row: (-row.income_fen, row.name)))
    for row in report.items:
        report.total.add(row)
    report.total.jobs = len({quote_id for _item_id, quote_id in works})
    return report


def margin_months(session: Session, estate_id: UUID, last: Month) -> list[tuple[Month, Margin]]:
    """The last months in their order, those without anything too."""
    months = [last]
    while len(months) < MONTHS_SHOWN:
        months.insert(0, Month(months[0].before))
    year, number = extract("year", Quote.settled_on), extract("month", Quote.settled_on)
    sums = [func.sum(QuoteLine.amount_fen), func.coalesce(func.sum(QuoteLine.cost_amount_fen), 0)]
    found = _charged(select(year, number, *sums), estate_id, months[0].first, last.after).group_by(year, number)
    known = {(int(row[0]), int(row[1])): row for row in session.execute(found)}
    return [(month, _of_month(known.get((month.first.year, month.first.month)))) for month in months]


def margin_lines(
    session: Session, estate_id: UUID, month: Month, item_id: UUID | None, *, after: str | None = None, limit: int = 50
) -> Page[QuoteLine]:
    """What is behind an item's figures, with quote and ticket, the newest first."""
    together = joinedload(QuoteLine.quote, innerjoin=True).joinedload(Quote.ticket, innerjoin=True)
    of_item = select(QuoteLine).where(QuoteLine.item_id.is_not_distinct_from(item_id)).options(together)
    found = _charged(of_item, estate_id, month.first, month.after)
    return page(session, found, [QuoteLine.id.desc()], after=after, limit=limit)


def item_name(session: Session, item_id: UUID) -> str:
    """As it is called now; empty for none that the reader may see."""
    return _names(session, [item_id]).get(item_id, "")


def _sums(estate_id: UUID, month: Month) -> Any:
    untold = func.sum(case((QuoteLine.cost_fen.is_(None), 1), else_=0))
    sums = [func.sum(QuoteLine.amount_fen), func.coalesce(func.sum(QuoteLine.cost_amount_fen), 0), untold]
    found = _charged(select(QuoteLine.item_id, QuoteLine.kind, *sums), estate_id, month.first, month.after)
    return found.group_by(QuoteLine.item_id, QuoteLine.kind)


def _works(estate_id: UUID, month: Month) -> Any:
    """Which item was charged by which quote."""
    return _charged(select(QuoteLine.item_id, QuoteLine.quote_id).distinct(), estate_id, month.first, month.after)


def _charged(found: Select[*Columns], estate_id: UUID, since: date, until: date) -> Select[*Columns]:
    settled = (Quote.estate_id == estate_id, Quote.settled_on >= since, Quote.settled_on < until)
    return found.join(Quote, Quote.id == QuoteLine.quote_id).where(*settled, QuoteLine.actual)


def _of_month(row: Any) -> Margin:
    """What a month comes to, parts and labour together."""
    return Margin(income_fen=int(row[2]), labour_fen=int(row[3])) if row else Margin()


def _names(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """By item, as each is called now."""
    found = select(PriceItem.item_id, PriceItem.name).where(PriceItem.item_id.in_(ids)).order_by(PriceItem.valid_from)
    return {row.item_id: row.name for row in session.execute(found)}
