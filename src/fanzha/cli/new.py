"""`fanzha new`: starting files, filled in so that they load as they are.

Nothing is made of them before somebody has filled them in and signed them off: `sign_off` is for people to write.
"""

from __future__ import annotations

import datetime
import os
import re
from pathlib import Path

from fanzha import config
from fanzha.config import DOCS, LOCALE_WORDS, MATERIALS
from fanzha.diagnostics import Diagnostic, Place, nearest
from fanzha.formats import formats
from fanzha.load.decode import decode
from fanzha.load.names import SLUG
from fanzha.load.nodes import parse_yaml
from fanzha.model.registry import LOCALE
from fanzha.source import SourceFile

_SIZE = re.compile(r"([0-9]{1,5})\s?[xX×*]\s?([0-9]{1,5})")

TACTIC = """\
---
audiences: []
sources:
  - title: 写明依据的文件或报道
    publisher: 发布单位
    date: {year}
reviewed_on: {today}
review_by: {next_year}
---
# {name}（请改成骗局的名称）

用一两句话说清这是什么骗局。

## 怎么骗 {{#how}}

1. 第一步，骗子怎样找到人。
2. 第二步，骗子怎样骗到钱。

## 危险信号 {{#red-flags}}

- 第一个危险信号
- 第二个危险信号
- 第三个危险信号

## 怎么办 {{#actions}}

### 先停下 {{#stop}}

- 停下来，不转账。

### 自己核实 {{#verify}}

- 自己查官方电话，打过去问清楚。

### 报警求助 {{#report}}

- 钱已经转出，马上打110。

## 钱已经转出去 {{#loss}}

1. 马上打110，说清自己的账户、金额和时间。
2. 告诉民警钱转到了哪个账户。
3. 留好聊天和转账记录，告诉家人。

## 真机构从不这样做 {{#never}}

- 真机构不会要您把钱转到别的账户。
"""

CASE = """\
---
tactic: {tactic}
outcome: prevented
source:
  title: 写明出处
anonymised: true
reviewed_on: {today}
review_by: {next_year}
---
# {name}（请改成案例的标题）

用一两句话说清发生了什么、结果怎样，不写姓名和地点。

## 经过 {{#story}}

1. 第一步发生了什么。
2. 后来发生了什么。

## 转折 {{#turning-point}}

是什么让他停了下来。

## 记住 {{#lesson}}

- 一句大家都能照着做的话。
"""

AUDIENCE = """\
---
tactics: [{tactic}]
materials: []
reviewed_on: {today}
review_by: {next_year}
---
# {name}（请改成人群的名称）

用一两句话跟他们打个招呼，不责怪谁。

## 常遇到的情形 {{#meets}}

- 他们最常遇到的一种情形。

## 请记住 {{#remember}}

- 先停下，不急着转账。
- 问问家人，或者拨96110。
- 钱转出了，马上打110。

## 怎么跟他们说 {{#talk}}

- 宣传的人怎样开口，怎样举例。
"""

SLOGANS = """\
---
audiences: []
reviewed_on: {today}
review_by: {next_year}
---
# {name}（请改成标题）

- 陌生人要您转账，先停一停 {{#{name}-stop .led .leaflet}}
"""

RHYMES = """\
---
rhymes:
  {name}: {{}}
reviewed_on: {today}
review_by: {next_year}
---
# {name}（请改成标题）

## 先停一停 {{#{name}}}

- 有人催着要转账，
  yǒu rén cuī zhe yào zhuǎn zhàng
- 先停下来别着忙。
  xiān tíng xià lái bié zháo máng
- 打个电话问一问，
  dǎ gè diàn huà wèn yi wèn
- 再跟家里人商量。
  zài gēn jiā lǐ rén shāng liang
"""


def start_file(root: Path, kind: str, name: str) -> str | Diagnostic:
    """Write a starting file and return its path below the root, or the diagnostic that says why not."""
    if kind == "edition":
        return _start_edition(root, name)
    if kind == "locale":
        return _start_locale(root, name)
    if not SLUG.fullmatch(name):
        return Diagnostic.at("LOAD027", slug=name)
    today = config.today()
    next_year = today + datetime.timedelta(days=365)  # a review may not hold longer (LIFE005)
    path, text = {
        "tactic": (f"{DOCS}/tactics/{name}.md", TACTIC),
        "case": (f"{DOCS}/cases/{name}.md", CASE),
        "slogan": (f"{DOCS}/slogans/{name}.md", SLOGANS),
        "rhyme": (f"{DOCS}/rhymes/{name}.md", RHYMES),
        "audience": (f"{DOCS}/audiences/{name}.md", AUDIENCE),
    }[kind]
    tactic = ""
    if kind in {"case", "audience"}:
        # No tactic, no case and no audience: they could name none, and would be wrong from the start.
        tactic = next((f.stem for f in sorted((root / DOCS / "tactics").glob("*.md")) if SLUG.fullmatch(f.stem)), "")
        if not tactic:
            return Diagnostic.at("CONF009")
    return _write(root, path, text.format(name=name, today=today, next_year=next_year, year=today.year, tactic=tactic))


