"""What only the deployment in containers promises."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import requests
import yaml

from tests.e2e.deployments import ROOT, SERVICES, Compose, Deployment
from tests.integration.test_metrics import asked_for, figures

pytestmark = pytest.mark.compose

MOST_MEMORY = 1200 * 2**20
CONNECT = (
    "import os, sys, psycopg; psycopg.connect(os.environ['DATABASE_URL'].replace('+psycopg', ''), dbname=sys.argv[1])"
)
SCRAPED = ROOT / "deploy" / "prometheus" / "prometheus.yml"
FETCH = "import sys; from urllib.request import urlopen; [print(urlopen(url).read().decode()) for url in sys.argv[1:]]"
UNITS = {"B": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}


def test_metrics_are_not_for_the_public(compose_deployment: Deployment) -> None:
    for path in ("/ticketing/metrics", "/notify/metrics/", "/visits//metrics", "/survey/%6detrics"):
        assert requests.get(compose_deployment.base_url + path, timeout=10).status_code == 404


def test_every_alert_asks_for_a_figure_that_the_deployment_tells(compose_project: tuple[Compose, Deployment]) -> None:
    told = compose_project[0].run("exec", "-T", "notify-worker", "python", "-c", FETCH, *_scraped()).stdout
    assert asked_for("linli") | asked_for("rabbitmq") <= {name.partition("{")[0] for name in figures(told)}


def _scraped() -> Iterator[str]:
    """What deploy/prometheus/prometheus.yml asks."""
    worker, web, broker = yaml.safe_load(SCRAPED.read_text(encoding="utf-8"))["scrape_configs"]
    [named] = worker["dns_sd_configs"]
    yield from (f"http://{name}:{named['port']}/metrics" for name in named["names"])
    [named] = web["dns_sd_configs"]
    yield from (f"http://{name}:{named['port']}/{name.removesuffix('-web')}/metrics" for name in named["names"])
    [address] = broker["static_configs"][0]["targets"]
    yield f"http://{address}{broker['metrics_path']}?{urlencode(broker['params'], doseq=True)}"


def test_only_the_proxy_has_a_port_and_nothing_has_rights(compose_project: tuple[Compose, Deployment]) -> None:
    containers = _containers(compose_project[0])
    published = {name for name, container in containers.items() if any(container["HostConfig"]["PortBindings"])}
    assert published == {"caddy"}
    own = {name: container for name, container in containers.items() if name != "mail"}
    assert [name for name, container in own.items() if container["Config"]["User"] in ("", "root", "0")] == []
    assert [name for name, container in own.items() if not container["HostConfig"]["ReadonlyRootfs"]] == []
    assert [name for name, container in own.items() if container["HostConfig"]["CapDrop"] != ["ALL"]] == []
    assert [name for name, container in own.items() if not container["HostConfig"]["Memory"]] == []


def test_no_role_may_connect_to_the_database_of_another(compose_project: tuple[Compose, Deployment]) -> None:
    for service in SERVICES:
        for database in {*SERVICES, "postgres"} - {service}:
            command = ["exec", "-T", f"{service}-web", "python", "-c", CONNECT, database]
            result = compose_project[0].run(*command, check=False)
            assert f'permission denied for database "{database}"' in result.stderr


def test_a_web_process_reaches_neither_the_broker_nor_the_world(compose_project: tuple[Compose, Deployment]) -> None:
    for place in ("rabbitmq/5672", "mail/1025"):
        result = compose_project[0].run("exec", "-T", "visits-web", "bash", "-c", f"</dev/tcp/{place}", check=False)
        assert result.returncode == 1


def test_the_log_of_the_proxy_keeps_no_tokens(compose_project: tuple[Compose, Deployment]) -> None:
    compose, deployment = compose_project
    secret = "s3cret" * 10
    requests.get(f"{deployment.base_url}/ticketing/readyz/{secret}?text={secret}", timeout=10)
    log = compose.run("logs", "--no-color", "caddy").stdout
    assert "/ticketing/readyz/…" in log
    assert secret not in log


def test_a_missing_secret_refuses_to_start(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PUBLIC_URL=http://localhost:8080\n", encoding="utf-8")
    command = ["docker", "compose", "--env-file", str(tmp_path / ".env"), "config", "--quiet"]
    clean = {name: value for name, value in os.environ.items() if not re.search("_KEY|_PASSWORD", name)}
    result = subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, text=True, check=False)
    assert result.returncode != 0
    assert "is missing a value: write it with `make env`" in result.stderr


def test_a_second_start_changes_nothing(compose_project: tuple[Compose, Deployment]) -> None:
    compose, deployment = compose_project
    before = {name: container["Id"] for name, container in _containers(compose).items()}
    compose.run("up", "--detach", "--wait")
    assert {name: container["Id"] for name, container in _containers(compose).items()} == before
    assert requests.get(f"{deployment.base_url}/ticketing/readyz", timeout=10).ok


def test_the_whole_stack_stays_under_its_memory(compose_project: tuple[Compose, Deployment]) -> None:
    ids = [container["Id"] for name, container in _containers(compose_project[0]).items() if name != "mail"]
    command = ["docker", "stats", "--no-stream", "--format", "{{.MemUsage}}", *ids]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    used = [re.match(r"([\d.]+)(\w+)", line) for line in lines]
    assert sum(float(match[1]) * UNITS[match[2]] for match in used if match) < MOST_MEMORY


def _containers(compose: Compose) -> dict[str, Any]:
    """What the engine knows of each service's container, steps that have ended among them."""
    ids = compose.run("ps", "--all", "--quiet").stdout.split()
    found = json.loads(subprocess.run(["docker", "inspect", *ids], capture_output=True, text=True, check=True).stdout)
    return {container["Config"]["Labels"]["com.docker.compose.service"]: container for container in found}
