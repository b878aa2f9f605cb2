"""Keeping what people attach: checked by content and size, named by the digest of what is kept."""

import re
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from shared.attachments import images
from shared.attachments.folder import Folder
from shared.attachments.places import Place
from shared.config import Bucket
from shared.errors import N_, Invalid, NotFound

MOST_IMAGE_BYTES = 20 * 2**20
MOST_WORKBOOK_BYTES = 10 * 2**20
MOST_PDF_BYTES = 20 * 2**20
WORKBOOK_PARTS = {"[Content_Types].xml", "xl/workbook.xml"}
JPEG = "image/jpeg"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
PDF_BEGINS, ZIP_BEGINS = b"%PDF-", b"PK\x03\x04"

LARGE_PDF = N_("The document is larger than 20 MB.")
NO_WORKBOOK = N_("This is no Excel workbook (.xlsx).")
LARGE_IMAGE = N_("The picture is larger than 20 MB.")
LARGE_WORKBOOK = N_("The file is larger than 10 MB.")
_KEY = re.compile(r"^[0-9a-f]{64}\.(jpg|xlsx|pdf)$")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """``key`` finds the file again; ``size`` in bytes, as it is kept."""

    key: str
    content_type: str
    size: int


class AttachmentStore:
    """The files at one place, ``<first two digits>/<sha256>.<ending>``.

    Every verb may raise ``FilesUnavailable``. A file is kept before the row that names it; one whose row was rolled
    back is in nobody's way, and is found there when the same content comes again.
    """

    def __init__(self, place: Path | Bucket) -> None:
        self.place = _opened(place)

    def save_image(self, stream: BinaryIO, field: str = "photo") -> StoredFile:
        """Keeps a picture upright, at most 2048 pixels long, as JPEG without any metadata, and its thumbnail.

        Raises ``Invalid`` for ``field`` when it is no picture or too large.
        """
        content, thumbnail = images.cleaned(_bounded(stream, MOST_IMAGE_BYTES, field, LARGE_IMAGE), field)
        key = f"{sha256(content).hexdigest()}.jpg"
        self.place.write(_thumbnail(_name(key)), thumbnail)
        self.place.write(_name(key), content)
        return StoredFile(key, JPEG, len(content))

    def save_file(self, stream: BinaryIO, field: str = "file") -> StoredFile:
        """Keeps an Excel workbook as it came. Raises ``Invalid`` for ``field`` when it is none or too large."""
        content = _bounded(stream, MOST_WORKBOOK_BYTES, field, LARGE_WORKBOOK)
        if not _is_workbook(content):
            raise Invalid({field: [NO_WORKBOOK]})
        key = f"{sha256(content).hexdigest()}.xlsx"
        self.place.write(_name(key), content)
        return StoredFile(key, XLSX, len(content))

    def save_any(self, stream: BinaryIO, field: str = "file") -> StoredFile:
        """Keeps a picture, a PDF document or an Excel workbook: which of them, its content tells.

        Raises ``Invalid`` for ``field`` when it is none of these or too large.
        """
        begins = stream.read(len(PDF_BEGINS))
        stream.seek(0)
        if begins == PDF_BEGINS:
            return self._save_pdf(stream, field)
        return self.save_file(stream, field) if begins.startswith(ZIP_BEGINS) else self.save_image(stream, field)

    def _save_pdf(self, stream: BinaryIO, field: str) -> StoredFile:
        content = _bounded(stream, MOST_PDF_BYTES, field, LARGE_PDF)
        key = f"{sha256(content).hexdigest()}.pdf"
        self.place.write(_name(key), content)
        return StoredFile(key, PDF, len(content))

    def open(self, key: str) -> BinaryIO:
        """Raises ``NotFound``."""
        return self.place.read(_name(key))

    def thumbnail(self, key: str) -> BinaryIO:
        """The small picture, a JPEG of at most 320 pixels. Raises ``NotFound``."""
        return self.place.read(_thumbnail(_name(key)))

    def delete(self, key: str) -> None:
        """The file and its thumbnail; what is not there any more is no error."""
        self.place.delete(_name(key))
        if key.endswith(".jpg"):
            self.place.delete(_thumbnail(_name(key)))


def _opened(place: Path | Bucket) -> Place:
    if isinstance(place, Path):
        return Folder(place)
    from shared.attachments.bucket import BucketFolder  # noqa: PLC0415 - most have none, and it takes 5 MiB

    return BucketFolder(place)


def _name(key: str) -> str:
    """Only what looks like a key is one: it comes from outside. Raises ``NotFound``."""
    if not _KEY.match(key):
        raise NotFound
    return f"{key[:2]}/{key}"


def _thumbnail(name: str) -> str:
    return name.removesuffix(".jpg") + ".thumbnail.jpg"


def _bounded(stream: BinaryIO, most: int, field: str, refusal: str) -> bytes:
    content = stream.read(most + 1)
    if len(content) > most:
        raise Invalid({field: [refusal]})
    return content


def _is_workbook(content: bytes) -> bool:
    try:
        with ZipFile(BytesIO(content)) as archive:
            return set(archive.namelist()) >= WORKBOOK_PARTS
    except BadZipFile:
        return False
