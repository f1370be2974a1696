"""What leaflets of one edition cost that differ in unit, telephone and QR code: stamping, WeasyPrint, Typst, Chromium.

    .venv/bin/python -m benchmarks.print [--units 50] [--runs 3] [--keep FOLDER] [--rivals FOLDER]

Two sides of A4 with about 1,000 hanzi of this repository's tactics in the program's own print fonts (Chromium: the same
Noto face from the system). Each row is a fresh process on one core that starts, makes every leaflet one after the other
and writes it to a file; nothing is left from the run before but the fonts that were cut and what Python compiled.

* stamping: the common sheet typeset once, then `fanzha.pdf.stamp`; every file is tagged PDF/UA-1.
* stamping, sheet kept: the same with the common sheet from a file, as when units are added later or `build` has it.
* WeasyPrint: `fanzha.pdf.typeset` for each leaflet, with one font configuration for all; tagged PDF/UA-1.
* Typst: the `typst` wheel of PyPI in a virtual environment of its own, `typst.compile` for each leaflet with its texts
  as `sys_inputs`; tagged PDF/UA-1; the code is drawn from the same matrix of `fanzha.qr`, as one path of rectangles.
* Typst, one compiler: one `typst.Compiler` for all, which keeps its fonts and remembers what it laid out.
* Chromium: one browser and one tab for all, printing to PDF with tags (no standard is claimed for them).

Nothing is asserted; the table is the result. Each figure is the median of the runs; `ms each` and `× Typst` are by the
clock. Processor time suffers less from other work on the machine, but that of the browser's own processes is not seen.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from benchmarks.build import ROOT
from benchmarks.measure import Cost, cores, measure

CHROMIUM = Path("/usr/bin/chromium")
_HANZI = {"front": 400, "back": 520}
_CSS = """@page { size: A4; margin: 15mm } body { margin: 0; font-size: 11pt; line-height: 1.45 }
h1 { font-size: 24pt; margin: 0 0 3mm } h2 { font-size: 14pt; margin: 3mm 0 1mm } p, ul { margin: 0 }
ul { padding-left: 1.5em } .unit { font-weight: 700 } .code { width: 28mm; height: 28mm; display: block }
.foot { position: absolute; left: 0; top: 220mm; width: 180mm } .back { break-before: page }"""

_TYPST = """#set document(title: "反诈传单")
#set page(paper: "a4", margin: 15mm)
#set text(font: "Fanzha Sans", size: 11pt, lang: "zh", fallback: false)
#set par(leading: 0.5em, spacing: 0.5em)
#show heading.where(level: 1): set text(size: 24pt)
#show heading.where(level: 2): set text(size: 14pt)
#let data = json("content.json")
#let sheet(page) = for item in page {
  if item.kind == "h2" { heading(level: 2, item.text) }
  else if item.kind == "li" { list.item(item.text) }
  else { par(item.text) }
}
#let code(side) = {
  let runs = json(bytes(sys.inputs.code))
  let unit = side / runs.size
  let paths = for run in runs.runs {
    let (x, y, w, h) = run.map(each => each * unit)
    (curve.move((x, y)), curve.line((w, 0pt), relative: true), curve.line((0pt, h), relative: true),
      curve.line((-w, 0pt), relative: true), curve.close(mode: "straight"))
  }
  figure(alt: sys.inputs.payload, box(width: side, height: side, fill: white, curve(fill: black, ..paths)))
}
= 陌生来电说到钱，先挂断，再核实
#sheet(data.front)
#place(bottom + left, block[发放单位：*#sys.inputs.unit* \\ 电话：#sys.inputs.phone #code(28mm)])
#pagebreak()
#sheet(data.back)
"""

_TYPST_RUNNER = """import json, re, sys, pathlib, typst
from fanzha.qr import svg
kind, *paths, count = sys.argv[1:]
folder, fonts, out = map(pathlib.Path, paths)
source, given = str(folder / "leaflet.typ"), {"font_paths": [str(fonts)], "ignore_system_fonts": True}
compiler = typst.Compiler(source, **given) if kind == "one" else None
for number, unit in enumerate(json.loads((folder / "units.json").read_text("utf-8"))[:int(count)]):
    ground, *runs = re.findall(r"M(\\d+) (\\d+)h(\\d+)v(\\d+)h-", svg(unit["code"]))
    code = {"size": int(ground[2]), "runs": [[int(part) for part in run] for run in runs]}
    inputs = {"unit": unit["unit"], "phone": unit["phone"], "payload": unit["code"], "code": json.dumps(code)}
    wanted = {"sys_inputs": inputs, "format": "pdf", "pdf_standards": ["ua-1"], "timestamp": 0}
    data = compiler.compile(**wanted) if compiler else typst.compile(source, **given, **wanted)
    (out / f"{number}.pdf").write_bytes(data)
