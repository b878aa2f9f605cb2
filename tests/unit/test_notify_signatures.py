"""What was signed is verified to the last byte (A2.6): by us, and by a program that nobody here wrote."""

import subprocess
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.ed25519 import key_pair
from services.notify.models import Line, Statement, StatementState, signatures

KEY, KEYS = key_pair()
OTHER_KEY, OTHER_KEYS = key_pair()
ESTATE, CATEGORY = UUID(int=1), str(UUID(int=2))


def line(flow: str, fen: int, item: str = "") -> Line:
    return Line(flow=flow, category_id=CATEGORY, category="清洁卫生", category_en="Cleaning", item=item, amount_fen=fen)


def signed(key: str = KEY) -> Statement:
    row = Statement(
        estate_id=ESTATE,
        state=StatementState.DRAFT,
        begins_on=date(2026, 7, 1),
        ends_on=date(2026, 9, 30),
        opening_fen=100_00,
        closing_fen=250_00,
        lines=[line("income", 500_00), line("expense", 350_00, "七月至九月")],
        note="",
        note_en="",
        estate_name="邻香苑",
        signed_by="郑华",
        signed_by_id=UUID(int=3),
        signed_at=datetime(2026, 10, 8, 9, 30, tzinfo=UTC),
    )
    row.bind(key)
    return row


ROW = signed()
DOCUMENT = ROW.document()


def test_what_was_signed_is_authentic() -> None:
    assert ROW.is_authentic(KEYS)
    assert ROW.missing_fen == 0


@given(place=st.integers(0, len(DOCUMENT) - 1), change=st.integers(1, 255))
def test_any_other_byte_voids_the_signature(place: int, change: int) -> None:
    forged = bytearray(DOCUMENT)
    forged[place] ^= change
    assert ROW.signature
    assert ROW.key_id
    assert not signatures.holds(KEYS, ROW.key_id, ROW.signature, bytes(forged))


@given(place=st.integers(0, 63), change=st.integers(1, 255))
def test_any_other_signature_is_none(place: int, change: int) -> None:
    forged = bytearray(signatures.as_bytes(ROW.signature or ""))
    forged[place] ^= change
    assert not signatures.holds(KEYS, ROW.key_id or "", urlsafe_b64encode(forged).decode(), DOCUMENT)


CHANGES: dict[str, Callable[[Statement], None]] = {
    "begins_on": lambda row: setattr(row, "begins_on", date(2026, 7, 2)),
    "ends_on": lambda row: setattr(row, "ends_on", date(2026, 9, 29)),
    "opening": lambda row: setattr(row, "opening_fen", 99_99),
    "closing": lambda row: setattr(row, "closing_fen", 250_01),
    "amount": lambda row: row.lines[0].update({"amount_fen": 500_01}),
    "item": lambda row: row.lines[1].update({"item": "七月至九月 "}),
    "category": lambda row: row.lines[1].update({"category": "绿化养护"}),
    "category_en": lambda row: row.lines[1].update({"category_en": "cleaning"}),
    "order": lambda row: row.lines.reverse(),
    "a line more": lambda row: row.lines.append(line("income", 0)),
    "a line less": lambda row: setattr(row, "lines", row.lines[:1]),
    "note": lambda row: setattr(row, "note", "。"),
    "note_en": lambda row: setattr(row, "note_en", "."),
    "estate": lambda row: setattr(row, "estate_id", UUID(int=9)),
    "estate_name": lambda row: setattr(row, "estate_name", "翠湖里"),
    "signer": lambda row: setattr(row, "signed_by", "周洁"),
    "account": lambda row: setattr(row, "signed_by_id", UUID(int=8)),
    "time": lambda row: setattr(row, "signed_at", datetime(2026, 10, 8, 9, 31, tzinfo=UTC)),
    "replaces": lambda row: setattr(row, "replaces_id", UUID(int=7)),
    "hash": lambda row: setattr(row, "content_hash", "0" * 64),
    "signature": lambda row: setattr(row, "signature", None),
    "key": lambda row: setattr(row, "key_id", "another"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_changes_in_the_row_voids_it(change: Callable[[Statement], None]) -> None:
    row = signed()
    row.lines = deepcopy(row.lines)
    change(row)
    assert not row.is_authentic(KEYS)


def test_the_same_moment_in_another_zone_is_the_same() -> None:
    row = signed()
    assert row.signed_at
    row.signed_at = row.signed_at.astimezone()
    assert row.is_authentic(KEYS)
    row.signed_at += timedelta(seconds=1)
    assert not row.is_authentic(KEYS)


def test_only_published_keys_count() -> None:
    assert not signed(OTHER_KEY).is_authentic(KEYS)
    assert not ROW.is_authentic("")
    assert [set(key) for key in signatures.published(OTHER_KEYS)] == [{"kty", "crv", "kid", "x"}]


def test_openssl_says_the_same(tmp_path: Path) -> None:
    """The command of the public page."""
    files = {
        "document.json": DOCUMENT,
        "signature.bin": signatures.as_bytes(ROW.signature or ""),
        "key.pem": signatures.as_pem(KEYS, ROW.key_id or ""),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    command = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", "key.pem"]
    command += ["-in", "document.json", "-sigfile", "signature.bin"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "document.json").write_bytes(DOCUMENT.replace("郑华".encode(), "周洁".encode()))
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode != 0
    assert urlsafe_b64decode(f"{ROW.signature}==") == files["signature.bin"]
