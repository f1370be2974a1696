"""What a screen's folder costs: each output of each profile, and a hundred slogans on eight screens.

    .venv/bin/python -m benchmarks.led [--runs 5] [--slogans 100]

The profiles are those of `materials/screen/` for LED screens, of which one has a second language, and as many of `MORE`
as make eight. One process on one core. Milliseconds are processor time, the least of the runs; `GIF` is the animation
of the first language; `first` is the first folder in a fresh process, by clock, with imports and fonts to open.
Then a folder is made for every slogan on every screen (slogan and hotline, as for one text), and again with twelve
slogans a folder; memory is what it holds after an eighth of the way, and at the end.
Nothing is asserted; the tables are the result.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.build import ROOT
from benchmarks.print import on_one_core
from fanzha.diagnostics import Text
from fanzha.formats.led.options import LedParams, Motion, chosen_step
from fanzha.load import load_project
from fanzha.model import Library, SloganText
from fanzha.plan import make_plan

SCREENS = 8
MORE: tuple[tuple[str, int, int, str, int], ...] = (("256x32", 256, 32, "dual", 8), ("384x48", 384, 48, "full", 5))
"""Name, dots, colour and most slogans of screens that the repository has no profile of.

With more slogans the second one's animation has more than 1 MB, of which a build warns (LED016). What an animation
costs grows with its bytes: about 80 ms a megabyte.
"""
MOST = 12
"""Slogans of a folder."""

Screens = dict[str, LedParams]


def screens(library: Library) -> Screens:
    """Return what the renderer sees of each screen, by the name of its profile."""
    planned = [one for one in make_plan(library, ROOT).artifacts if one.format == "led"]
    found = {one.edition: one.params for one in planned if isinstance(one.params, LedParams)}
    found = {name: params for name, params in found.items() if params.screen == "led"}
    model = found["hall-320x32"]
    for name, width, height, colour, most in MORE[: SCREENS - len(found)]:
        # The colour is one of the three that a profile may name.
        step = chosen_step(height, Motion())
        shape = replace(model, width=width, height=height, step=step, slogans=model.slogans[:most], second=None)
        found[name] = replace(shape, colour=colour)  # type: ignore[arg-type]
    return found


def slogans(library: Library, count: int) -> list[SloganText]:
    """Return so many slogans: those for screens, then the same again with another beginning."""
    texts = list(library.slogans_for("zh", "led"))
    beginnings = ["", "请记住：", "再说一遍："]
    known = [replace(one, name=Text(start + one.name)) for start in beginnings for one in texts]
    return known[:count]


def least(runs: int, work: Callable[[], object]) -> float:
    """Return the least processor time of the runs, in milliseconds."""
    found = []
    for _ in range(runs):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found) * 1000


def outputs(params: LedParams, runs: int) -> dict[str, float]:
    """Return the milliseconds of each output of a screen."""
    from fanzha.formats.led import motion, pages, pictures, readme, render, texts

    still = pages.all_pages(params)
    plain = {"ANIM/scroll.gif": b"", **texts.text_files(params), **pictures.still_pictures(params, still)}
    return {
        "TEXT": least(runs, lambda: texts.text_files(params)),
        "IMG": least(runs, lambda: pictures.still_pictures(params, pages.all_pages(params))),
        "GIF": least(runs, lambda: motion.scroll_gif(params)),
        "preview": least(runs, lambda: render.preview(still, params)),
        "guide": least(runs, lambda: readme.readme(params, still, plain)),
        "all": least(runs, lambda: render.files_of(params)),
    }


def first_folder(name: str) -> float:
    """Return the milliseconds by the clock of a screen's first folder, in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.led", "--first", name]
    return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def held() -> float:
    """Return the memory that this process holds for itself, MiB: without files that it has mapped, such as fonts."""
    told = Path("/proc/self/smaps_rollup").read_text().partition("Anonymous:")[2]
    return int(told.split()[0]) / 1024


def with_slogans(params: LedParams, group: tuple[SloganText, ...]) -> LedParams:
    """Return the screen with these slogans; a second language keeps as many of its own."""
    second = params.second and replace(params.second, slogans=params.second.slogans[: len(group)])
    return replace(params, slogans=group, second=second)


def one_run(known: Screens, texts: Sequence[SloganText], together: int) -> None:
    """Make a folder for every `together` slogans on every screen, and print what it took."""
    from fanzha.formats.led.render import files_of

    groups = [tuple(texts[start : start + together]) for start in range(0, len(texts), together)]
    jobs = [with_slogans(params, group) for group in groups for params in known.values()]
    early, size, start, spent = 0.0, 0, time.perf_counter(), time.process_time()
    for index, params in enumerate(jobs):
        if index == len(jobs) // 8:
            early = held()
        size += sum(map(len, files_of(params).values()))
    wall, cpu = time.perf_counter() - start, time.process_time() - spent
    print(
        f"{len(texts)} slogans × {len(known)} screens, {together:2} a folder: {len(jobs):4} folders, "
        f"{size / 1e6:4.0f} MB, {wall:5.1f} s by the clock, {cpu:5.1f} s CPU, memory {early:.0f} then {held():.0f} MiB"
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--slogans", type=int, default=100)
    parser.add_argument("--first", metavar="NAME", help=argparse.SUPPRESS)
    options = parser.parse_args()
    library, _ = load_project(ROOT)
    if library is None:
        sys.exit("the project cannot be read")
    known = screens(library)
    if options.first:
        start = time.perf_counter()
        from fanzha.formats.led.render import files_of

        files_of(known[options.first])
        print((time.perf_counter() - start) * 1000)
        return
    on_one_core()
    heads = ("TEXT", "IMG", "GIF", "preview", "guide", "all")
    print(f"{'ms':16}" + "".join(f"{head:>9}" for head in (*heads, "first")))
    for name, params in known.items():
        costs = outputs(params, options.runs)
        figures = [f"{costs[head]:.1f}" for head in heads] + [f"{first_folder(name):.0f}"]
        print(f"{name:16}" + "".join(f"{figure:>9}" for figure in figures))
    print()
    for together in (1, MOST):
        one_run(known, slogans(library, options.slogans), together)


if __name__ == "__main__":
    main()
