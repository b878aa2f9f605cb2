"""Files that people attach: what is kept of them, and what is refused."""

import os
import struct
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from structlog.testing import capture_logs

from shared.attachments import AttachmentStore, FilesUnavailable, images
from shared.attachments import store as limits
from shared.config import Bucket
from shared.errors import Invalid, NotFound
from shared.local.processes import free_port
from shared.testing.buckets import BucketServer

RED, BLUE = (200, 30, 30), (30, 30, 200)


Names = Callable[[], list[str]]


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | Bucket:
    if request.param == "folder":
        return tmp_path / "attachments"
    server: BucketServer = request.getfixturevalue("bucket_server")
    return server.bucket()


@pytest.fixture
def store(place: Path | Bucket) -> AttachmentStore:
    return AttachmentStore(place)


@pytest.fixture
def names(place: Path | Bucket, request: pytest.FixtureRequest) -> Names:
    """What is kept, below the service's folder."""
    if isinstance(place, Path):
        return lambda: [str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()]
    server: BucketServer = request.getfixturevalue("bucket_server")
    return lambda: [name.removeprefix("ticketing/") for name in server.names(place)]


def two_colours(width: int = 400, height: int = 200) -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture


def written(picture: Image.Image, kind: str = "JPEG", **options: object) -> BytesIO:
    stream = BytesIO()
    picture.save(stream, kind, **options)
    stream.seek(0)
    return stream


def kept(store: AttachmentStore, key: str) -> Image.Image:
    with store.open(key) as stream:
        picture = Image.open(BytesIO(stream.read()))
        picture.load()
    return picture


def near(picture: Image.Image, at: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    pixel = picture.getpixel(at)
    assert isinstance(pixel, tuple)
    return all(abs(value - wanted) < 25 for value, wanted in zip(pixel, colour, strict=True))


def refusal(save: Callable[[BytesIO], object], content: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        save(BytesIO(content))
    ((_field, (message,)),) = refused.value.errors.items()
    return message


def with_location() -> BytesIO:
    exif = Image.Exif()
    exif[Base.Make] = "PhoneMaker"
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (31.0, 13.0, 56.0)})
    xmp = b"<x:xmpmeta><exif:GPSLatitude>31,13.93N</exif:GPSLatitude></x:xmpmeta>"
    return written(two_colours(), exif=exif, xmp=xmp, comment=b"taken at home")


def test_location_and_every_other_metadata_are_dropped(store: AttachmentStore) -> None:
    original = with_location()
    assert Image.open(original).getexif().get_ifd(IFD.GPSInfo)
    original.seek(0)
    stored = store.save_image(original)
    content = store.open(stored.key).read()
    assert Image.open(BytesIO(content)).getexif() == {}
    assert not any(trace in content for trace in (b"Exif", b"GPS", b"PhoneMaker", b"xmpmeta", b"taken at home"))
    assert (stored.content_type, stored.size) == ("image/jpeg", len(content))


def test_a_picture_taken_with_a_turned_phone_stands_upright(store: AttachmentStore) -> None:
    picture = kept(store, store.save_image(with_location()).key)
    assert picture.size == (200, 400)
    assert near(picture, (100, 50), RED)
    assert near(picture, (100, 350), BLUE)


