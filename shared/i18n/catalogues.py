"""Collects texts from the sources and keeps the .po files equal to them.

Each package (shared, and every service) has one catalogue for each translated language. A message of shared is
not repeated in a service.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import generate_po, read_po

from shared.i18n import DOMAIN, TRANSLATED_LANGUAGES, translation_folders

KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "N_": None, "translate": (1,), "ngettext": (1, 2)}
METHODS = {"*.py": "python", "*.html": "jinja2.ext:babel_extract", "*.txt": "jinja2.ext:babel_extract"}
# A template that does not parse is an error, not one without texts; spaces are trimmed as the applications trim them.
OPTIONS = {"silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}

# Only what tools need: dates and names would change with every update.
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""

Id = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """Sources that share one catalogue; ``ids`` are the messages that belong into it."""

    folder: Path
    ids: frozenset[Id]

    def file(self, language: str) -> Path:
        return self.folder / "translations" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def packages(root: Path) -> list[Package]:
    """The shared package, then the services, each without what shared already has."""
    shared = Package(root / "shared", frozenset(_extracted(root / "shared")))
    services = sorted({path.parent for path in root.glob("services/*/*.py")})
    return [shared, *(Package(folder, frozenset(_extracted(folder)) - shared.ids) for folder in services)]


def _extracted(folder: Path) -> Iterator[Id]:
    for pattern, method in METHODS.items():
        for path in sorted(folder.rglob(pattern)):
            found = extract_from_file(method, path, keywords=KEYWORDS, options=OPTIONS)
            yield from (message for _line, message, _comments, _context in found)


def update(root: Path) -> list[Path]:
    """Writes every catalogue anew, keeping its translations; returns the files that changed."""
    changed = []
    for package in packages(root):
        for language in TRANSLATED_LANGUAGES:
            file, text = package.file(language), written(package, language)
            if on_disk(file) != text:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
                changed.append(file)
    return changed


def compile_all(root: Path) -> int:
    """Writes the .mo beside each .po; returns how many."""
    files = [file for folder in translation_folders(root) for file in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")]
    for file in files:
        with file.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read(file, file.parents[1].name))
    return len(files)


def read(file: Path, language: str) -> Catalog:
    """The catalogue as it is on disk; empty when there is none yet."""
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as content:
        return read_po(content, locale=language)


def written(package: Package, language: str) -> str:
    """The text that the package's .po must have: every message of the sources, sorted, and no other."""
    wanted, catalogue = Catalog(), read(package.file(language), language)
    for message_id in package.ids:
        wanted.add(message_id)
    catalogue.update(wanted, no_fuzzy_matching=True)
    lines = generate_po(catalogue, ignore_obsolete=True, no_location=True, omit_header=True, sort_by="message", width=0)
    header = HEADER.format(language=language, plural_forms=catalogue.plural_forms)
    return (header + "".join(lines)).rstrip("\n") + "\n"


def on_disk(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.exists() else None
