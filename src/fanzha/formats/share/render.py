"""Sets the picture in type like a small poster, and draws that page as a PNG of few colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup

from fanzha import copyfit, furniture, markup, qr, theme
from fanzha.formats import Workshop
from fanzha.formats.share import Params, three_of
from fanzha.formats.share.picture import as_png
from fanzha.model import Artifact, TacticText
from fanzha.pdf import LaidOut

WIDTH, HEIGHT = 1080, 1440
"""Pixels: 3:4, which WeChat neither crops in a chat nor scales up."""
PX = 0.75
"""Points a pixel, as CSS has it."""
MEASURE = 960.0
"""Width of the type area in pixels, as in share.css."""
FOOT = 66.0
"""Lower page margin in pixels, as in share.css."""
BLOCKS = 6.5
"""How many gaps share the spare height, as the uses of --air in share.css add up."""
FLAG_SIZE, FLAG_INDENT = 46.0, 1.5
"""Size of a red flag in pixels and its indent in em, as in share.css."""


SAY, SAY_ONE = 56 * PX, 43 * PX
"""Points: largest size of the slogan, and the least at which it stays on one line."""
ICONS = {
    "warning": "warning warning on-dark brand",
    "flag": "warning warning alert on-dark",
    "scan": "scan scan brand on-dark",
    "shield": "shield published brand on-dark",
}
"""As `furniture.icons` reads them."""


@dataclass(frozen=True)
class Setting:
    """One way to set the picture, from generous to tight."""

    name: float
    """Height that the name may take, in pixels."""
    flag: float
    """Scale of the red flags."""
    tight: float
    """Scale of what to do."""
    code: int
    """Pixels that the code with its quiet zone may measure."""


SETTINGS = (
    Setting(310, 1.16, 1.1, 330),
    Setting(290, 1.0, 1.0, 320),
    Setting(260, 0.92, 0.97, 300),
    Setting(240, 0.86, 0.94, 290),
    Setting(210, 0.8, 0.88, 270),
    Setting(150, 0.72, 0.8, 270),
)


def render(artifact: Artifact, workshop: Workshop) -> bytes:
    """Return the PNG."""
    assert isinstance(artifact.params, Params)
    return as_png(page_of(artifact.params, workshop.cache), WIDTH, HEIGHT)


_last: dict[str, tuple[Params, bytes]] = {}
"""The page set last: proving a picture asks for the page that drawing it has just made."""


def page_of(params: Params, cache: Path) -> bytes:
    """Return the page as PDF in the most generous setting that fits; when none fits, the tightest, which is refused."""
    if not _last or _last["page"][0] != params:
        _last["page"] = (params, _set(params, cache))
    return _last["page"][1]


def _set(params: Params, cache: Path) -> bytes:
    styles = [theme.stylesheet(params.theme), markup.STYLES, furniture.text("share", "share.css")]

    def set_in(setting: Setting, spare: Sequence[float]) -> LaidOut:
        air = [round(height / BLOCKS, 2) for height in spare]
        html = furniture.template("share").render(**_view(params, setting), air=air)
        scale = f":root{{--scale:{_flag_scale(params, setting):.3f};--tight:{setting.tight}}}"
        return LaidOut(html, [*styles, scale], params.assets, cache)

    return copyfit.fit(set_in, SETTINGS, pages=1, foot=FOOT * PX, most=230).data


def flags_of(p: Params) -> tuple[str, ...]:
    """Return the red flags that are shown, as Markdown."""
    return tuple(p.text.red_flags[:3]) if isinstance(p.text, TacticText) else ()


def steps_of(p: Params) -> tuple[str, ...]:
    """Return what to do, one line each: stop, verify, report; as Markdown."""
    if not isinstance(p.text, TacticText):
        return tuple(three_of(p.text))
    actions = p.text.actions
    return (actions.stop[0], actions.verify[0], _call_for_action(actions.report[0], p.locale))


def _call_for_action(text: str, locale: str) -> str:
    """Return a text up to the first sentence that is no question: “Money gone? Call 110.”"""
    rest = text.strip()
    sentence = markup.first_sentence(rest, locale)
    end = len(sentence)
    while sentence[-1:] in {"?", "？"} and rest[end:].strip():
        sentence = markup.first_sentence(rest[end:], locale)
        end = rest.index(sentence, end) + len(sentence)
    return rest[:end]


def _flag_scale(p: Params, setting: Setting) -> float:
    """Return the red flags' scale: a little smaller when that keeps each on one line."""
    longest = max((markup.em_width(markup.plain(flag)) for flag in flags_of(p)), default=1.0)
    one_line = MEASURE / (longest + FLAG_INDENT) / FLAG_SIZE
    return min(setting.flag, one_line) if one_line >= 0.8 else min(setting.flag, 0.95)


