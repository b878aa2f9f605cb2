"""A period beside the one before, category by category (A2.6)."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.notify.models.statements import Flow, Statement


@dataclass(frozen=True, slots=True)
class Compared:
    """One category in both periods; ``before_fen`` is None without a period before."""

    flow: Flow
    name: str
    name_en: str
    now_fen: int
    before_fen: int | None

    @property
    def change_fen(self) -> int | None:
        return None if self.before_fen is None else self.now_fen - self.before_fen

    @property
    def change_percent(self) -> int | None:
        """None where there is nothing that a share could be of."""
        return round(100 * (self.now_fen - self.before_fen) / self.before_fen) if self.before_fen else None

    def name_in(self, language: str) -> str:
        return (language == "en" and self.name_en) or self.name


def compared(statement: Statement, before: Statement | None, flow: Flow) -> list[Compared]:
    """In the order of this statement; what only the period before had comes last."""
    names = {key: (name, name_en) for one in (before, statement) if one for key, name, name_en in _names(one, flow)}
    order = dict.fromkeys(key for one in (statement, before) if one for key, _name, _name_en in _names(one, flow))
    now, then = _sums(statement, flow), _sums(before, flow) if before else None
    return [Compared(flow, *names[key], now.get(key, 0), None if then is None else then.get(key, 0)) for key in order]


def _names(statement: Statement, flow: Flow) -> Iterator[tuple[str, str, str]]:
    for line in statement.lines_of(flow):
        yield line["category_id"], line["category"], line["category_en"]


def _sums(statement: Statement, flow: Flow) -> dict[str, int]:
    sums: dict[str, int] = {}
    for line in statement.lines_of(flow):
        sums[line["category_id"]] = sums.get(line["category_id"], 0) + line["amount_fen"]
    return sums
