"""``demo``: an account for each role and a few team members, to try Linli with."""

import json
import sys
from typing import Any

from services.ticketing import handlers
from shared.errors import DomainError
from shared.worker import Command, Context


def run(context: Context, _arguments: Any) -> int:
    """Prints one account for each role as JSON; the same one again when it is there already."""
    try:
        with context.database.write() as session:
            accounts = handlers.make_demo_accounts(session)
    except DomainError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    printed = {role: {"username": each.username, "password": each.password} for role, each in accounts.items()}
    sys.stdout.write(json.dumps(printed, ensure_ascii=False, indent=2) + "\n")
    return 0


COMMAND = Command("make an account for each role and print their passwords as JSON", run)