def name_lines(p: Params, setting: Setting) -> markup.Headline:
    """Return the name in lines, as large as the field allows: it is what one sees in a small preview."""
    text, leading = markup.plain(p.text.name), 1.14 if markup.is_chinese(p.locale) else 1.06
    room = {"width": (MEASURE - 4) * PX, "height": setting.name * PX}
    return markup.headline(text, p.locale, **room, largest=160 * PX, leading=leading, most=3)


def say_lines(p: Params) -> markup.Headline:
    """Return the slogan, or else the lead's first sentence, in at most two lines."""
    if p.slogan is not None:
        text = markup.plain(p.slogan.name)
    else:
        text = markup.first_sentence(markup.plain(p.text.lead), p.locale)
    one = markup.headline(text, p.locale, width=MEASURE * PX, height=70 * PX, largest=SAY, leading=1.22, most=1)
    if one.size >= SAY_ONE:
        return one
    return markup.headline(text, p.locale, width=MEASURE * PX, height=112 * PX, largest=SAY, leading=1.22, most=2)


def _view(p: Params, setting: Setting) -> dict[str, object]:
    words, hanzi = furniture.words("share", p.locale), markup.is_chinese(p.locale)
    modules = len(qr.matrix(p.url, "M")) + 2 * qr.QUIET
    module = setting.code // modules  # a whole number of pixels: no grey edges
    code, quiet = module * modules, module * qr.QUIET
    host = markup.domain(
        urlsplit(p.url).netloc, width=(MEASURE - code + quiet - 8) * PX, largest=66 * PX, least=34 * PX
    )
    return {
        "p": p,
        "words": words,
        "hanzi": hanzi,
        "title": markup.plain(p.text.name),
        "publisher_text": p.issuer,
        "publisher": furniture.spaced(p.issuer, p.locale),
        "name": furniture.set_lines(name_lines(p, setting), p.locale),
        "say": furniture.set_lines(say_lines(p), p.locale),
        "flags": [furniture.html(flag, p.locale) for flag in flags_of(p)],
        "steps": _steps(p, words),
        "icon": furniture.icons(p.theme, words, ICONS),
        "qr": furniture.code(p.url, "M", words),
        "code_px": code,
        "quiet_px": quiet,
        "host": {"lines": host.lines, "size": round(host.size, 1)},
    }


def _steps(p: Params, words: Mapping[str, str]) -> list[dict[str, object]]:
    white, brand, alert = (p.theme[f"color-{name}"] for name in ("on-dark", "brand", "alert"))
    grounds = {"stop": ("stop", brand), "verify": ("verify", brand), "report": ("phone", alert)}
    home = not isinstance(p.text, TacticText)
    return [
        {
            "kind": kind,
            "icon": Markup(theme.pictogram(drawing, words[kind], white, ground)),
            "label": "" if home else words[kind],
            "text": furniture.html(text, p.locale),
        }
        for (kind, (drawing, ground)), text in zip(grounds.items(), steps_of(p), strict=True)
    ]
