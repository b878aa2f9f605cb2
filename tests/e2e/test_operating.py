"""What operators do to a running installation: new secrets, a certificate, a backup, a total loss, an upgrade.

All of them use the one installation and leave it running, with nothing lost; the upgrade comes last.
"""

import json
import threading
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser

from shared.leader import lock_number
from tests.e2e.deployments import PROJECT, ROOT, SERVICES, Account, Compose, Deployment, soon
from tests.e2e.pages import Api, Household, Person, picture

pytestmark = pytest.mark.compose

PASSWORDS = [f"{name}_{kind}_PASSWORD" for name in map(str.upper, SERVICES) for kind in ("DB", "AMQP")]
NEW_SECRETS = [*PASSWORDS, "POSTGRES_PASSWORD", "RABBITMQ_PASSWORD", "SUBSCRIBER_AMQP_PASSWORD", "SESSION_SIGNING_KEY"]
LISTS = ("/ticketing/api/v1/tickets", "/notify/api/v1/messages", "/survey/api/v1/coverage", "/visits/api/v1/rounds")
AUTHORITY = "/var/lib/caddy/caddy/pki/authorities/local/root.crt"
CONNECT = "import sys, psycopg; psycopg.connect(sys.argv[1], connect_timeout=10)"
CHECK_BROKER = "import sys; from shared import broker; broker.check(sys.argv[1])"
FINGERPRINTS = """
SELECT string_agg(
  format('SELECT %L, md5(%s) FROM %I t', tablename,
         CASE WHEN tablename IN ('message', 'delivery', 'delivery_attempt') THEN 't.id::text' ELSE 't::text' END,
         tablename), ' UNION ALL ')
FROM pg_tables WHERE schemaname = 'public' \\gexec
"""
LEADERS = """
SELECT (classid::bigint << 32) | objid::bigint, host(client_addr) FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory';
"""
LEAVING = {"outbox", "deadline", "lease", "figures_mark"}  # their rows go when their work is done
COUNTED_ANEW = {"figures"}  # as soon as a worker finds the marks of what had changed
LATER = '''"""Add a table that the version before does not know"""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "ticketing_9999", "{newest}", None, None


def upgrade() -> None:
    op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True))
'''


@dataclass(frozen=True)
class Secured:
    """The installation with new secrets and a certificate; ``old`` is what ``.env`` said, ``earlier`` who signed in."""

    compose: Compose
    url: str
    authority: Path
    old: dict[str, str]
    earlier: Api


