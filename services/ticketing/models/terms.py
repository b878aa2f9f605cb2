"""The words by which a household is found while typing, and the words of what was typed."""

import re
import unicodedata
from collections.abc import Iterable

from services.ticketing.models.labels import label_code
from shared.phones import national_digits

_TYPED_BUILDING = re.compile(r"(号楼|栋|幢|座)\s*")
_TYPED_PHONE = re.compile(r"^\+?[\d\s-]{7,}$")
_HAN = re.compile(r"[㐀-鿿]")
_LAST_DIGITS = 4


def household_terms(name: str, phone: str, unit_path: str, other_phone: str = "") -> set[str]:
    """Full name, its words, pinyin and initials; the phone numbers and last digits; ``2-0502`` and ``0502``."""
    phones = {*_phone_terms(phone), *_phone_terms(other_phone)}
    return {*_name_terms(name), *phones, *_unit_terms(unit_path)} - {""}


def member_terms(name: str, phone: str | None) -> set[str]:
    """What leads to the household of somebody: the name as above, the phone number."""
    return {*_name_terms(name), *_phone_terms(phone or "")} - {""}


def typed_terms(text: str) -> list[str]:
    """What was typed as words to be matched from their beginning, the longest first."""
    text = folded(text)
    if _TYPED_PHONE.match(text) and len(digits := re.sub(r"\D", "", text)) >= 7:
        return [digits.removeprefix("86") if len(digits) > 11 else digits]
    words = _TYPED_BUILDING.sub("-", text).replace("室", "").split()
    return sorted(words, key=len, reverse=True)


def folded(text: str) -> str:
    """The text without case, width, and what no name contains (PostgreSQL refuses NUL)."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    return unicodedata.normalize("NFKC", printable).strip().lower()


def _name_terms(name: str) -> Iterable[str]:
    plain = folded(name)
    yield plain
    yield from plain.split()
    # pypinyin's dictionaries take 20 MB, which only processes that write names should pay
    from pypinyin import Style, lazy_pinyin, pinyin  # noqa: PLC0415

    first, *others = [syllable for syllable in lazy_pinyin(plain.split()) if syllable] or [""]
    readings = pinyin(plain[:1], style=Style.NORMAL, heteronym=True) if _HAN.match(plain) and others else []
    for surname in {first, *(reading for choice in readings for reading in choice)}:  # 曾 is both zeng and ceng
        yield "".join((surname, *others))
        yield "".join(syllable[:1] for syllable in (surname, *others))


def _phone_terms(phone: str) -> Iterable[str]:
    digits = national_digits(phone)
    if digits:
        yield digits
        yield digits[-_LAST_DIGITS:]
    if phone.startswith("+86") and not digits.startswith("1"):
        yield f"0{digits}"  # a line at home, as people dial it


def _unit_terms(unit_path: str) -> Iterable[str]:
    labels = folded(unit_path).split()
    if not labels:
        return
    building, unit = label_code(labels[0]), labels[-1]
    for room in {unit, unit.lstrip("0") or unit}:
        yield room
        yield f"{building}-{room}"
