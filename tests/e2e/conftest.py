"""``deployment``: each test of this folder runs against both ways to run Linli."""

from collections.abc import Iterator

import pytest

from shared.testing.needs import need
from tests.e2e import deployments
from tests.e2e.deployments import Compose, Deployment

FIRST_START_SECONDS = 600  # the first test of a deployment waits for its images and its start


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(deployments.ROOT / "tests" / "e2e") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(FIRST_START_SECONDS))


@pytest.fixture(scope="package")
def local_deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    need("rabbitmq")
    with deployments.local(tmp_path_factory.mktemp("local")) as running:
        yield running


@pytest.fixture(scope="package")
def compose_project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Compose, Deployment]]:
    need("docker")
    with deployments.compose(tmp_path_factory.mktemp("compose")) as running:
        yield running


@pytest.fixture
def compose_deployment(compose_project: tuple[Compose, Deployment]) -> Deployment:
    return compose_project[1]


@pytest.fixture(params=["local", pytest.param("compose", marks=pytest.mark.compose)])
def deployment(request: pytest.FixtureRequest) -> Deployment:
    chosen: Deployment = request.getfixturevalue(f"{request.param}_deployment")
    return chosen
