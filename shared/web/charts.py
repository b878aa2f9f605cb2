"""Charts that the server draws as SVG: what a page hands to the macros of ``charts.html``, and their geometry.

Lengths across are shares of the width, so that a chart fits a telephone and a sheet of paper without a script;
lengths upward are pixels, so that its words keep their size.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

HEIGHT, ABOVE, BELOW = 176, 20, 24  # of the plot, of the words over the columns, of those beneath
MOST_TICKS, MOST_LABELS, MOST_NUMBERS = 4, 6, 12
STEPS = (1, 2, 5)
SHADES = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """One number; ``href`` leads to what it counts, ``axis`` is its label where there is little room."""

    label: str
    value: int
    href: str | None = None
    axis: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A share of a whole; ``tone`` is one of the design's meanings."""

    label: str
    value: int
    tone: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """A row of shares that are told apart by their tones; ``percent`` is the one that is judged, None without any."""

    label: str
    parts: Sequence[Part]
    percent: int | None

    def pieces(self) -> Iterator[tuple[Part, float, float]]:
        """Each part with where it begins and how wide it is, in percent."""
        total, begins = sum(part.value for part in self.parts) or 1, 0.0
        for part in self.parts:
            width = 100 * part.value / total
            yield part, round(begins, 3), round(width, 3)
            begins += width


@dataclass(frozen=True, slots=True)
class Column:
    """Where a mark is drawn; ``label`` and ``number`` are empty where they would overlap their neighbours."""

    mark: Mark
    x: float
    width: float
    y: float
    height: float
    label: str
    number: str

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 3)


@dataclass(frozen=True, slots=True)
class Columns:
    """Marks in the order of time, as upright columns over one baseline."""

    marks: Sequence[Mark]
    height: int = field(default=ABOVE + HEIGHT + BELOW, init=False)
    base: int = field(default=ABOVE + HEIGHT, init=False)

    @property
    def top(self) -> int:
        """The value at the upper edge."""
        step = _step(self._highest)
        return step * max(1, -(-self._highest // step))

    def ticks(self) -> list[tuple[int, float]]:
        """The values of the lines across, and how far down they lie."""
        step = _step(self._highest)
        return [(value, self.base - HEIGHT * value / self.top) for value in range(0, self.top + 1, step)]

    def columns(self) -> Iterator[Column]:
        pitch, every = 100 / max(1, len(self.marks)), -(-len(self.marks) // MOST_LABELS)
        width = pitch * (0.72 if len(self.marks) <= 2 * MOST_NUMBERS else 0.86)
        for place, mark in enumerate(self.marks):
            tall = HEIGHT * mark.value / self.top
            told = mark.value and (len(self.marks) <= MOST_NUMBERS or mark.value == self._highest)
            yield Column(
                mark=mark,
                x=round(pitch * place + (pitch - width) / 2, 3),
                width=round(width, 3),
                y=round(self.base - tall, 2),
                height=round(tall, 2),
                label=(mark.axis or mark.label) if place % every == 0 else "",
                number=str(mark.value) if told else "",
            )

    @property
    def _highest(self) -> int:
        return max((mark.value for mark in self.marks), default=0)


@dataclass(frozen=True, slots=True)
class Heat:
    """Numbers by row and by column, each shaded by how large it is among them."""

    heads: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Mark]]]

    def shade(self, mark: Mark) -> int:
        """From 0, nothing, over 1, the smallest, to ``SHADES``, the largest."""
        values = [each.value for _label, marks in self.rows for each in marks if each.value]
        if not mark.value:
            return 0
        least, most = min(values), max(values)
        return 1 + round((SHADES - 1) * (mark.value - least) / (most - least)) if most > least else SHADES // 2


def shares(marks: Sequence[Mark]) -> Iterator[tuple[Mark, float, int]]:
    """Each mark with the length of its bar beside the longest, and its percentage of all."""
    longest, total = max((mark.value for mark in marks), default=0) or 1, sum(mark.value for mark in marks) or 1
    for mark in marks:
        yield mark, round(100 * mark.value / longest, 3), round(100 * mark.value / total)


def _step(highest: int) -> int:
    """The smallest round distance that needs few lines."""
    size = 1
    while True:
        for step in STEPS:
            if step * size * MOST_TICKS >= highest:
                return step * size
        size *= 10
