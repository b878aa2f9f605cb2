"""``admin``: the first account of an installation, and the way back in for an administrator without a password."""

import argparse
import secrets
import sys

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.ticketing import handlers
from services.ticketing.models import Staff
from shared.errors import DomainError
from shared.worker import Command, Context


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username")
    parser.add_argument("--name", help="as colleagues see it; the user name if left out")


def run(context: Context, arguments: argparse.Namespace) -> int:
    """Prints a generated password, of a new administrator or of the account that is there."""
    password = secrets.token_urlsafe(12)
    try:
        with context.database.write() as session:
            made = _make(session, arguments.username, arguments.name or arguments.username, password)
    except DomainError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{'Administrator made' if made else 'New password set'}: {arguments.username} {password}\n")
    return 0


def _make(session: Session, username: str, name: str, password: str) -> bool:
    """Whether the account is new."""
    staff_id = session.scalar(select(Staff.id).where(Staff.username == username))
    if staff_id is not None:
        handlers.set_password(session, staff_id=staff_id, password=password)
        return False
    handlers.create_staff(session, username=username, name=name, roles=["administrator"], password=password)
    return True


COMMAND = Command("make an administrator, or give an account a new password, and print it", run, configure)
