"""Pictures as they are kept: decoded and encoded anew, which drops their location and whatever else was hidden."""

from io import BytesIO

from PIL import Image
from PIL.ExifTags import Base
from PIL.Image import Transpose

from shared.errors import N_, Invalid

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

NO_IMAGE = N_("This is no picture that can be read. Send a JPEG, PNG or WebP file.")
MANY_PIXELS = N_("The picture has more than 50 million pixels. Send a smaller one.")


def cleaned(content: bytes, field: str) -> tuple[bytes, bytes]:
    """The picture upright, at most 2048 pixels long, and its thumbnail, both as JPEG without any metadata.

    Raises ``Invalid`` for ``field`` when it is no picture or has too many pixels.
    """
    picture = _decoded(content, field)
    kept = _encoded(picture, QUALITY)
    picture.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return kept, _encoded(picture, THUMBNAIL_QUALITY)


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
