"""The templates of what stands on the website's pages, with all that they may ask for."""

from __future__ import annotations

import functools
from pathlib import Path

import jinja2
from markupsafe import Markup

from fanzha.formats.site.checker import checker_of
from fanzha.formats.site.compiled import COMPILED
from fanzha.formats.site.download_shelf import Shelf
from fanzha.formats.site.genuine import desk_of
from fanzha.formats.site.placement_page import TakedownList
from fanzha.formats.site.quiz import quiz_of
from fanzha.formats.site.rhymes import rhymes_of
from fanzha.formats.site.screens_page import wall_of
from fanzha.formats.site.serials import Lookup
from fanzha.formats.site.suited import covering, suited_to
from fanzha.formats.site.tactic_groups import TacticGroups


@functools.cache
def templates() -> jinja2.Environment:
    """Return the environment of `templates/`; compiled once a process."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=COMPILED,
    )
    env.filters["safe"] = Markup
    env.globals.update(quiz_of=quiz_of, shelf_of=Shelf, checker_of=checker_of, wall_of=wall_of, desk_of=desk_of)
    env.globals.update(takedown_of=TakedownList, lookup_of=Lookup, suited_to=suited_to, groups_of=TacticGroups)
    env.globals.update(rhymes_of=rhymes_of, covering=covering)
    return env