@pytest.mark.parametrize("orientation", range(2, 9))
def test_every_orientation_is_turned_back(store: AttachmentStore, orientation: int) -> None:
    upright = two_colours()
    inverse = {5: 5, 6: 8, 7: 7, 8: 6}.get(orientation, orientation)
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    turned = upright.transpose(images.TURNS[inverse])
    picture = kept(store, store.save_image(written(turned, exif=exif)).key)
    assert picture.size == upright.size
    assert near(picture, (50, 100), RED)
    assert near(picture, (350, 100), BLUE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA", "P", "CMYK", "1", "LA", "I;16"])
def test_pictures_of_every_usual_kind_become_plain_jpegs(store: AttachmentStore, kind: str, mode: str) -> None:
    picture = two_colours().convert("L").convert(mode) if mode in {"I;16", "LA"} else two_colours().convert(mode)
    try:
        stream = written(picture, kind)
    except OSError:
        return  # this kind of file does not know this mode
    found = kept(store, store.save_image(stream).key)
    assert (found.format, found.mode, found.size) == ("JPEG", "RGB", (400, 200))


def test_the_picture_pairs_of_some_phones_count_as_their_first_picture(store: AttachmentStore) -> None:
    pair = written(two_colours(), "MPO", save_all=True, append_images=[two_colours(100, 100)])
    assert kept(store, store.save_image(pair).key).size == (400, 200)


def test_transparent_parts_become_white(store: AttachmentStore) -> None:
    picture = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    assert near(kept(store, store.save_image(written(picture, "PNG")).key), (50, 50), (255, 255, 255))


def test_a_large_photo_is_kept_smaller_with_a_thumbnail(store: AttachmentStore) -> None:
    stored = store.save_image(written(two_colours(6000, 4000)))
    assert kept(store, stored.key).size == (2048, 1365)
    with store.thumbnail(stored.key) as stream:
        thumbnail = Image.open(stream)
        assert thumbnail.size == (320, 213)
        assert near(thumbnail.convert("RGB"), (300, 100), BLUE)


def test_a_text_file_that_was_renamed_is_refused(store: AttachmentStore, names: Names) -> None:
    assert refusal(store.save_image, b"this is no picture " * 50) == images.NO_IMAGE
    assert refusal(store.save_image, b"") == images.NO_IMAGE
    assert names() == []


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF"])
def test_other_formats_are_refused(store: AttachmentStore, kind: str) -> None:
    assert refusal(store.save_image, written(two_colours(), kind).getvalue()) == images.NO_IMAGE


def test_a_picture_that_breaks_off_is_refused(store: AttachmentStore, names: Names) -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        content = written(Image.effect_noise((400, 400), 80).convert("RGB"), kind).getvalue()
        assert refusal(store.save_image, content[: len(content) // 3]) == images.NO_IMAGE
    assert names() == []


def test_a_small_file_with_a_huge_number_of_pixels_is_refused_undecoded(store: AttachmentStore, names: Names) -> None:
    for side in (8_000, 60_000):
        assert refusal(store.save_image, _png_of(side)) == images.MANY_PIXELS
    assert names() == []


def _png_of(side: int) -> bytes:
    """A PNG that claims ``side`` × ``side`` pixels and holds almost none."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def test_too_many_bytes_are_refused(store: AttachmentStore) -> None:
    assert refusal(store.save_image, bytes(limits.MOST_IMAGE_BYTES + 1)) == limits.LARGE_IMAGE
    assert refusal(store.save_file, bytes(limits.MOST_WORKBOOK_BYTES + 1)) == limits.LARGE_WORKBOOK


def test_a_workbook_is_kept_as_it_came(store: AttachmentStore) -> None:
    stream = BytesIO()
    Workbook().save(stream)
    stream.seek(0)
    stored = store.save_file(stream)
    with store.open(stored.key) as found:
        assert found.read() == stream.getvalue()
    assert stored.size == len(stream.getvalue())


def test_what_is_no_workbook_is_refused(store: AttachmentStore, names: Names) -> None:
    picture = written(two_colours()).getvalue()
    for content in (b"", b"name,phone\n", picture, b"PK\x03\x04 broken"):
        assert refusal(store.save_file, content) == limits.NO_WORKBOOK
    assert names() == []


def test_the_refusal_names_the_field_of_the_form(store: AttachmentStore) -> None:
    with pytest.raises(Invalid) as refused:
        store.save_image(BytesIO(b"no"), field="proof")
    assert list(refused.value.errors) == ["proof"]


def test_the_same_content_is_one_file_even_when_written_at_once(store: AttachmentStore, names: Names) -> None:
    content = written(two_colours()).getvalue()
    keys: list[str] = []
    writers = [threading.Thread(target=lambda: keys.append(store.save_image(BytesIO(content)).key)) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert (len(keys), len(set(keys))) == (8, 1)
    name = f"{keys[0][:2]}/{keys[0]}"
    assert sorted(names()) == [name, name.replace(".jpg", ".thumbnail.jpg")]


def test_a_failing_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        AttachmentStore(tmp_path / "attachments").save_image(written(two_colours()))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "x" * 64, f"{'a' * 64}.thumbnail.jpg", f"{'a' * 64}.jpg"])
def test_only_a_key_of_a_kept_file_opens_one(store: AttachmentStore, key: str) -> None:
    for find in (store.open, store.thumbnail):
        with pytest.raises(NotFound):
            find(key)


# A bucket that does not do its part


def test_a_bucket_that_does_not_answer_says_so_within_seconds() -> None:
    address = f"http://127.0.0.1:{free_port()}/files"
    away = AttachmentStore(Bucket(url=address, key="k", secret="s", folder="ticketing"))
    began = time.monotonic()
    for use in (lambda: away.save_image(written(two_colours())), lambda: away.open(f"{'a' * 64}.jpg")):
        with capture_logs() as logs, pytest.raises(FilesUnavailable):
            use()
        assert [(entry["event"], entry["log_level"]) for entry in logs] == [("attachments.unavailable", "error")]
    assert time.monotonic() - began < 10


def test_a_bucket_that_is_not_there_is_no_missing_file(bucket_server: BucketServer) -> None:
    nowhere = AttachmentStore(replace(bucket_server.bucket(), url=f"{bucket_server.url}/nowhere"))
    with pytest.raises(FilesUnavailable):
        nowhere.open(f"{'a' * 64}.jpg")
