"""QR codes of addresses, to be photographed from the screen or from paper."""

import io

import segno
from flask import Response


def qr_code(address: str, scale: int = 4) -> Response:
    """The code as SVG; ``scale`` is in pixels for each module."""
    drawing = io.BytesIO()
    segno.make(address, error="m").save(drawing, kind="svg", scale=scale, light="white")
    return Response(drawing.getvalue(), content_type="image/svg+xml")


def qr_data(address: str, scale: int = 4) -> str:
    """The code as the address of an image, for a page that shows what no other address may hold."""
    return str(segno.make(address, error="m").svg_data_uri(scale=scale, light="white"))
