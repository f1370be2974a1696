"""The browser of the tests: Debian's chromium, with the system's fonts whatever this process has typeset before."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = "/usr/bin/chromium"
needs_browser = pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="needs Debian's chromium")


def plain_environment() -> dict[str, str]:
    """Return the environment without what typesetting leaves in it: a browser would see the print fonts alone."""
    return {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}


def launched(playwright: Any) -> Any:
    """Return a running browser; the caller closes it."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    return playwright.chromium.launch(executable_path=CHROMIUM, args=arguments, env=plain_environment())
