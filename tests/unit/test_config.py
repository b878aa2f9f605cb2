"""Settings as operators give them."""

from pathlib import Path

import pytest

from shared.config import Bucket, Environment, MissingSetting

REQUIRED = ("DATABASE_URL", "AMQP_URL", "SECRET_KEY", "SESSION_KEYS")
BUCKET = {"ATTACHMENTS_URL": "https://s3.example.cn/files?region=cn-north-1", "ATTACHMENTS_KEY": "k"}


def bucket(monkeypatch: pytest.MonkeyPatch, **given: str) -> object:
    for name, value in (dict.fromkeys(REQUIRED, "unused") | given).items():
        monkeypatch.setenv(name, value)
    return Environment("visits").common()["bucket"]


def test_files_lie_on_the_volume_unless_a_bucket_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bucket(monkeypatch, ATTACHMENTS_URL="", ATTACHMENTS_KEY="") is None


def test_the_secret_of_a_bucket_comes_from_a_file_and_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("hidden\n", encoding="utf-8")
    given = bucket(monkeypatch, **BUCKET, ATTACHMENTS_SECRET_FILE=str(tmp_path / "secret"))
    assert given == Bucket(url=BUCKET["ATTACHMENTS_URL"], key="k", secret="hidden", folder="visits")
    assert "hidden" not in repr(given)


@pytest.mark.parametrize("changed", [{"ATTACHMENTS_URL": "s3://files"}, {"ATTACHMENTS_URL": "https://host/"}, {}])
def test_half_a_bucket_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch, changed: dict[str, str]) -> None:
    with pytest.raises(MissingSetting, match=r"visits: ATTACHMENTS_URL (must be|needs)"):
        bucket(monkeypatch, **BUCKET | changed)
