"""Another system's token in all four services: its rights come and go with each service's own copy of them."""

from pathlib import Path
from typing import Any

from services.ticketing import handlers
from shared.actors import SYSTEM
from tests.conftest import MakeDatabase
from tests.integration.four_services import SERVICES, create_apps, deliver
from tests.integration.ticketing_api import ApiDesk, Caller

LISTS = {"ticketing": "tickets", "survey": "coverage", "notify": "messages", "visits": "rounds"}
SCOPES = ["tickets.read", "surveys.read", "messages.read", "visits.read"]


def test_rights_come_and_go_with_the_copies(make_database: MakeDatabase, tmp_path: Path) -> None:
    databases = {name: make_database(name) for name in SERVICES}
    desk = ApiDesk(databases["ticketing"])
    apps = create_apps(databases, tmp_path)
    with desk.database.write(SYSTEM) as session:
        client, token = handlers.create_api_client(session, name="数据平台", scopes=SCOPES)

    def seen() -> dict[str, int]:
        callers = {name: Caller(apps[name], token, api=f"/{name}/api/v1") for name in SERVICES}
        return {name: caller.get(LISTS[name]).status_code for name, caller in callers.items()}

    assert seen() == {name: 200 if name == "ticketing" else 401 for name in SERVICES}
    deliver(databases)
    assert seen() == dict.fromkeys(SERVICES, 200)
    with desk.database.write(SYSTEM) as session:
        handlers.revoke_api_client(session, client_id=client.id)
    assert seen() == {name: 401 if name == "ticketing" else 200 for name in SERVICES}
    deliver(databases)
    assert seen() == dict.fromkeys(SERVICES, 401)


def test_a_system_opens_no_inbox_and_sees_only_its_estates(make_database: MakeDatabase, tmp_path: Path) -> None:
    databases: dict[str, Any] = {name: make_database(name) for name in SERVICES}
    desk = ApiDesk(databases["ticketing"])
    apps = create_apps(databases, tmp_path)
    estate = desk.estates["CH"]
    with desk.database.write(SYSTEM) as session:
        _client, token = handlers.create_api_client(session, name="翠湖里", scopes=SCOPES, estates=[estate.id])
    deliver(databases)
    assert Caller(apps["notify"], token, api="/notify/api/v1").get("inbox").status_code == 403
    rows = Caller(apps["survey"], token, api="/survey/api/v1").get("coverage").json["items"]
    assert [row["estate_id"] for row in rows] == [str(estate.id)]
