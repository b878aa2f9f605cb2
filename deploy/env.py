"""Writes ``.env`` for docker compose: .env.example with random secrets. Runs on a bare Python.

    python3 -m deploy.env [--file .env] [NAME=VALUE ...]

A file that is there keeps what it has; only settings that it lacks are added, and empty secrets filled in. A signing
key that was emptied is followed by a new one, beside which the key before it is still believed.
"""

import argparse
import json
import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from deploy.ed25519 import key_pair

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / ".env.example"
# The signing key, the keys that are believed, and how many of those before a new one stay so: what was signed once
# has to stay verifiable for ever, while a sign-in lasts a day.
PAIRS = (("SESSION_SIGNING_KEY", "SESSION_KEYS", 1), ("STATEMENT_SIGNING_KEY", "STATEMENT_KEYS", None))
HTTPS = {
    "HTTP_PORT": "80",
    "HTTPS_PORT": "443",
    "COMPOSE_FILE": "docker-compose.yml:deploy/compose.https.yml",
}


def complete(text: str, template: str, given: Mapping[str, str]) -> str:
    """``text`` with what it lacks of ``template``; values come from ``given``, else from the template or chance."""
    present = values_in(text)
    made = _values(values_in(template), present, given)
    lines = [_filled(line, made) for line in text.splitlines()]
    lines += [_filled(line, made) for line in template.splitlines() if not text or _name(line) not in {None, *present}]
    lines += [f"{name}={value}" for name, value in made.items() if name not in present | values_in(template)]
    return "\n".join(lines) + "\n"


def values_in(text: str) -> dict[str, str]:
    """The settings in an env file's text."""
    return {name: line.partition("=")[2].strip("'") for line in text.splitlines() if (name := _name(line))}


def _values(template: Mapping[str, str], present: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Values for what is absent, or is an empty secret."""
    wanted = dict(template)
    for signing, published, stay in PAIRS:
        wanted |= _keys(present, signing, published, stay)
    for name in template:
        if name.endswith(("_PASSWORD", "_SECRET_KEY")):
            wanted[name] = secrets.token_urlsafe(48 if name.endswith("_SECRET_KEY") else 24)
    wanted |= {**_https(given), **given}
    kept = {name for name, value in present.items() if value}
    kept -= {published for signing, published, _stay in PAIRS if signing not in kept}  # it has to name the new one
    return {name: value for name, value in wanted.items() if name not in kept}


def _keys(present: Mapping[str, str], signing: str, published: str, stay: int | None) -> dict[str, str]:
    """A new signing key and the keys to believe: its public half, and the newest of those believed so far."""
    if present.get(signing) and not present.get(published):
        raise SystemExit(f"{published} is missing, which goes with {signing}: empty both to get new ones.")
    private, public = key_pair()
    believed = json.loads(public)["keys"]
    if present.get(published):
        believed += json.loads(present[published])["keys"][:stay]
    return {signing: f"'{private}'", published: f"'{json.dumps({'keys': believed}, separators=(',', ':'))}'"}


def _https(given: Mapping[str, str]) -> dict[str, str]:
    """With a public address by https, Caddy gets a certificate by itself; it needs the usual ports for that."""
    return HTTPS if urlsplit(given.get("PUBLIC_URL", "")).scheme == "https" and "HTTP_PORT" not in given else {}


def _filled(line: str, values: Mapping[str, str]) -> str:
    name = _name(line)
    return f"{name}={values[name]}" if name is not None and name in values else line


def _name(line: str) -> str | None:
    name, equals, _value = line.partition("=")
    return name if equals and name.isidentifier() else None


def write(path: Path, given: Mapping[str, str]) -> str:
    """Writes ``path`` whole or not at all, readable by its owner only; says in a sentence what was done."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    after = complete(before, TEMPLATE.read_text(encoding="utf-8"), given)
    added = [name for name, value in values_in(after).items() if value and value != values_in(before).get(name)]
    if before and not added:
        return f"{path} has everything already; nothing was changed."
    unfinished = path.with_name(path.name + ".new")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(after)
    unfinished.rename(path)
    return f"{path}: added {', '.join(added)}." if before else f"{path} is written, with secrets of its own. Keep it."


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--file", type=Path, default=ROOT / ".env")
    parser.add_argument("settings", nargs="*", metavar="NAME=VALUE", help="settings of your own")
    arguments = parser.parse_args()
    given = dict(setting.partition("=")[::2] for setting in arguments.settings)
    if unknown := given.keys() - values_in(TEMPLATE.read_text(encoding="utf-8")).keys() - HTTPS.keys():
        raise SystemExit(f".env.example knows no setting {', '.join(sorted(unknown))}.")
    sys.stdout.write(write(arguments.file, given) + "\n")


if __name__ == "__main__":
    main()
