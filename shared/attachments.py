"""Files that people attach, kept on a volume under the digest of their content.

Nothing is kept as it came: a picture is decoded and encoded anew, which drops its location and whatever else was
hidden in it. A file appears whole or not at all, and two writers of the same content write the same file.
"""

import os
import re
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from PIL import Image
from PIL.ExifTags import Base
from PIL.Image import Transpose

from shared.errors import N_, Invalid, NotFound

MOST_IMAGE_BYTES = 20 * 2**20
MOST_WORKBOOK_BYTES = 10 * 2**20
MOST_PIXELS = 50_000_000
LONGEST_SIDE, THUMBNAIL_SIDE = 2048, 320
QUALITY, THUMBNAIL_QUALITY = 85, 75
FORMATS = ("JPEG", "PNG", "WEBP")
TURNS = {  # what sets a picture upright, by the number in its EXIF orientation
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
WORKBOOK_PARTS = {"[Content_Types].xml", "xl/workbook.xml"}
JPEG = "image/jpeg"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

NO_IMAGE = N_("This is no picture that can be read. Send a JPEG, PNG or WebP file.")
NO_WORKBOOK = N_("This is no Excel workbook (.xlsx).")
LARGE_IMAGE = N_("The picture is larger than 20 MB.")
LARGE_WORKBOOK = N_("The file is larger than 10 MB.")
MANY_PIXELS = N_("The picture has more than 50 million pixels. Send a smaller one.")
_KEY = re.compile(r"^[0-9a-f]{64}\.(jpg|xlsx)$")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """``key`` finds the file again; ``size`` in bytes, as it is kept."""

    key: str
    content_type: str
    size: int


class AttachmentStore:
    """The files below one folder, ``<first two digits>/<sha256>.<ending>``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save_image(self, stream: BinaryIO, field: str = "photo") -> StoredFile:
        """Keeps a picture upright, at most 2048 pixels long, as JPEG without any metadata, and its thumbnail.

        Raises ``Invalid`` for ``field`` when it is no picture or too large.
        """
        picture = _decoded(_bounded(stream, MOST_IMAGE_BYTES, field, LARGE_IMAGE), field)
        content = _encoded(picture, QUALITY)
        key = f"{sha256(content).hexdigest()}.jpg"
        picture.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
        self._write(_thumbnail_path(self._path(key)), _encoded(picture, THUMBNAIL_QUALITY))
        self._write(self._path(key), content)
        return StoredFile(key, JPEG, len(content))

    def save_file(self, stream: BinaryIO, field: str = "file") -> StoredFile:
        """Keeps an Excel workbook as it came. Raises ``Invalid`` for ``field`` when it is none or too large."""
        content = _bounded(stream, MOST_WORKBOOK_BYTES, field, LARGE_WORKBOOK)
        if not _is_workbook(content):
            raise Invalid({field: [NO_WORKBOOK]})
        key = f"{sha256(content).hexdigest()}.xlsx"
        self._write(self._path(key), content)
        return StoredFile(key, XLSX, len(content))

    def open(self, key: str) -> BinaryIO:
        """Raises ``NotFound``."""
        return _opened(self._path(key))

    def thumbnail(self, key: str) -> BinaryIO:
        """The small picture, a JPEG of at most 320 pixels. Raises ``NotFound``."""
        return _opened(_thumbnail_path(self._path(key)))

    def _path(self, key: str) -> Path:
        """Only what looks like a key is one: it comes from outside. Raises ``NotFound``."""
        if not _KEY.match(key):
            raise NotFound
        return self.folder / key[:2] / key

    def _write(self, path: Path, content: bytes) -> None:
        """Under a name of its own first; on disk, the file takes its place in one step."""
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as file:
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        _sync_folder(path.parent)


def _bounded(stream: BinaryIO, most: int, field: str, refusal: str) -> bytes:
    content = stream.read(most + 1)
    if len(content) > most:
        raise Invalid({field: [refusal]})
    return content


def _decoded(content: bytes, field: str) -> Image.Image:
    """The picture as it is looked at: turned upright, in plain RGB, transparent parts white."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            _check_pixels(picture)
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is then decoded no larger than needed
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return _opaque(_upright(picture))
    except Image.DecompressionBombError as error:
        raise Invalid({field: [MANY_PIXELS]}) from error
    except Exception as error:  # a broken picture makes its decoder raise whatever it meets first
        raise Invalid({field: [NO_IMAGE]}) from error


def _check_pixels(picture: Image.Image) -> None:
    """Before anything is decoded; Pillow's own limit is higher."""
    if picture.width * picture.height > MOST_PIXELS:
        raise Image.DecompressionBombError


def _upright(picture: Image.Image) -> Image.Image:
    turn = TURNS.get(picture.getexif().get(Base.Orientation, 1))
    return picture if turn is None else picture.transpose(turn)


def _opaque(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered).convert("RGB")


def _encoded(picture: Image.Image, quality: int) -> bytes:
    picture.info.clear()  # Pillow would write comments and XMP again
    target = BytesIO()
    picture.save(target, "JPEG", quality=quality, optimize=True)
    return target.getvalue()


def _is_workbook(content: bytes) -> bool:
    try:
        with ZipFile(BytesIO(content)) as archive:
            return set(archive.namelist()) >= WORKBOOK_PARTS
    except BadZipFile:
        return False


def _thumbnail_path(path: Path) -> Path:
    return path.with_name(f"{path.stem}.thumbnail{path.suffix}")


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise NotFound from error


def _sync_folder(folder: Path) -> None:
    """Makes the new name as durable as the content."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
