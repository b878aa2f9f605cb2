"""Whether everybody can use a page: WCAG 2.2 A and AA as far as a program can tell, and no scrolling sideways."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def assert_fit_for_everybody(page: Page) -> None:
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
    assert not _invisible(found.response["incomplete"]), page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} is wider than the screen"


def _invisible(undecided: list[dict[str, Any]]) -> list[str]:
    """Texts of the very colour they stand on: axe takes them for hidden on purpose and leaves them to a person."""
    return [
        node["html"]
        for rule in undecided
        if rule["id"] == "color-contrast"
        for node in rule["nodes"]
        if any((check["data"] or {}).get("messageKey") == "equalRatio" for check in node["any"])
    ]
