"""What a test needs from the machine. Nothing is left out silently: the caller names what to do without.

``LINLI_TEST_WITHOUT=postgresql,chromium`` leaves out the tests that need them; they are counted in the summary.
"""

import os

import pytest

VARIABLE = "LINLI_TEST_WITHOUT"
NAMES = ("postgresql", "rabbitmq", "chromium", "docker")
LEFT_OUT = f"left out by {VARIABLE}="


def names_left_out() -> list[str]:
    """Raises ``pytest.UsageError`` for a name that means nothing, so that a typing error cannot hide tests."""
    names = [name.strip() for name in os.environ.get(VARIABLE, "").split(",") if name.strip()]
    if unknown := [name for name in names if name not in NAMES]:
        raise pytest.UsageError(f"{VARIABLE} knows {', '.join(NAMES)}, but not {', '.join(unknown)}.")
    return names


def need(name: str) -> None:
    """Skips the test when the caller chose to do without ``name``; otherwise what is missing is an error later."""
    if name in names_left_out():
        pytest.skip(LEFT_OUT + name)
