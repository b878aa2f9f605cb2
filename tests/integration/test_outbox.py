"""What a subscriber may count on from the outbox: an event exists exactly when its change was committed."""

import contextvars
from datetime import datetime, timedelta

import msgspec
import pytest

from shared import outbox, tracing
from shared.db import Database
from shared.events import read_envelope
from shared.ids import new_id
from tests.faults.sample_service import handlers
from tests.faults.sample_service.contracts import ParcelArrived
from tests.faults.sample_service.harness import Parcels


@pytest.fixture
def parcels(database: Database) -> Parcels:
    return Parcels(database)


def test_an_event_is_kept_with_its_change(parcels: Parcels) -> None:
    [parcel] = parcels.take_in(7)
    [row] = parcels.outbox()
    assert (row.key, row.subject) == ("parcels.parcel_arrived.v1", str(parcel.id))
    assert msgspec.json.decode(row.body)["data"] == {"number": 7, "remark": ""}


def test_a_change_that_is_rolled_back_leaves_no_event(parcels: Parcels) -> None:
    def fail_after_the_event() -> None:
        with parcels.database.write() as session:
            handlers.take_in(session, 7)
            raise LookupError

    with pytest.raises(LookupError):
        fail_after_the_event()
    assert (parcels.outbox(), parcels.numbers()) == ([], [])


def test_an_envelope_is_a_cloudevent_with_the_version_that_its_change_wrote(parcels: Parcels) -> None:
    locker = parcels.place_locker("A1")
    with parcels.database.write() as session:
        handlers.relabel_locker(session, locker.id, "A2")
    first, second = (msgspec.json.decode(row.body) for row in parcels.outbox())
    assert (first["subjectversion"], second["subjectversion"]) == (1, 2)
    assert second | {"id": "", "time": "", "traceparent": None, "data": {}} == {
        "specversion": "1.0",
        "id": "",
        "source": "/linli/parcels",
        "type": "parcels.locker_changed.v1",
        "time": "",
        "subject": str(locker.id),
        "subjectversion": 2,
        "datacontenttype": "application/json",
        "dataschema": "urn:linli:schema:parcels.locker_changed.v1",
        "traceparent": None,
        "data": {},
    }
    assert datetime.fromisoformat(second["time"]).utcoffset() == timedelta()


def test_events_wait_in_the_order_of_their_changes(parcels: Parcels) -> None:
    parcels.take_in(3, 1, 2)
    assert [msgspec.json.decode(row.body)["data"]["number"] for row in parcels.outbox()] == [3, 1, 2]


def test_the_trace_of_the_request_travels_with_the_event(parcels: Parcels) -> None:
    def request() -> str:
        trace = tracing.start_trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
        parcels.take_in(1)
        return trace

    trace = contextvars.copy_context().run(request)
    assert read_envelope(parcels.outbox()[0].body).traceparent == trace


def test_an_event_about_no_row_names_its_own_subject(parcels: Parcels) -> None:
    with parcels.database.write() as session:
        event_id = outbox.add_raw(session, ParcelArrived(number=1, remark=""), subject="delivery-round", version=4)
    [row] = parcels.outbox()
    envelope = read_envelope(row.body)
    assert (row.event_id, envelope.id, envelope.subject, envelope.subjectversion) == (
        event_id, event_id, "delivery-round", 4,
    )  # fmt: skip


def test_events_added_at_once_wait_behind_those_added_before(parcels: Parcels) -> None:
    subjects = [new_id(), new_id()]
    with parcels.database.write() as session:
        outbox.add_raw(session, ParcelArrived(number=0, remark=""), subject="first", version=1)
        facts = [(ParcelArrived(number=2 - place, remark=""), key, place + 3) for place, key in enumerate(subjects)]
        outbox.add_many(session, facts)
    told = [read_envelope(row.body) for row in parcels.outbox()]
    assert [envelope.subject for envelope in told] == ["first", *map(str, subjects)]
    assert [envelope.subjectversion for envelope in told] == [1, 3, 4]
    with parcels.database.write() as session:
        outbox.add_many(session, [])
    assert len(parcels.outbox()) == 3


def test_many_events_of_one_transaction_are_all_kept(parcels: Parcels) -> None:
    with parcels.database.write() as session:
        for number in range(200):
            handlers.take_in(session, number)
    assert len(parcels.outbox()) == 200
