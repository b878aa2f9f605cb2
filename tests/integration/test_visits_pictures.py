"""Photos of a visit and the signature of who was met: kept with its record, gone with the household."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select

from services.visits import handlers, queries
from services.visits.app import SERVICE
from services.visits.handlers.visit_pictures import PNG, drop_pictures
from services.visits.models import (
    NoRecordYet,
    PictureKind,
    SignedAlready,
    TooManyPhotos,
    Visit,
    VisitKind,
    VisitPicture,
)
from shared import clock, deadlines
from shared.errors import Invalid, NotFound
from shared.web import mounted
from shared.web.identity import SESSION_COOKIE
from tests.conftest import MakeDatabase
from tests.integration.reference_data import signed_in
from tests.integration.serving import served
from tests.integration.ticketing_api import token_of
from tests.integration.ticketing_desk import furnish
from tests.integration.visits_office import SETTINGS, VisitsOffice


@pytest.fixture
def office(make_database: MakeDatabase, tmp_path: Path) -> VisitsOffice:
    office = VisitsOffice(make_database("ticketing", furnish=furnish), make_database("visits"))
    office.settings = office.database.settings = replace(SETTINGS, data_dir=tmp_path)
    return office


@pytest.fixture
def visit(office: VisitsOffice) -> Visit:
    facts = {"customer_id": office.desk.customers["张伟"].id, "kind": VisitKind.REQUEST}
    visit = office.do("officer", handlers.schedule_visit, **facts, starts_at=clock.now() + timedelta(hours=1))
    office.do("officer", handlers.record_visit, visit_id=visit.id, visited_at=clock.now(), met="张伟")
    return visit


def picture(colour: int = 90, kind: str = "JPEG") -> bytes:
    stream = BytesIO()
    Image.new("RGB", (640, 480), (colour, 20, 20)).save(stream, kind)
    return stream.getvalue()


def drawn() -> str:
    return PNG + base64.b64encode(picture(kind="PNG")).decode()


def files(office: VisitsOffice) -> int:
    folder = office.settings.data_dir / "attachments"
    return sum(1 for path in folder.rglob("*.jpg") if path.is_file())


def test_photos_and_one_signature_are_kept_with_the_record(office: VisitsOffice, visit: Visit) -> None:
    key = {"visit_id": visit.id}
    office.do("officer", handlers.add_photos, **key, photos=[picture(1), picture(2)])
    office.do("officer", handlers.sign_record, **key, signature=drawn())
    kinds = [row.kind for row in office.read("lead", queries.visit_pictures, **key)]
    assert kinds == [PictureKind.PHOTO, PictureKind.PHOTO, PictureKind.SIGNATURE]
    with pytest.raises(SignedAlready):
        office.do("officer", handlers.sign_record, **key, signature=drawn())
    with pytest.raises(TooManyPhotos):
        office.do("officer", handlers.add_photos, **key, photos=[picture()] * 11)
    assert office.read("stranger", queries.visit_pictures, **key) == []


@pytest.mark.parametrize("signature", ["", "nothing", PNG + "@@", PNG + base64.b64encode(b"no picture").decode()])
def test_what_is_no_picture_is_refused(office: VisitsOffice, visit: Visit, signature: str) -> None:
    with pytest.raises(Invalid):
        office.do("officer", handlers.sign_record, visit_id=visit.id, signature=signature)
    with pytest.raises(Invalid):
        office.do("officer", handlers.add_photos, visit_id=visit.id, photos=[b"no picture"])


def test_a_visit_that_is_ahead_has_no_record_to_add_to(office: VisitsOffice) -> None:
    facts = {"customer_id": office.desk.customers["王芳"].id, "kind": VisitKind.REQUEST}
    ahead = office.do("officer", handlers.schedule_visit, **facts, starts_at=clock.now() + timedelta(hours=2))
    with pytest.raises(NoRecordYet):
        office.do("officer", handlers.add_photos, visit_id=ahead.id, photos=[picture()])


def test_files_go_with_the_last_picture_that_needs_them(office: VisitsOffice, visit: Visit) -> None:
    first, _same = office.do("officer", handlers.add_photos, visit_id=visit.id, photos=[picture(), picture()])
    office.do("officer", handlers.drop_picture, picture_id=first.id)
    deadlines.fire_due(office.database, SERVICE)
    kept = files(office)
    assert kept > 0
    with office.database.write() as session:
        drop_pictures(session, visit.customer_id)
    deadlines.fire_due(office.database, SERVICE)
    assert files(office) == 0
    with office.database.read() as session:
        assert session.scalars(select(VisitPicture)).all() == []


@pytest.mark.one_database
def test_the_api_takes_and_shows_pictures(office: VisitsOffice, visit: Visit) -> None:
    officer, path = office.caller("officer"), f"/visits/api/v1/visits/{visit.id}"
    sent = {"photo": (BytesIO(picture()), "p.jpg")}
    added = officer.send("POST", f"{path}/photos", data=sent)
    assert added.status_code == 201, added.json
    assert officer.post(f"{path}/sign", {"signature": drawn()}).json["kind"] == "signature"
    assert len(officer.get(f"{path}/pictures").json) == 2
    shown = f"/visits/api/v1/visit-pictures/{added.json['id']}"
    assert officer.get(shown).content_type == "image/jpeg"
    assert signed_in(office.app, office.desk.stranger).get(shown).status_code == 404
    with pytest.raises(NotFound):
        office.read("stranger", queries.visit_picture, picture_id=UUID(added.json["id"]))


@pytest.fixture
def phone(office: VisitsOffice, visit: Visit, page: Page) -> Iterator[Page]:
    with served(mounted(office.app)) as address:
        page.set_viewport_size({"width": 375, "height": 700})
        token = token_of(office.staff("officer"))
        page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": address}])
        page.goto(f"{address}/visits/visit/{visit.id}?lang=zh")
        yield page


@pytest.mark.one_database
def test_who_was_met_signs_on_the_phone(phone: Page, tmp_path: Path) -> None:
    (tmp_path / "door.jpg").write_bytes(picture(7))
    phone.locator("[name=photos]").set_input_files(tmp_path / "door.jpg")
    phone.get_by_role("button", name="添加照片").click()
    expect(phone.locator(".photos img")).to_have_count(1)
    phone.get_by_text("请对方签名").click()
    paper = phone.locator("canvas[data-sign]")
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    assert box is not None
    phone.mouse.move(box["x"] + 40, box["y"] + 40)
    phone.mouse.down()
    phone.mouse.move(box["x"] + 200, box["y"] + 70, steps=5)
    phone.mouse.up()
    phone.get_by_role("button", name="保存签名").click()
    expect(phone.locator(".photos img")).to_have_count(2)
    expect(phone.get_by_text("请对方签名")).to_have_count(0)
