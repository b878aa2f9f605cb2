"""Photos that people upload: checked by their content, turned upright, made smaller, freed of place and device."""

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from shared.errors import N_, Invalid

CONTENT_TYPE = "image/jpeg"
FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 2048
THUMBNAIL_SIDE = 320


@dataclass(frozen=True, slots=True)
class CleanImage:
    """Both as JPEG, without metadata."""

    picture: bytes
    thumbnail: bytes


def clean(data: bytes, field: str) -> CleanImage:
    """Encodes the picture anew. Raises ``Invalid`` for ``field`` when it is too large or none."""
    if len(data) > LARGEST_BYTES:
        raise Invalid({field: [N_("A photo has at most 15 MB.")]})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # MOST_PIXELS is stricter
            return _encoded_anew(data, field)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Invalid({field: [N_("This is no photo. JPEG, PNG and WebP are taken.")]}) from error


def _encoded_anew(data: bytes, field: str) -> CleanImage:
    with Image.open(BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise Invalid({field: [N_("This photo has too many pixels.")]})
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # JPEG decodes faster to no more than is needed
        upright = _on_white(ImageOps.exif_transpose(opened))
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture = _jpeg(upright)
    upright.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return CleanImage(picture, _jpeg(upright))


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    whole = image.convert("RGBA")
    ground = Image.new("RGBA", whole.size, "white")
    return Image.alpha_composite(ground, whole).convert("RGB")


def _jpeg(image: Image.Image) -> bytes:
    """Nothing but the pixels: Pillow writes no metadata that it isn't given."""
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    buffer = BytesIO()
    bare.save(buffer, "JPEG", quality=82, optimize=True, progressive=True)
    return buffer.getvalue()
