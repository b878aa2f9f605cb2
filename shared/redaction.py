"""Taking out of texts what identifies people: their names, phone numbers, e-mail addresses."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from shared.phones import national_digits

MARK = "███"
SHORTEST_PHONE = 7
_HAN = re.compile(r"[㐀-鿿]+")
_BETWEEN_NAMES = re.compile(r"[、,，/;；&+()（）·\s]+")
_TITLES = "先生|女士|小姐|太太|夫人|老师|阿姨|叔叔|大叔|大爷|大妈|奶奶|爷爷|姐|哥"
_TWO_CHARACTERS = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "司徒",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "夏侯",
    "端木",
)


class Redaction:
    """Puts a mark where one of these stands, however it is written: ``王芳``, ``王女士``, ``138-0013 8000``."""

    def __init__(
        self,
        names: Iterable[str] = (),
        phones: Iterable[str] = (),
        emails: Iterable[str] = (),
        texts: Iterable[str] = (),
    ) -> None:
        """``texts`` may be any of the three."""
        patterns = {*_names(names), *_phones(phones), *map(re.escape, emails), *_any(texts)} - {""}
        ordered = sorted(patterns, key=len, reverse=True)
        self._pattern = re.compile("|".join(ordered), re.IGNORECASE) if ordered else None

    def text(self, text: str) -> str:
        return self._pattern.sub(MARK, text) if self._pattern else text

    def value(self, value: Any) -> Any:
        """The same within lists and mappings, and within the JSON of bytes."""
        match value:
            case str():
                return self.text(value)
            case dict():
                return {key: self.value(item) for key, item in value.items()}
            case list():
                return [self.value(item) for item in value]
            case bytes():
                return self._body(value)
        return value

    def _body(self, body: bytes) -> bytes:
        """Unchanged, byte for byte, where nothing was found."""
        try:
            told = json.loads(body)
        except ValueError:
            told = body.decode(errors="replace")
            return body if self.text(told) == told else self.text(told).encode()
        marked = self.value(told)
        return body if marked == told else as_json(marked)


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _any(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if "@" in text:
            yield re.escape(text)
        elif re.fullmatch(r"[+\d\s()-]+", text):
            yield from _phones([text])
        else:
            yield from _names([text])


def _names(names: Iterable[str]) -> Iterator[str]:
    """Whole and in parts; a single character, or two letters, would be found everywhere."""
    for name in {name.strip() for name in names} - {"", MARK}:
        yield from _name(name)
        for part in _BETWEEN_NAMES.split(name):
            yield from _name(part)


def _name(name: str) -> Iterator[str]:
    if _HAN.fullmatch(name):
        if len(name) > 1:
            yield re.escape(name)
            yield re.escape(quote(name))  # as it stands in an address
            surname = name[:2] if name.startswith(_TWO_CHARACTERS) else name[:1]
            yield f"{surname}(?:{_TITLES})"
    elif len(name) > 2:
        yield rf"(?<!\w){re.escape(name)}(?!\w)"


def _phones(phones: Iterable[str]) -> Iterator[str]:
    for phone in phones:
        digits = re.sub(r"\D", "", national_digits(phone))
        if len(digits) >= SHORTEST_PHONE:
            yield r"(?<!\d)(?:(?:\+|00)?86[\s-]?)?" + r"[\s()-]{0,2}".join(digits) + r"(?!\d)"
