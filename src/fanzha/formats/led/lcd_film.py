"""The film: the slides one after another, each standing still, as an MP4 that televisions and media boxes play.

Nothing fades or moves, and no picture stands for less than two seconds: so nothing can flash (WCAG 2.3.1).
PyAV is an optional extra; nothing but this module needs it.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

RATE = 30
"""Pictures a second."""
X264 = {
    "preset": "superfast",
    "qp": "20",
    # One thread, and nothing looked up ahead: the same bytes whatever the machine's load. A picture that stands still
    # costs next to nothing to code, so no effort is spent on motion. Each slide begins with a picture of its own.
    "x264-params": (
        "keyint=infinite:scenecut=0:bframes=0:ref=1:rc-lookahead=0:mbtree=0:weightp=0:subme=0:me=dia:aq-mode=0:psy=0"
    ),
    "forced-idr": "1",
    "threads": "1",
}
_BT709 = 1
"""Primaries, transfer and matrix of HDTV, as H.264 numbers them."""
_LIMITED = 1
_LUMA = (0.18259, 0.61423, 0.06201, 16.0)
_BLUE = (-0.10064, -0.33857, 0.43922, 128.0)
_RED = (0.43922, -0.39894, -0.04027, 128.0)
"""Rows of the matrix from RGB to Y'CbCr after BT.709 in the limited range of video."""


def frames(dwell_ms: int) -> int:
    """Return for how many pictures a slide stands: not shorter than it should."""
    return math.ceil(dwell_ms * RATE / 1000)


def planes(picture: Image) -> tuple[Image, Image, Image]:
    """Return a picture in mode `RGB` as brightness and, at half the size, the two differences of colour (4:2:0).

    Worked out by Pillow: FFmpeg's own conversion may differ by a level from one processor to another.
    """
    blue, red = (picture.convert("L", row).reduce(2) for row in (_BLUE, _RED))
    return picture.convert("L", _LUMA), blue, red


def film(pictures: Sequence[Image], counts: Sequence[int], scratch: Path) -> bytes:
    """Return an MP4 of `pictures` (mode `RGB`, of one size, of even sides), each for so many thirtieths of a second.

    H.264, yuv420p, with its index before its data (faststart). `scratch` is an empty folder: what puts the index in
    front needs a file. Raises ImportError without PyAV.
    """
    import av

    path = scratch / "film.mp4"
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(path), "w", format="mp4", options=options) as container:
        stream: Any = container.add_stream("libx264", rate=RATE, options=X264)
        stream.width, stream.height = pictures[0].size
        stream.pix_fmt, stream.thread_count = "yuv420p", 1
        coder = stream.codec_context
        coder.colorspace = coder.color_primaries = coder.color_trc = _BT709
        coder.color_range = _LIMITED
        for number, frame in enumerate(_frames(pictures, counts)):
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path.read_bytes()


def _frames(pictures: Sequence[Image], counts: Sequence[int]) -> Iterator[Any]:
    """Yield the pictures as FFmpeg's frames, the same object again while a slide stands."""
    from av.video.frame import PictureType

    for picture, count in zip(pictures, counts, strict=True):
        frame = _frame(picture)
        for number in range(count):
            frame.pict_type = PictureType.P if number else PictureType.I
            yield frame


def _frame(picture: Image) -> Any:
    from av import VideoFrame
    from PIL import Image

    frame = VideoFrame(*picture.size, "yuv420p")
    for plane, channel in zip(frame.planes, planes(picture), strict=True):
        padded = Image.new("L", (plane.line_size, plane.height))
        padded.paste(channel, (0, 0))
        plane.update(padded.tobytes())
    return frame


def key_pictures(data: bytes) -> list[tuple[Image, ...]]:
    """Return the planes, as `planes` has them, of every picture that is coded by itself: the first of each slide.

    Raises ImportError without PyAV, and OSError or ValueError for what cannot be decoded.
    """
    import av

    found = []
    with av.open(io.BytesIO(data), "r", format="mp4") as container:
        stream: Any = container.streams.video[0]
        stream.codec_context.skip_frame = "NONKEY"
        for frame in container.decode(stream):
            found.append(tuple(_picture(plane) for plane in frame.planes))
    return found


def _picture(plane: Any) -> Image:
    from PIL import Image

    padded = Image.frombytes("L", (plane.line_size, plane.height), bytes(plane))
    return padded.crop((0, 0, plane.width, plane.height))
