"""What is wrong with a file, each thing with its place, in words that can be translated."""

from dataclasses import asdict, dataclass, field
from typing import Any

from shared.errors import N_, DomainError

MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """``message`` is a catalogue key filled from ``params``; ``row`` counts from 1 as Excel does, ``column`` is its
    letter and ``header`` what stands above it. What concerns a whole row, sheet or file leaves the rest empty.
    """

    message: str
    params: dict[str, Any] = field(default_factory=dict)
    sheet: str = ""
    row: int | None = None
    column: str = ""
    header: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Problems:
    """Collects problems; beyond the first 200 they are only counted."""

    def __init__(self) -> None:
        self.listed: list[Problem] = []
        self.count = 0

    def add(self, problem: Problem) -> None:
        self.count += 1
        if len(self.listed) < MOST_PROBLEMS:
            self.listed.append(problem)


class FileRefused(DomainError):
    """The file is not taken over; ``problems`` lists at most 200 reasons, ``count`` tells how many there are."""

    status = 422
    message = N_("Nothing was imported. Problems found: %(count)s.")

    def __init__(self, problems: Problems) -> None:
        super().__init__(count=problems.count)
        self.problems = problems.listed
        self.count = problems.count


def refusal(message: str, **params: Any) -> FileRefused:
    """The refusal of a file as a whole."""
    problems = Problems()
    problems.add(Problem(message, params))
    return FileRefused(problems)
