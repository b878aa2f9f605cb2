"""Both ways to run Linli give the same: four services behind one address, one sign-in."""

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.e2e.deployments import SERVICES, Deployment


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_ready_under_its_name(deployment: Deployment, service: str) -> None:
    assert requests.get(f"{deployment.base_url}/{service}/readyz", timeout=10).json() == {"status": "ok"}


def test_every_role_signs_in(deployment: Deployment) -> None:
    for account in deployment.credentials.values():
        body = {"username": account.username, "password": account.password}
        assert requests.post(f"{deployment.base_url}/ticketing/api/v1/sessions", json=body, timeout=10).ok


def test_one_sign_in_opens_the_pages_of_all_services(deployment: Deployment, page: Page) -> None:
    account = deployment.credentials["officer"]
    page.goto(deployment.base_url)
    page.fill("[name=username]", account.username)
    page.fill("[name=password]", account.password)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{deployment.base_url}/ticketing/today")
    for service in ("visits/", "survey/", "notify/inbox"):
        answer = page.goto(f"{deployment.base_url}/{service}")
        assert answer is not None
        assert answer.status == 200
        assert page.url == f"{deployment.base_url}/{service}"
