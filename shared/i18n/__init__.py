"""Texts in the reader's language, for code that knows no request: messages that are sent, printed, or exported.

English is the source: a message's id is its English sentence. At the web edge flask_babel reads the same
catalogues; ``python -m shared.i18n`` keeps them (see ``__main__``).
"""

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TRANSLATED_LANGUAGES = ("zh",)
LANGUAGES = (*TRANSLATED_LANGUAGES, "en")  # the first one is for who says nothing; English is the source
DOMAIN = "messages"


def translate(message: str, language: str, **params: object) -> str:
    """The text of an English message id in ``language``; ``params`` fill its ``%(name)s``.

    Falls back to English where the language or the message is unknown.
    """
    text = _catalogue(language).gettext(message) if message else ""
    return text % params if params else text


def translation_folders(root: Path = ROOT) -> list[Path]:
    """Where catalogues lie: shared's, then those of the services at hand (an image holds one)."""
    return [root / "shared" / "translations", *sorted(root.glob("services/*/translations"))]


@cache
def _catalogue(language: str) -> NullTranslations:
    chain = NullTranslations()
    for folder in translation_folders():
        chain.add_fallback(translation(DOMAIN, folder, [language], fallback=True))
    return chain
