"""The numbers of an estate's quarter as JSON, to be set beside those of before a rebuild (A2.8)."""

import argparse
import json
import sys

from services.survey import queries
from services.survey.models import Quarter
from shared.errors import N_, Invalid
from shared.worker import Command, Context


def run(context: Context, arguments: argparse.Namespace) -> int:
    """After ``rebuild`` it prints the same. Raises ``NotFound``, ``Invalid``."""
    quarter = Quarter.named(arguments.quarter)
    if quarter is None:
        raise Invalid({"quarter": [N_("Write the quarter as 2026-Q3.")]})
    with context.database.read() as session:
        estate = queries.estate_called(session, arguments.estate)
        found = queries.figures(session, estate.id, quarter)
    sys.stdout.write(json.dumps(found.plain(), ensure_ascii=False, indent=2, sort_keys=True) + "\n")
    return 0


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("estate", help="the estate's code")
    parser.add_argument("quarter", help="such as 2026-Q3")


COMMAND = Command("print what a quarter comes to, as JSON", run, configure)
