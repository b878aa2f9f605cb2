"""Measures against hand-written floors in the same run; prints a table and writes var/bench.json.

python -m tests.bench              everything
python -m tests.bench relay post   these only
"""

import argparse
import json
import platform
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from shared import garbage
from shared.clock import now
from tests.bench import (
    calendar,
    consumer,
    latency,
    ledger,
    mailing,
    memory,
    pages,
    post_ticket,
    relay,
    rounds,
    statistics,
)
from tests.bench.surroundings import Figure, Surroundings, surroundings

RESULT = Path("var/bench.json")
MEASUREMENTS: dict[str, Callable[[Surroundings], Iterator[Figure]]] = {
    "relay": relay.measure,
    "consumer": consumer.measure,
    "latency": latency.measure,
    "post": post_ticket.measure,
    "ledger": ledger.measure,
    "mailing": mailing.measure,
    "memory": memory.measure,
    "pages": pages.measure,
    "statistics": statistics.measure,
    "rounds": rounds.measure,
    "calendar": calendar.measure,
}
MARKS = {True: "reached", False: "MISSED", None: ""}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures Linli against hand-written floors.")
    parser.add_argument("names", nargs="*", choices=[*MEASUREMENTS, []], help="which (all)")
    names = parser.parse_args().names or list(MEASUREMENTS)
    console = Console()
    figures: list[Figure] = []
    garbage.settle()
    with surroundings() as place:
        for name in names:
            console.print(f"Measuring {name} …")
            figures += MEASUREMENTS[name](place)
    console.print(_table(figures))
    RESULT.parent.mkdir(exist_ok=True)
    report = {"at": now().isoformat(), "machine": platform.platform(), "figures": [row.as_json() for row in figures]}
    RESULT.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    console.print(f"Written to {RESULT}")


def _table(figures: list[Figure]) -> Table:
    table = Table("what", "Linli", "floor", "ratio", "must reach", "")
    for row in figures:
        table.add_row(row.what, row.value, row.floor, row.ratio, row.target, MARKS[row.reached])
    return table


if __name__ == "__main__":
    main()