"""

Unit = dict[str, str]
Write = Callable[[int, bytes], object]


def content() -> dict[str, list[dict[str, str]]]:
    """Return what stands on the two sides: headings, paragraphs and list items of the tactics, in order."""
    items = itertools.chain.from_iterable(_items(path) for path in sorted((ROOT / "docs" / "tactics").glob("*.md")))
    return {side: list(_up_to(items, hanzi)) for side, hanzi in _HANZI.items()}


def _items(path: Path) -> Iterator[dict[str, str]]:
    if path.name.endswith(".en.md"):
        return
    for line in path.read_text("utf-8").partition("\n---\n")[2].splitlines():
        text = re.sub(r"\s*\{.*?\}|[*_`]|\[|\]\(.*?\)", "", line).strip()
        kind = "h2" if line.startswith("#") else "li" if re.match(r"- |\d+\. ", line) else "p"
        text = re.sub(r"^(#+|-|\d+\.) ", "", text)
        if text and not text.startswith(("!", "<", ":::")):
            yield {"kind": kind, "text": text}


def _up_to(items: Iterator[dict[str, str]], hanzi: int) -> Iterator[dict[str, str]]:
    count = 0
    while count < hanzi:
        item = next(items)
        count += len(re.findall("[一-鿿]", item["text"]))
        yield item


def units(count: int) -> list[Unit]:
    """Return invented units, each with characters that the others lack."""
    return [
        {
            "unit": f"星河县{chr(0x5E00 + 7 * number)}{chr(0x6800 + 5 * number)}镇派出所",
            "phone": f"0000-{8760000 + number}",
            "code": f"https://fanzha.example/q/u{number:03}/",
        }
        for number in range(count)
    ]


def html(folder: Path, unit: str, phone: str, code: str) -> str:
    """Return the leaflet with these pieces of HTML for what differs."""
    sides = json.loads((folder / "content.json").read_text("utf-8"))

    def side(name: str) -> str:
        parts = []
        for kind, group in itertools.groupby(sides[name], key=lambda item: item["kind"]):
            inner = "".join(f"<{kind}>{escape(item['text'])}</{kind}>" for item in group)
            parts.append(f"<ul>{inner}</ul>" if kind == "li" else inner)
        return "".join(parts)

    return (
        '<html lang="zh"><head><meta charset="utf-8"><title>反诈传单</title></head><body>'
        f"<h1>陌生来电说到钱，先挂断，再核实</h1>{side('front')}"
        f'<div class="foot"><p>发放单位：<span class="unit">{unit}</span></p><p>电话：{phone}</p>{code}</div>'
        f'<div class="back">{side("back")}</div></body></html>'
    )


def common_sheet(folder: Path) -> bytes:
    """Return the sheet with places kept free."""
    from fanzha.pdf import slots, typeset

    unit, phone = slots.placeholder("unit", "width:90mm"), slots.placeholder("phone", "width:40mm")
    code = slots.placeholder("code", "width:28mm;height:28mm")
    return typeset(html(folder, unit, phone, code), [_CSS, slots.STYLE], slots.ASSET, folder / "cache")


def stamping(folder: Path, wanted: list[Unit], write: Write) -> None:
    """Typeset once and stamp each."""
    _stamp(folder, common_sheet(folder), wanted, write)


def stamping_kept(folder: Path, wanted: list[Unit], write: Write) -> None:
    """Stamp each on a sheet that was typeset before."""
    _stamp(folder, (folder / "sheet.pdf").read_bytes(), wanted, write)


def _stamp(folder: Path, sheet: bytes, wanted: list[Unit], write: Write) -> None:
    from fanzha.pdf.stamp import Code, Kind, Stamper, Words

    kinds: dict[str, Kind] = {"unit": Words(11, 9, 700), "phone": Words(11, 9), "code": Code("Q")}
    stamper = Stamper(sheet, kinds, folder / "cache")
    for number, unit in enumerate(wanted):
        write(number, stamper.stamp(unit))


def weasyprint(folder: Path, wanted: list[Unit], write: Write) -> None:
    """Typeset each."""
    from fanzha.pdf import typeset
    from fanzha.qr import svg

    for number, unit in enumerate(wanted):
        code = f'<img class="code" alt="{escape(unit["code"])}" src="asset:code.svg">'
        leaflet = html(folder, escape(unit["unit"]), escape(unit["phone"]), code)
        write(number, typeset(leaflet, [_CSS], {"code.svg": svg(unit["code"]).encode()}, folder / "cache"))


def chromium(folder: Path, wanted: list[Unit], write: Write) -> None:
    """Print each from one tab."""
    from playwright.sync_api import sync_playwright

    from fanzha.qr import svg

    css = f'<style>html {{ font-family: "Noto Sans CJK SC" }} {_CSS}</style>'
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        tab = browser.new_page()
        for number, unit in enumerate(wanted):
            code = f'<div class="code">{svg(unit["code"])}</div>'
            tab.set_content(css + html(folder, escape(unit["unit"]), escape(unit["phone"]), code))
            write(number, tab.pdf(prefer_css_page_size=True, print_background=True, tagged=True))
        browser.close()


MAKERS = {"stamping": stamping, "stamping, sheet kept": stamping_kept, "WeasyPrint": weasyprint, "Chromium": chromium}


def make(name: str, folder: Path, out: Path, count: int) -> None:
    """Make the first `count` leaflets in this process."""
    wanted = json.loads((folder / "units.json").read_text("utf-8"))[:count]
    MAKERS[name](folder, wanted, lambda number, data: (out / f"{number}.pdf").write_bytes(data))


def install(rivals: Path) -> str:
    """Make a virtual environment with the newest Typst below `rivals`; return its version."""
    python = rivals / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "uv", "venv", "-q", "-p", sys.executable, str(rivals)], check=True)
    uv = [sys.executable, "-m", "uv", "pip"]
    newest = ["install", "-q", "--upgrade", "--compile-bytecode", "--python", str(python), "typst", "qrcode"]
    subprocess.run([*uv, *newest], check=True)
    listed = subprocess.run([*uv, "list", "--format", "json", "--python", str(python)], check=True, capture_output=True)
    return next(str(one["version"]) for one in json.loads(listed.stdout) if one["name"] == "typst")


def prepare(folder: Path, count: int) -> Path:
    """Write what all read, cut the fonts, and return the folder with the fonts."""
    from fanzha.fonts import font_set

    (folder / "content.json").write_text(json.dumps(content(), ensure_ascii=False), "utf-8")
    (folder / "units.json").write_text(json.dumps(units(count), ensure_ascii=False), "utf-8")
    (folder / "leaflet.typ").write_text(_TYPST, "utf-8")
    (folder / "typst_runner.py").write_text(_TYPST_RUNNER, "utf-8")
    fonts = font_set(folder / "cache").folder
    (folder / "sheet.pdf").write_bytes(common_sheet(folder))
    return fonts


def commands(folder: Path, fonts: Path, rivals: Path) -> dict[str, list[str]]:
    """Return how each is started; the folder for the PDFs and their number come last."""
    own = [sys.executable, "-m", "benchmarks.print", "--folder", str(folder), "--make"]
    known = {name: [*own, name] for name in MAKERS if name != "Chromium" or CHROMIUM.exists()}
    typst = ["env", f"PYTHONPATH={ROOT / 'src'}", str(rivals / "bin" / "python"), str(folder / "typst_runner.py")]
    for name, kind in (("Typst", "each"), ("Typst, one compiler", "one")):
        known[name] = [*typst, kind, str(folder), str(fonts)]
    return known


def on_one_core() -> None:
    """Keep this process and those it starts on one processor, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def race(known: dict[str, list[str]], counts: list[int], runs: int, out: Path) -> dict[tuple[str, int], list[Cost]]:
    """Run all in turns, so that what else the machine does meets each of them; return what they cost."""
    costs: dict[tuple[str, int], list[Cost]] = {}
    for lap in range(runs + 1):
        for (name, command), count in itertools.product(known.items(), counts if lap else counts[:1]):
            target = out / f"{name}-{count}"
            target.mkdir(exist_ok=True)
            cost = measure([*command, str(target), str(count)], ROOT)
            if lap:  # the first compiles Python's modules and fills the disk's cache
                costs.setdefault((name, count), []).append(cost)
    return costs


