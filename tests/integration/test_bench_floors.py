"""What the benchmarks measure against has to do the work that it is said to do."""

import importlib
from typing import Any

import pytest
from sqlalchemy import func, select

from services.ticketing.models import Clock, Commitment, FiguresMark, Ticket, TicketWords
from shared.outbox import OutboxRow
from tests.integration.ticketing_desk import Desk


@pytest.mark.one_database
def test_the_bare_view_files_a_ticket(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", desk.database.engine.url.render_as_string(hide_password=False))
    bare = importlib.import_module("tests.bench.bare_app")
    zhang = desk.customers["张伟"]
    with desk.database.read() as session:
        commitment_id = session.scalars(select(Commitment.id)).first()
        told = session.scalar(select(func.count()).select_from(OutboxRow)) or 0
    body: dict[str, Any] = {
        **{"kind": "repair", "area": "indoor", "tier": "emergency", "title": "厨房水管爆裂"},
        **{"customer_id": str(zhang.id), "estate_id": str(zhang.estate_id), "commitment_id": str(commitment_id)},
    }
    bare.application.testing = True
    assert bare.application.test_client().post("/tickets", json=body).status_code == 201
    with desk.database.read() as session:
        for table in (Ticket, Clock, TicketWords, FiguresMark):
            assert session.scalar(select(func.count()).select_from(table)) == 1, table
        assert session.scalar(select(func.count()).select_from(OutboxRow)) == told + 1
