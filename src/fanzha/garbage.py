"""How often Python looks for garbage in circles: seldom, since what a build reads lives until its end.

With Python's own thresholds every 700 new objects have the youngest looked through, and now and then all of them. Of a
thousand pages there are a million objects, none of them garbage: half of the time of loading went into looking.
"""

from __future__ import annotations

import gc

_NEW = 100_000
"""Objects made since the last look before the youngest are looked through."""
_TIMES = 20
"""Looks at the younger before the older ones are looked through too."""


def collect_seldom() -> None:
    """Look for garbage seldom from now on, in this process and in those that are forked from it."""
    gc.set_threshold(_NEW, _TIMES, _TIMES)
