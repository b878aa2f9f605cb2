"""What the facts of a quarter come to, as it is shown, kept with the analysis, and told (A2.8)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Count:
    """How many in each of the quarters, the oldest first. ``key`` is empty for those that have none."""

    key: str
    name: str
    name_en: str
    numbers: Sequence[int]

    @property
    def now(self) -> int:
        return self.numbers[-1]

    @property
    def change(self) -> int:
        """Against the quarter before."""
        return self.numbers[-1] - self.numbers[-2]


@dataclass(frozen=True, slots=True)
class Rate:
    """Promises of one clock that were kept and that were not, in the quarter and in the one before."""

    clock: str
    kept: int
    late: int
    kept_before: int
    late_before: int

    @property
    def percent(self) -> float | None:
        return share(self.kept, self.late)

    @property
    def before(self) -> float | None:
        return share(self.kept_before, self.late_before)


@dataclass(frozen=True, slots=True)
class Top:
    """What came up again: requests of one kind about the same in one building."""

    kind: str
    category: str
    category_en: str
    building: str
    number: int
    before: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a request was declined."""

    ticket_id: str
    number: str
    category: str
    words: str


@dataclass(frozen=True, slots=True)
class Heard:
    """``scores`` evaluations that add up to ``points``."""

    times: int
    told: int
    scores: int
    points: int

    @property
    def mean(self) -> float | None:
        return self.points / self.scores if self.scores else None


@dataclass(frozen=True, slots=True)
class Asked:
    """A survey that ended in the quarter; the last two are None where too few have answered."""

    campaign_id: str
    title: str
    title_en: str
    invited: int
    answered: int
    satisfied: float | None
    mean: float | None


@dataclass(frozen=True, slots=True)
class Unannounced:
    """An outage of which the lobbies had not told 24 hours ahead; an emergency gives its ``reason`` (C2.1)."""

    notice_id: str
    number: str
    kind: str
    title: str
    title_en: str
    starts_at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Figures:
    """``states`` counts the requests of the quarter that are done, declined or open; and answered, closed, reopened and
    major ones among them, and beside them those that were merged into others.
    """

    periods: Sequence[str]
    totals: Sequence[int]
    kinds: Sequence[Count]
    categories: Sequence[Count]
    buildings: Sequence[Count]
    channels: Sequence[Count]
    rates: Sequence[Rate]
    states: Mapping[str, int]
    ratings: Heard
    top: Sequence[Top]
    reasons: Sequence[Reason]
    visits: Heard
    symposiums: Heard
    mailbox: Heard
    meetings: Heard
    surveys: Sequence[Asked]
    outages: int
    unannounced: Sequence[Unannounced]

    @property
    def total(self) -> int:
        return self.totals[-1]

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """What ``plain`` has made."""
        lists = {name: [table(**row) for row in kept[name]] for name, table in LISTS.items()}
        return cls(**{**kept, **lists, **{name: Heard(**kept[name]) for name in HEARD}})


LISTS: Mapping[str, type[Any]] = {
    **dict.fromkeys(("kinds", "categories", "buildings", "channels"), Count),
    "rates": Rate,
    "top": Top,
    "reasons": Reason,
    "surveys": Asked,
    "unannounced": Unannounced,
}
HEARD = ("ratings", "visits", "symposiums", "mailbox", "meetings")


def share(part: int, rest: int) -> float | None:
    """The percentage of both that the first is."""
    return 100 * part / (part + rest) if part + rest else None
