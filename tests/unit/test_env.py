"""``make env``: what it writes, and that it never takes anything away."""

import json
import re
import stat
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey

from deploy import ed25519, env
from deploy.env import TEMPLATE, values_in

TEMPLATE_TEXT = TEMPLATE.read_text(encoding="utf-8")


def test_a_new_file_has_every_setting_and_a_secret_of_its_own_for_each(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    env.write(path, {})
    values = values_in(path.read_text(encoding="utf-8"))
    assert values.keys() == values_in(TEMPLATE_TEXT).keys()
    secrets = [
        value for name, value in values.items() if name.endswith(("_PASSWORD", "_SECRET_KEY", "_SIGNING_KEY", "_KEYS"))
    ]
    assert all(len(secret) >= 32 for secret in secrets)
    assert len(set(secrets)) == len(secrets)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_is_there_keeps_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    env.write(path, {"PUBLIC_URL": "http://pm.example.cn"})
    before = path.read_text(encoding="utf-8")
    assert env.write(path, {"PUBLIC_URL": "http://other.example.cn"}).endswith("nothing was changed.")
    assert path.read_text(encoding="utf-8") == before


def test_what_is_missing_or_emptied_is_added(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    env.write(path, {})
    before = values_in(path.read_text(encoding="utf-8"))
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(("VISITS_SECRET_KEY=", "NOTIFY_SECRET_KEY="))]
    path.write_text("\n".join([*kept, "VISITS_SECRET_KEY="]), encoding="utf-8")
    assert set(env.write(path, {}).split(": added ")[1].rstrip(".").split(", ")) == {
        "VISITS_SECRET_KEY",
        "NOTIFY_SECRET_KEY",
    }
    after = values_in(path.read_text(encoding="utf-8"))
    assert {name for name in before if before[name] != after[name]} == {"VISITS_SECRET_KEY", "NOTIFY_SECRET_KEY"}


def test_a_new_signing_key_leaves_the_one_before_it_believed(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    env.write(path, {})
    signing = [_kid(path)]
    for _ in range(2):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub("^SESSION_SIGNING_KEY=.*", "SESSION_SIGNING_KEY=", text, flags=re.M), encoding="utf-8")
        env.write(path, {})
        signing.append(_kid(path))
    believed = json.loads(values_in(path.read_text(encoding="utf-8"))["SESSION_KEYS"])["keys"]
    assert [key["kid"] for key in believed] == [signing[2], signing[1]]
    assert all("d" not in key for key in believed)


def _kid(path: Path) -> str:
    key = json.loads(values_in(path.read_text(encoding="utf-8"))["SESSION_SIGNING_KEY"])
    return str(key["kid"])


def test_no_key_that_signed_a_statement_is_ever_dropped(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    env.write(path, {})
    for _ in range(3):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub("^STATEMENT_SIGNING_KEY=.*", "STATEMENT_SIGNING_KEY=", text, flags=re.M), encoding="utf-8"
        )
        env.write(path, {})
    kept = json.loads(values_in(path.read_text(encoding="utf-8"))["STATEMENT_KEYS"])["keys"]
    assert len({key["kid"] for key in kept}) == 4
    assert all("d" not in key for key in kept)


def test_a_signing_key_that_nobody_believes_is_refused() -> None:
    with pytest.raises(SystemExit, match="SESSION_KEYS is missing"):
        env.complete("SESSION_SIGNING_KEY='{}'\nSESSION_KEYS=\n", TEMPLATE_TEXT, {})


def test_an_https_address_brings_the_ports_that_a_certificate_needs() -> None:
    values = values_in(env.complete("", TEMPLATE_TEXT, {"PUBLIC_URL": "https://pm.example.cn"}))
    assert (values["HTTP_PORT"], values["HTTPS_PORT"]) == ("80", "443")
    assert "compose.https.yml" in values["COMPOSE_FILE"]


def test_public_keys_are_those_of_rfc_8032() -> None:
    private = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    assert ed25519.public_key(private).hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"


def test_what_the_signing_key_signs_the_published_keys_believe() -> None:
    for _ in range(20):
        signing, published = (json.loads(text) for text in ed25519.key_pair())
        key = OKPKey.import_key(signing)
        assert key.thumbprint() == signing["kid"]
        token = jwt.encode({"alg": "EdDSA", "kid": signing["kid"]}, {"sub": "1"}, key, algorithms=["EdDSA"])
        assert jwt.decode(token, KeySet.import_key_set(published), algorithms=["EdDSA"]).claims == {"sub": "1"}
