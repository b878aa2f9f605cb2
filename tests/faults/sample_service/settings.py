"""Settings of both services, from the environment as everywhere."""

from typing import Any

from shared.config import Environment, Settings


def load(service: str) -> Settings:
    values: dict[str, Any] = Environment(service).common()
    return Settings(**values)