def report(costs: dict[tuple[str, int], list[Cost]], out: Path) -> None:
    """Print the table, with what the accessibility validator and a reader say of the last file."""
    from fanzha.pdf.pages import read_pages
    from fanzha.pdf.standards import inaccessible

    head = ("wall s", "CPU s", "ms each", "× Typst", "peak MiB", "KB each", "pages")
    print(f"{'':27}" + "".join(f"{each:>9}" for each in head) + "  rules of UA-1 broken")
    medians = {key: _median(each) for key, each in costs.items()}
    for (name, count), cost in sorted(medians.items(), key=lambda pair: pair[0][1]):
        files = [path.read_bytes() for path in sorted((out / f"{name}-{count}").glob("*.pdf"))]
        against = cost.wall / medians["Typst", count].wall
        figures: list[Any] = [
            f"{cost.wall:.2f}",
            f"{cost.cpu:.2f}",
            f"{cost.wall / count * 1000:.1f}",
            f"{against:.2f}",
        ]
        figures += [f"{cost.memory:.0f}", f"{sum(map(len, files)) / count / 1000:.0f}", len(read_pages(files[-1]))]
        print(f"{name:21}{count:4}  " + "".join(f"{one:>9}" for one in figures) + f"  {len(inaccessible(files[-1]))}")


def _median(costs: list[Cost]) -> Cost:
    return Cost(*(statistics.median(getattr(cost, part) for cost in costs) for part in ("wall", "cpu", "memory")))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=50)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="leave the PDFs there")
    parser.add_argument("--rivals", type=Path, help="keep Typst's virtual environment there")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--make", nargs=3, metavar=("NAME", "OUT", "COUNT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        name, out, count = options.make
        make(name, options.folder, Path(out), int(count))
        return
    on_one_core()
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name), options.keep or Path(name) / "out"
        out.mkdir(parents=True, exist_ok=True)
        rivals = options.rivals or folder / "rivals"
        print(f"Typst {install(rivals)}; {cores()} core; median of {options.runs} runs\n")
        known = commands(folder, prepare(folder, options.units), rivals.absolute())
        report(race(known, [1, options.units], options.runs, out), out)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error}\n{(error.stderr or b'').decode()[-2000:]}")
