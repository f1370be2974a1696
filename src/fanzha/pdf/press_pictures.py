"""Pictures for offset print: four inks, nothing transparent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

_SCREEN = ("/SMask", "/Mask", "/Decode", "/DecodeParms", "/Intent", "/Interpolate")
"""What a picture for the screen may have besides and one for print has not."""


def pictures_in(stream: Any) -> list[Any]:
    """Return the pictures that a page or form may draw, by name."""
    drawn = dict(stream.get("/Resources", {}).get("/XObject", {}))
    return [drawn[name] for name in sorted(drawn) if drawn[name].get("/Subtype") == "/Image"]


def in_inks(picture: Any, transform: Any) -> None:
    """Make a picture of a PDF, on white paper, one in DeviceCMYK; one that is in CMYK already stays.

    `transform` is a colour transform of Pillow's from RGB to CMYK. Greys are black ink alone, as elsewhere.
    """
    import pikepdf
    from PIL import Image, ImageChops, ImageCms

    if picture.get("/ColorSpace") == "/DeviceCMYK" and "/SMask" not in picture:
        return
    shown = on_white(picture)
    inks = ImageCms.applyTransform(shown, transform)
    assert inks is not None
    red, green, blue = shown.split()
    colour = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    none = Image.new("L", shown.size)
    inks.paste(
        Image.merge("CMYK", (none, none, none, ImageChops.invert(red))), mask=colour.point(lambda d: 0 if d else 255)
    )
    picture.write(inks.tobytes())
    picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceCMYK, 8
    for key in _SCREEN:
        if key in picture:
            del picture[key]


def on_white(picture: Any) -> Image:
    """Return a picture of a PDF in RGB, as it looks on white paper."""
    import pikepdf
    from PIL import Image

    shown = pikepdf.PdfImage(picture).as_pil_image().convert("RGB")
    if "/SMask" not in picture:
        return shown
    mask = pikepdf.PdfImage(picture.SMask).as_pil_image().convert("L").resize(shown.size)
    return Image.composite(shown, Image.new("RGB", shown.size, "white"), mask)


def most_ink(picture: Any) -> float:
    """Return the largest sum of the four inks (1 each) in a picture in DeviceCMYK."""
    import pikepdf

    image = pikepdf.PdfImage(picture).as_pil_image()
    colours: Any = image.getcolors(image.width * image.height)
    return max((sum(inks) / 255 for _, inks in colours), default=0.0)
