"""What can be wrong with a catalogue, so that a reader would meet English, a gap, or a crash."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from shared.i18n import TRANSLATED_LANGUAGES
from shared.i18n.catalogues import Package, on_disk, packages, read, written

PLACEHOLDER = re.compile(r"%\(\w+\)|\{\w+\}")


def check(root: Path) -> list[str]:
    """One line for each fault; empty when every text is there in every language."""
    found = packages(root)
    return [line for language in TRANSLATED_LANGUAGES for line in _faults_of_language(found, language)]


def _faults_of_language(found: list[Package], language: str) -> Iterator[str]:
    texts: dict[str, dict[str, str]] = {}
    for package in found:
        where = f"{package.folder.name} {language}"
        yield from (f"{where}: {fault}" for fault in _faults(package, language))
        for message in filter(_complete, _messages(read(package.file(language), language))):
            texts.setdefault(_forms(message.id)[0], {}).setdefault(str(message.string), where)
    for message_id, versions in texts.items():
        if len(versions) > 1:  # ``translate`` may find either
            yield f"{' and '.join(versions.values())}: differing translations: {message_id!r}"


def _faults(package: Package, language: str) -> Iterator[str]:
    catalogue = read(package.file(language), language)
    wanted, present = map(_ids, (package.ids, (message.id for message in _messages(catalogue))))
    yield from (f"missing: {message_id!r}" for message_id in sorted(wanted - present))
    obsolete = (present - wanted) | _ids(message.id for message in catalogue.obsolete.values())
    yield from (f"obsolete: {message_id!r}" for message_id in sorted(obsolete))
    for message in _messages(catalogue):
        yield from (f"{fault}: {_forms(message.id)[0]!r}" for fault in _faults_of_message(message))
    if on_disk(package.file(language)) != written(package, language):
        yield "stale: run `make translations`"


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]  # without the header


def _complete(message: Message) -> bool:
    return all(_forms(message.string))


def _faults_of_message(message: Message) -> Iterator[str]:
    if not _complete(message):
        yield "empty"
    elif any(_placeholders(text) != _placeholders(_forms(message.id)[-1]) for text in _forms(message.string)):
        yield "placeholders differ"
    if message.fuzzy:
        yield "fuzzy"


def _ids(ids: Iterable[str | Sequence[str]]) -> set[str]:
    """A message with plural forms is known by its singular, as in the catalogue."""
    return {_forms(message_id)[0] for message_id in ids}


def _forms(text: str | Sequence[str] | None) -> Sequence[str]:
    return (text or "",) if isinstance(text, str | None) else text


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))
