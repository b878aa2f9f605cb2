"""The stack of several machines, tried on one: replicas, three brokers, and the loss of some of them."""

from collections.abc import Iterator
from functools import partial

import pytest
import requests

from tests.e2e import swarm
from tests.e2e.deployments import SERVICES, Compose, Deployment, call, soon
from tests.e2e.pages import Api
from tests.e2e.swarm import Swarm

pytestmark = [pytest.mark.compose, pytest.mark.timeout(900)]

TAKEN_OVER_SECONDS = 60


@pytest.fixture(scope="module")
def stack(compose_project: tuple[Compose, Deployment], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Swarm]:
    """With the images of the composed installation."""
    with swarm.one_node(tmp_path_factory.mktemp("swarm"), compose_project[0].version) as running:
        yield running


def test_four_services_answer_under_one_address(stack: Swarm) -> None:
    for service in SERVICES:
        assert requests.get(f"{stack.base_url}/{service}/readyz", timeout=10).json() == {"status": "ok"}


def test_work_goes_on_when_a_process_of_each_kind_and_a_broker_die(stack: Swarm) -> None:
    desk = Api(stack.base_url, stack.credentials["officer"])
    household = desk.household_with_email()
    assert soon(partial(desk.told_once, desk.open_ticket(household, "全部在运行")), TAKEN_OVER_SECONDS)
    for service in ("ticketing-worker", "notify-worker", "ticketing-web", "rabbitmq-2"):
        call("docker", "kill", stack.containers(service)[0])
    ticket = desk.open_ticket(household, "少了一半")
    assert soon(partial(desk.told_once, ticket), TAKEN_OVER_SECONDS)
