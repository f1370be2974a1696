"""LED loops: a folder a screen, with text, pictures, an animation and a page that says how to load them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from fanzha.diagnostics import Diagnostic, Severity, severity_of
from fanzha.formats.led import lcd, native
from fanzha.formats.led import options as profile
from fanzha.formats.led.checks import unreadable
from fanzha.formats.led.choice import chosen, params_of, unencodable, unknown_names, untranslated, wrong_sizes
from fanzha.formats.led.second import unfit_fonts, unfit_second
from fanzha.formats.led.texts import too_long
from fanzha.languages import speaks
from fanzha.model import Artifact, Edition, Library, Rendered, SloganText

if TYPE_CHECKING:
    from fanzha.formats import Workshop

EXAMPLE = """\
# 一块屏一份。A file a screen.
names: {zh: 门楣屏 128×16, en: Door screen 128×16}
# screen: lcd         # 电视、显示器：幻灯片和视频，宽高写像素，偶数  a television: slides and a film
width: 128            # 点数，照控制卡软件里的屏参填  dots, as the card's software says
height: 16            # 16、32、48 或 64
colour: red           # red 单色 | dual 红绿双色 | full 全彩
pitch: 10             # 点距，毫米；电视是像素的边长，不知道就删去  mm from dot to dot; of a television, a pixel's
                      # side: leave it out when you do not know it
hangs: walking        # walking 路过的人看 | queue 排队的人看 | roadside 开车的人看（只许一页一页放）
card:
  vendor: ""          # 控制卡的牌子和型号，写在说明上  printed on the guide
  model: ""
  software: any       # ledshowtw | ledshowyq | hdplayer | listen | vnnox | usb | any 不知道
# native: true        # 另做仰邦 BX-Y 卡自己的节目文件，要写 software: ledshowyq 和型号  Onbon's own files too
locale: zh
second: ""            # 第二种语言，跟在后面，如 en、ug-Arab-CN  a language that follows
fonts: {hanzi: auto, latin: auto, arabic: auto}   # 各种文字的字体，auto 由程序选  a font for each script
charset: gbk
hotline: "96110"      # 最后一页的电话，须在 registry/numbers.yml 里
slogans:
  channel: led
  audiences: []       # 只放给谁看的；空着就是所有人  empty: everybody
  tactics: []         # 只放哪些骗局的；空着就照公安部名单的次序  empty: all, as the Ministry lists them
  ids: []             # 点名要哪几条，按这个顺序  exactly these, in this order
  most_chars: 0       # 只放不超过几个字的；0 不限  0: of any length
  at_most: 6
motion:
  mode: scroll        # scroll 滚动 | pages 一页一页放
  step: 0             # 每帧移动几点；0 由程序选  dots a frame; 0: chosen
  frame_ms: 30        # 每帧毫秒，10 的倍数，至少 20
  dwell_ms: 2500      # 每页至少停多久  a page stands at least
  hotline_ms: 3000    # 电话页至少停多久
  most_s: 120         # 一轮最多几秒，超过会提醒  seconds of a loop before a warning
schedule:
  hours: ["07:00-22:00"]   # 每天几点放；还可以写 from 和 until（日期）  dates go into from and until
"""

TOOLS = ("pillow", "fonttools", "jinja2", "fonts", "bitmap-font")
"""Distributions whose version may change the files of an LED screen."""


class LedFormat:
    """One artefact a screen: the tree `led/<screen>`."""

    name: ClassVar[str] = "led"
    editions: ClassVar[str] = "screen"
    Options: ClassVar[type[profile.Options]] = profile.Options
    speaks: ClassVar[tuple[str, ...]] = ("zh", "en")
    """The first languages: what a card's text file can hold. A second one may be in Arabic script, drawn (`second`)."""
    example: ClassVar[str] = EXAMPLE

    def plan(self, library: Library, edition: Edition, options: profile.Options) -> Iterator[Artifact | Diagnostic]:
        """Yield the screen's folder, or everything that stands in its way."""
        locale = str(options.locale or library.publisher.default_locale)
        spoken = [name for name in library.publisher.locales if speaks(self, name)]
        problems = [*unknown_names(library, options, spoken), *wrong_sizes(options, edition.name)]
        problems += lcd.wrong_sizes(options) if options.screen == "lcd" else ()
        problems += native.unfit(options) if options.native else ()
        problems += [*unfit_fonts(options), *untranslated(library, options, locale)]
        warnings = list(unreadable(options, library.publisher))
        problems += [one for one in warnings if severity_of(one) is Severity.ERROR]
        slogans = chosen(library, options.slogans, locale)
        problems += unfit_second(library, options, edition.name, self, locale, slogans)
        if not slogans and not problems:
            problems.append(Diagnostic.at("LED012", options.place, screen=edition.name, locale=locale))
        params = None
        if not problems:
            params = params_of(library, options, locale, slogans)
            if params.screen == "lcd":
                found = lcd.with_imprint(library, edition, params)
                problems += found if isinstance(found, list) else ()
                params = found if isinstance(found, lcd.LcdParams) else None
            else:
                problems += unencodable(params)
                problems += too_long(params) if not problems else ()
        yield from problems
        yield from (one for one in warnings if one not in problems)
        if params is not None and not problems:
            yield Artifact(
                path=f"{self.name}/{edition.name}",
                format=self.name,
                edition=edition.name,
                locale=locale,
                title=title_of(params),
                params=params,
                kind="tree",
                subjects=subjects_of(library, slogans),
                tools=lcd.tools(params) if params.screen == "lcd" else tools_of(params),
                valid_until=options.schedule.until,
            )

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:
        """Read the folder back as a card would, or a television."""
        if isinstance(artifact.params, lcd.LcdParams):
            from fanzha.formats.led import lcd_proof

            return lcd_proof.prove(artifact, data, workshop)
        from fanzha.formats.led.proof import prove

        return prove(artifact, data)


def title_of(params: profile.LedParams) -> str:
    """Return the screen's name in its language."""
    return params.names.get(params.locale) or next(iter(params.names.values()), "LED")


def tools_of(params: profile.LedParams) -> tuple[str, ...]:
    """Return what may change the files of a screen: the distributions, and the fonts that it asks for."""
    used = {f"font:{name}" for one in params.languages for name in one.typeface.identities(params.height)}
    return (*TOOLS, *sorted(used))


def subjects_of(library: Library, slogans: Iterable[SloganText]) -> tuple[str, ...]:
    """Return the tactics that the slogans warn of."""
    return tuple(sorted({str(tactic) for text in slogans if (tactic := library.slogans[text.slug].tactic)}))


FORMAT = LedFormat()
