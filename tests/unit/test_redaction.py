"""What identifies somebody is found however it is written, and nothing else is touched."""

import json

import pytest

from shared.redaction import MARK, Redaction

WHO = Redaction(texts=["欧阳娜娜、陈强", "John Smith", "+8613800138000", "na@example.com", "李", "Al"])


@pytest.mark.parametrize(
    "told",
    [
        *("欧阳娜娜", "陈强", "陈先生", "欧阳女士", "%E9%99%88%E5%BC%BA", "John Smith", "SMITH", "na@Example.com"),
        *("13800138000", "138 0013 8000", "+86 138-0013-8000", "008613800138000"),
    ],
)
def test_it_is_found_however_it_is_written(told: str) -> None:
    assert WHO.text(f"，{told}。") == f"，{MARK}。"


@pytest.mark.parametrize(
    "text", ["李工已到场", "Always", "Smithfield", "2138001380001", "陈列室", "电话 13800138001", ""]
)
def test_other_words_stay(text: str) -> None:
    assert WHO.text(text) == text


def test_within_json() -> None:
    body = json.dumps({"data": {"name": "陈强", "ids": ["a", 1, None]}}).encode()
    assert json.loads(WHO.value(body)) == {"data": {"name": MARK, "ids": ["a", 1, None]}}
    assert WHO.value(b"no json of \xe9\x99\x88\xe5\xbc\xba").decode() == f"no json of {MARK}"
    untouched = b'{ "a" : 1 }'
    assert WHO.value(untouched) is untouched


def test_who_has_no_name_takes_nothing_away() -> None:
    assert Redaction(texts=["", MARK]).text("厨房漏水") == "厨房漏水"
