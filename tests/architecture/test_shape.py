"""The shape of the code is a promise: who has read one service knows all four."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("ticketing", "survey", "notify", "visits")
MODULES = (
    "config", "models", "contracts", "schemas", "queries", "handlers", "api", "pages", "consumers", "timers",
    "app", "wsgi", "worker",
)  # fmt: skip
FOLDERS = ("templates", "translations", "migrations")
LONGEST_FILE = 300
LONGEST_FUNCTION = 45
LONGEST_MEDIAN = 9


def sources() -> Iterator[Path]:
    for folder in ("shared", "services", "deploy"):
        yield from (path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield f"{path.relative_to(ROOT)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_the_same_modules(service: str) -> None:
    folder = ROOT / "services" / service
    missing = [
        name
        for name in MODULES
        if not (folder / f"{name}.py").exists() and not (folder / name / "__init__.py").exists()
    ]
    missing += [name for name in FOLDERS if not (folder / name).is_dir()]
    assert missing == []


def test_no_file_outgrows_a_reader() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_functions_stay_small() -> None:
    lengths = dict(function for path in sources() for function in functions(path))
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}
    assert median(lengths.values()) <= LONGEST_MEDIAN


@pytest.mark.parametrize("service", SERVICES)
def test_the_migrations_of_a_service_are_one_line(service: str) -> None:
    """Two branches would be applied in an order that nobody has tried."""
    files = (ROOT / "services" / service / "migrations" / "versions").glob("*.py")
    before = [
        re.findall(r'^down_revision = "?([^"\n]+)"?$', path.read_text(encoding="utf-8"), re.MULTILINE) for path in files
    ]
    assert sorted(len(found) for found in before) == [1] * len(before)
    assert len({found[0] for found in before}) == len(before)
