"""Photos of a step: uploaded with it, cleaned, shown to those who see the ticket."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from shared.local.processes import free_port
from shared.testing.buckets import BucketServer
from tests.integration.ticketing_api import NOBODY, ApiDesk, photo

pytestmark = pytest.mark.one_database

EXIF_ORIENTATION, EXIF_GPS = 0x0112, 0x8825
TURNED_RIGHT = 6


def resolve(desk: ApiDesk, *files: Any, **fields: str) -> Any:
    """The plumber's answer of the API for a ticket in work."""
    ticket = desk.open()
    desk.caller("officer").post(f"tickets/{ticket.id}/assign", {"assignee_id": str(desk.staff["plumber"].id)})
    form = {"resolution": "更换了软管", "photos": list(files), **fields}
    send = desk.caller("plumber").send
    return send("POST", f"tickets/{ticket.id}/resolve", data=form, content_type="multipart/form-data")


def file(data: bytes, name: str = "a.jpg") -> tuple[BytesIO, str]:
    return BytesIO(data), name


def picture_of(answer: Any) -> Image.Image:
    return Image.open(BytesIO(answer.data))


def photo_with_place() -> bytes:
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = TURNED_RIGHT
    exif.get_ifd(EXIF_GPS)[1] = "N"
    return photo((3000, 1500), exif=exif)


def test_a_photo_is_kept_upright_small_enough_and_without_its_place(api_desk: ApiDesk) -> None:
    resolved = resolve(api_desk, file(photo_with_place()))
    assert resolved.status_code == 200, resolved.json
    [kept] = resolved.json["attachments"]
    assert kept["step"] == "resolve"
    assert kept["added_by"] == "王强"
    path = f"tickets/{resolved.json['id']}/attachments/{kept['id']}"
    shown = api_desk.caller("officer").get(path)
    assert shown.content_type == "image/jpeg"
    assert len(shown.data) == kept["size"]
    assert picture_of(shown).size == (1024, 2048)
    assert not picture_of(shown).getexif()
    assert picture_of(api_desk.caller("officer").get(f"{path}/thumbnail")).size == (160, 320)


def test_a_browser_that_has_the_photo_is_not_sent_it_again(api_desk: ApiDesk) -> None:
    resolved = resolve(api_desk, file(photo())).json
    path = f"tickets/{resolved['id']}/attachments/{resolved['attachments'][0]['id']}"
    officer = api_desk.caller("officer")
    first = officer.get(path)
    assert first.headers["Cache-Control"].startswith("private")
    assert officer.send("GET", path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_several_photos_come_in_their_order_and_an_empty_file_field_is_none(api_desk: ApiDesk) -> None:
    sizes = [(40, 30), (50, 30)]
    answer = resolve(api_desk, *(file(photo(size, "PNG")) for size in sizes), file(b"", ""))
    paths = [f"tickets/{answer.json['id']}/attachments/{kept['id']}" for kept in answer.json["attachments"]]
    assert [picture_of(api_desk.caller("plumber").get(path)).size for path in paths] == sizes


def test_only_who_sees_the_ticket_sees_its_photos(api_desk: ApiDesk) -> None:
    resolved = resolve(api_desk, file(photo())).json
    path = f"tickets/{resolved['id']}/attachments/{resolved['attachments'][0]['id']}"
    other = api_desk.open()
    assert api_desk.caller("stranger").get(path).status_code == 404
    assert api_desk.caller("stranger").get(f"{path}/thumbnail").status_code == 404
    assert api_desk.caller().get(path).status_code == 401
    assert api_desk.caller("officer").get(path.replace(resolved["id"], str(other.id))).status_code == 404


def test_a_browser_is_told_on_a_page_that_a_photo_is_not_there(api_desk: ApiDesk) -> None:
    path, browser = f"tickets/{api_desk.open().id}/attachments/{NOBODY}", {"Accept": "text/html,*/*;q=0.8"}
    told = api_desk.caller("officer").send("GET", path, headers=browser)
    assert (told.status_code, told.mimetype) == (404, "text/html")
    assert "没有这条记录" in told.text
    assert api_desk.caller().send("GET", path, headers=browser).headers["Location"].startswith("/ticketing/session?")
    for accepted in ("image/avif,image/*,*/*;q=0.8", "*/*", "application/json"):
        program = api_desk.caller("officer").send("GET", path, headers={"Accept": accepted})
        assert program.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        photo()[:300],
        b"\xff\xd8\xff" + bytes(2000),
        photo(kind="GIF"),
    ],
    ids=["empty", "svg", "cut off", "garbage", "gif"],
)
def test_what_is_no_photo_is_refused_and_the_step_is_not_taken(api_desk: ApiDesk, data: bytes) -> None:
    answer = resolve(api_desk, file(photo()), file(data))
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == ["photos"]
    assert api_desk.event_names()[-1] == "ticket_assigned"


def test_a_picture_that_would_fill_the_memory_is_refused(api_desk: ApiDesk) -> None:
    bomb = BytesIO()
    Image.new("1", (12_000, 12_000)).save(bomb, "PNG")
    answer = resolve(api_desk, file(bomb.getvalue()))
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == ["photos"]


def test_too_many_photos_are_refused(api_desk: ApiDesk) -> None:
    answer = resolve(api_desk, *(file(photo((8, 8))) for _ in range(10)))
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == ["photos"]


def test_a_photo_that_is_gone_from_the_volume_is_not_found(api_desk: ApiDesk, tmp_path: Path) -> None:
    resolved = resolve(api_desk, file(photo())).json
    for kept in (tmp_path / "attachments").rglob("*"):
        if kept.is_file():
            kept.unlink()
    path = f"tickets/{resolved['id']}/attachments/{resolved['attachments'][0]['id']}"
    assert api_desk.caller("officer").get(path).status_code == 404


def test_photos_in_a_bucket_whose_loss_is_told_and_leaves_no_half_step(
    api_desk: ApiDesk, bucket_server: BucketServer
) -> None:
    bucket = bucket_server.bucket()
    api_desk.database.settings = replace(api_desk.settings, bucket=bucket)
    resolved = resolve(api_desk, file(photo())).json
    path = f"tickets/{resolved['id']}/attachments/{resolved['attachments'][0]['id']}"
    assert picture_of(api_desk.caller("officer").get(path)).size == (640, 480)
    assert len(bucket_server.names(bucket)) == 2
    away = replace(bucket, url=f"http://127.0.0.1:{free_port()}/files")
    api_desk.database.settings = replace(api_desk.settings, bucket=away)
    for answer in (api_desk.caller("officer").get(path), resolve(api_desk, file(photo()))):
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
        assert answer.json["detail"] == "照片和文件暂时无法访问，请一分钟后再试。"
    assert api_desk.event_names()[-1] == "ticket_assigned"


def test_a_form_may_come_without_photos_and_json_brings_none(api_desk: ApiDesk) -> None:
    assert resolve(api_desk).json["attachments"] == []
    ticket = api_desk.open()
    officer = api_desk.caller("officer")
    officer.post(f"tickets/{ticket.id}/acknowledge")
    told = {"resolution": "已处理", "photos": ["a.jpg"]}
    refused = officer.post(f"tickets/{ticket.id}/resolve", told)
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["photos.0"])
    assert officer.post(f"tickets/{ticket.id}/resolve", {"resolution": "已处理"}).status_code == 200
