"""A build that has nothing to do loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys

from tests.harness import Fanzha

HEAVY = (
    "weasyprint",
    "mkdocs",
    "material",
    "PIL",
    "jinja2",
    "qrcode",
    "fontTools",
    "pikepdf",
    "pypdfium2",
    "rich",
    "cryptography",
    "pypinyin",
)

SCRIPT = """
import sys
from fanzha.cli import main
try:
    main(["--project", sys.argv[1], "build"])
except SystemExit as end:
    assert end.code == 0
print([name for name in sys.argv[2:] if name in sys.modules])
"""


def test_a_build_with_nothing_to_do_imports_no_renderer(built: Fanzha) -> None:
    command = [sys.executable, "-c", SCRIPT, str(built.project), *HEAVY]
    done = subprocess.run(command, env=built.environment(), capture_output=True, text=True, check=True)
    assert "0 rendered, 2 unchanged" in done.stderr
    assert done.stdout.strip() == "[]"