@pytest.fixture(scope="module")
def secured(compose_project: tuple[Compose, Deployment], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    compose, deployment = compose_project
    earlier, old = Api(deployment.base_url, deployment.credentials["officer"]), compose.settings
    url = compose.choose_https()
    compose.change(**dict.fromkeys(NEW_SECRETS, "") | {"RABBITMQ_PASSWORD": f"-{token_urlsafe(24)}"})  # one in 64 is so
    compose.call("deploy/rotate.sh")
    authority = tmp_path_factory.mktemp("authority") / "root.crt"
    authority.write_text(compose.run("exec", "-T", "caddy", "cat", AUTHORITY).stdout, encoding="ascii")
    earlier.base_url, earlier.verify = url, str(authority)
    yield Secured(compose, url, authority, old, earlier)
    if compose.over_https:
        compose.choose_http()
        compose.up()


@pytest.fixture
def officer(compose_deployment: Deployment) -> Account:
    return compose_deployment.credentials["officer"]


def test_a_sign_in_outlives_the_key_that_signed_it(secured: Secured, officer: Account) -> None:
    now = Api(secured.url, officer, ca=secured.authority)
    believed = [key["kid"] for key in now.get("/ticketing/api/v1/keys")["keys"]]
    assert believed == [_signed_with(now), _signed_with(secured.earlier)]
    assert len(set(believed)) == 2
    for path in LISTS:
        assert secured.earlier.get(path) == now.get(path)


def _signed_with(api: Api) -> Any:
    header = api.token.partition(".")[0]
    return json.loads(urlsafe_b64decode(header + "=" * (-len(header) % 4)))["kid"]


def test_old_passwords_let_nobody_in(secured: Secured) -> None:
    compose, old = secured.compose, secured.old
    for user in ("visits", "postgres"):
        password = old["VISITS_DB_PASSWORD" if user == "visits" else "POSTGRES_PASSWORD"]
        url = f"postgresql://{user}:{password}@postgres/visits"
        result = compose.run("exec", "-T", "visits-web", "python", "-c", CONNECT, url, check=False)
        assert "password authentication failed" in result.stderr
    for user in ("visits", "linli-admin"):
        password = old["VISITS_AMQP_PASSWORD" if user == "visits" else "RABBITMQ_PASSWORD"]
        url = f"amqp://{user}:{password}@rabbitmq:5672/%2F"
        result = compose.run("exec", "-T", "visits-worker", "python", "-c", CHECK_BROKER, url, check=False)
        assert "ACCESS_REFUSED" in result.stderr


def test_events_flow_with_the_new_secrets(secured: Secured, officer: Account) -> None:
    desk = Api(secured.url, officer, ca=secured.authority)
    ticket = desk.open_ticket(desk.household_with_email(), "换了密码以后的报修")
    assert soon(partial(desk.told_once, ticket))


def test_pages_come_by_https_alone(secured: Secured, officer: Account, browser: Browser) -> None:
    compose = secured.compose
    answer = requests.get(
        f"{compose.base_url}/ticketing/today", allow_redirects=False, timeout=10, headers={"Host": "localhost"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (308, "https://localhost/ticketing/today")
    page = requests.get(f"{secured.url}/ticketing/sign-in", verify=str(secured.authority), timeout=10)
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    person = Person(browser, secured.url, officer)
    person.open("/visits/")
    cookies = {cookie["name"]: cookie for cookie in person.page.context.cookies()}
    assert cookies["linli_session"]["secure"]
    person.leave()


def test_a_lost_installation_comes_back_with_everything(
    compose_project: tuple[Compose, Deployment], tmp_path: Path, officer: Account, secured: Secured
) -> None:
    """What a reader that was down had not taken from its queue, and what was not even sent, arrives afterwards."""
    compose, deployment = compose_project
    desk = Api(secured.url, officer, ca=secured.authority)
    household = desk.household_with_email()
    member = Api(secured.url, deployment.credentials["team_member"], ca=secured.authority)
    photo_path, photo = _photographed(desk, member, household)
    compose.run("kill", "notify-worker")
    queued = desk.open_ticket(household, "事件停在队列里")
    assert soon(lambda: _in_queue(compose, "notify") > 0 and not _outbox(compose))
    compose.run("kill", "ticketing-worker")
    unsent = desk.open_ticket(household, "事件还没有发出")
    before = {service: _rows(compose, service) for service in SERVICES}
    compose.call("deploy/backup.sh", str(tmp_path / "backup"))
    compose.remove()
    compose.choose_http()
    compose.call("deploy/restore.sh", str(tmp_path / "backup"))
    desk = Api(deployment.base_url, officer)
    for ticket in (queued, unsent):
        assert soon(partial(desk.told_once, ticket))
    assert desk.send("GET", photo_path).content == photo
    assert set().union(*(before[service] - _rows(compose, service) for service in SERVICES)) == set()


def _photographed(desk: Api, member: Api, household: Household) -> tuple[str, bytes]:
    """The path of a photo that a team member took, and the photo."""
    ticket = desk.open_ticket(household, "有照片的报修")
    desk.take_step(ticket, "assign", json={"assignee_id": member.person_id})
    file = picture()
    sent = {"photos": (file["name"], file["buffer"], file["mimeType"])}
    resolved = member.take_step(ticket, "resolve", data={"resolution": "已修好"}, files=sent)
    path = f"/ticketing/api/v1/tickets/{ticket['id']}/attachments/{resolved['attachments'][0]['id']}"
    return path, desk.send("GET", path).content


def _in_queue(compose: Compose, service: str) -> int:
    listed = compose.run("exec", "-T", "rabbitmq", "rabbitmqctl", "list_queues", "-q", "name", "messages").stdout
    return int(dict(line.split() for line in listed.splitlines())[f"{service}.events.0"])


def _outbox(compose: Compose) -> int:
    return int(_sql(compose, "ticketing", "SELECT count(*) FROM outbox"))


def _rows(compose: Compose, service: str) -> set[str]:
    """A fingerprint of each row that stays as it is: of messages on their way, only which they are."""
    rows = _sql(compose, service, FINGERPRINTS).splitlines()
    return {row for row in rows if row.partition("|")[0] not in LEAVING | COUNTED_ANEW}


def _sql(compose: Compose, service: str, statement: str) -> str:
    command = ["exec", "-T", "postgres", "psql", "-qAtX", "-U", "postgres", "-d", service]
    return compose.run(*command, typed=statement).stdout


def test_a_worker_that_vanishes_from_the_network_is_followed_by_another(
    compose_project: tuple[Compose, Deployment], officer: Account
) -> None:
    """As when its machine loses power: nobody says goodbye, and PostgreSQL has to notice that it is gone."""
    compose, deployment = compose_project
    desk = Api(deployment.base_url, officer)
    compose.run("up", "--detach", "--wait", "--no-deps", "--scale", "ticketing-worker=2", "ticketing-worker")
    compose.call("docker", "network", "disconnect", "--force", f"{PROJECT}_database", _relaying(compose))
    ticket = desk.open_ticket(desk.household_with_email(), "机器断电以后的报修")
    assert soon(partial(desk.told_once, ticket), 60)
    compose.run("rm", "--stop", "--force", "ticketing-worker")
    compose.up()


def _relaying(compose: Compose) -> str:
    """The container of the worker that relays ticketing's events."""
    assert soon(lambda: _address_of_leader(compose, "relay") is not None)
    address = _address_of_leader(compose, "relay")
    for container in compose.run("ps", "--quiet", "ticketing-worker").stdout.split():
        form = f'{{{{(index .NetworkSettings.Networks "{PROJECT}_database").IPAddress}}}}'
        if compose.call("docker", "inspect", "--format", form, container).stdout.strip() == address:
            return container
    raise AssertionError(f"nobody relays from {address}")


def _address_of_leader(compose: Compose, duty: str) -> str | None:
    addresses = dict(line.split("|") for line in _sql(compose, "ticketing", LEADERS).splitlines())
    return addresses.get(str(lock_number(duty)))


def test_an_upgrade_loses_nothing_that_is_under_way(
    compose_project: tuple[Compose, Deployment], tmp_path: Path, officer: Account
) -> None:
    compose, deployment = compose_project
    desk = Api(deployment.base_url, officer)
    _build_next_version(compose, tmp_path)
    with Callers(desk) as callers:
        compose.up()
    assert _sql(compose, "ticketing", "SELECT count(*) FROM later").strip() == "0"
    assert len({ticket["id"] for ticket in callers.opened}) == len(callers.opened) > 0
    assert soon(lambda: all(desk.told_once(ticket) for ticket in callers.opened))


def _build_next_version(compose: Compose, folder: Path) -> None:
    """All images under a newer tag; ticketing's has one migration more."""
    newest = max((ROOT / "services" / "ticketing" / "migrations" / "versions").glob("*.py")).stem
    (folder / "ticketing_9999.py").write_text(LATER.format(newest=newest), encoding="utf-8")
    (folder / "Dockerfile").write_text(
        f"FROM linli/ticketing:{compose.version}\nCOPY *.py /app/services/ticketing/migrations/versions/\n",
        encoding="utf-8",
    )
    for image in (*SERVICES, "caddy"):
        compose.call("docker", "tag", f"linli/{image}:{compose.version}", f"linli/{image}:{PROJECT}-next")
    compose.version = f"{PROJECT}-next"
    compose.call("docker", "build", "--quiet", "--tag", f"linli/ticketing:{compose.version}", str(folder))


class Callers:
    """Residents who go on calling; what fails is sent again, as a program does that has an ``Idempotency-Key``."""

    def __init__(self, desk: Api) -> None:
        self.desk, self.household = desk, desk.household_with_email()
        self.opened: list[dict[str, Any]] = []
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._call)

    def __enter__(self) -> "Callers":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._enough.set()
        self._thread.join()

    def _call(self) -> None:
        while not self._enough.wait(0.5):
            self._open(f"upgrade-{len(self.opened)}")

    def _open(self, key: str) -> None:
        with suppress(requests.RequestException):
            self.opened.append(self.desk.open_ticket(self.household, key, headers={"Idempotency-Key": key}))