def _start_edition(root: Path, name: str) -> str | Diagnostic:
    wanted, _, edition = name.partition("/")
    known = {fmt.name: fmt for fmt in formats().values() if fmt.example}
    if wanted not in known:
        near, names = nearest(wanted, known), ", ".join(known)
        return Diagnostic.at("CONF007", name=wanted, nearest=near, known=names)
    if not edition:
        return Diagnostic.at("CONF010", name=name, example=f"{wanted}/summer")
    if not SLUG.fullmatch(edition):
        return Diagnostic.at("LOAD027", slug=edition)
    return _write(root, f"{MATERIALS}/{known[wanted].editions}/{edition}.yml", known[wanted].example)


def start_screen(root: Path, name: str, size: str, colour: str) -> str | Diagnostic:
    """Write a screen's profile for a size such as 128x16, in dots, and return its path, or what is wrong with it.

    What is no LED screen, because it is taller or wider than cards can drive, becomes a television.
    """
    from fanzha.formats.led import FORMAT
    from fanzha.formats.led.choice import wrong_sizes
    from fanzha.formats.led.options import MOST_HEIGHT, MOST_WIDTH, TELEVISION, Options

    path = f"{MATERIALS}/{FORMAT.editions}/{name}.yml"
    if not SLUG.fullmatch(name):
        return Diagnostic.at("LOAD027", slug=name)
    found: list[Diagnostic] = []
    dots = _SIZE.fullmatch(size.strip())
    if dots is None:
        zh, en = "写成 宽x高，例如 128x16", "write WIDTHxHEIGHT, such as 128x16"
        return Diagnostic.at("LED013", Place(path), option="--size", value=size, rule_zh=zh, rule_en=en)
    width, height = int(dots[1]), int(dots[2])
    called = f"{name} {width}×{height}"
    text = _filled(FORMAT.example, "names", f"{{zh: {called}, en: {called}}}")
    for key, value in (("width", str(width)), ("height", str(height)), ("colour", colour)):
        text = _filled(text, key, value)
    if width > MOST_WIDTH or height > MOST_HEIGHT:
        television = "screen: lcd           # 电视或显示器  a television or monitor\nwidth: "
        text = re.sub(r"(?m)^(height: \d+) .*$", r"\1", text.replace("width: ", television, 1))
        text = _filled(text, "pitch", f"{TELEVISION / max(width, height):.3g}")
    options = decode(parse_yaml(SourceFile(path, text, ""), text), Options, found)
    found += wrong_sizes(options, name) if options else []
    return found[0] if found else _write(root, path, text)


def _filled(text: str, key: str, value: str) -> str:
    """Return a YAML text with another value for a key at its beginning; the comment behind it stays in its column."""

    def line(match: re.Match[str]) -> str:
        return (f"{key}: {value}".ljust(match.end(1) - match.start()) + match[2]).rstrip()

    return re.sub(rf"(?m)^({key}: +(?:{{.*}}|\S+) *)(.*)$", line, text, count=1)


def _start_locale(root: Path, locale: str) -> str | Diagnostic:
    """Write the list of the interface's words, empty: what is not written yet is an error until it is."""
    from fanzha.formats.site.interface import empty_list

    if not re.fullmatch(LOCALE, locale):
        wanted = "zh / en / ug-Arab-CN"
        return Diagnostic.at("LOAD014", wanted_zh=wanted, wanted_en=wanted)
    return _write(root, f"{LOCALE_WORDS}/{locale}.yml", empty_list())


def _write(root: Path, path: str, text: str) -> str | Diagnostic:
    file = root / path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(file):
            return Diagnostic.at("BUILD009", Place(path), path=path)
        with file.open("x", encoding="utf-8", newline="\n") as handle:
            handle.write(text)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Diagnostic.at("BUILD004", Place(path), path=path, reason=reason)
    return path
