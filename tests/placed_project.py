"""A small project with posters that hang, that will, whose time is over and that were revoked."""

from __future__ import annotations

import atexit
import datetime
import functools
import hashlib
import io
import shutil
import tempfile
from pathlib import Path

from fanzha.formats import Workshop
from fanzha.load import load_project
from fanzha.model import Finished, Library
from tests import site_project
from tests.site_project import Site, make_project, plan

TODAY = datetime.date(2026, 6, 1)
STATES = {"current": "223Y", "coming": "224W", "expired": "225U", "revoked": "226S", "page": "227Q", "english": "228N"}
SECRETS = ("值班员甲", "钥匙在门卫")
TOWN = """\
- {serial: 223Y, name: 派出所一楼大厅, address: 示范路1号, hung_by: 值班员甲, from: 2026-01-05, until: 2026-12-01,
   distance: 1, tactic: fake-loan, languages: [zh, en], note: 钥匙在门卫}
- {serial: 224W, name: 车站候车室, from: 2026-06-02, until: 2026-12-01, distance: 1, tactic: fake-loan}
- {serial: 225U, name: 学校门内, address: "=1+1", hung_by: 值班员甲, from: 2026-01-05, until: 2026-05-31, distance: 1,
   tactic: fake-loan}
- {serial: 226S, name: 市场<南门>, address: 集市路20号, from: 2026-01-05, until: 2026-12-01, distance: 1,
   tactic: fake-loan, revoked: {on: 2026-05-20, reason: 码上被人另贴了一层。, replaced_by: 227Q}, note: 钥匙在门卫}
- {serial: 227Q, name: 市场北门, address: 集市路22号, from: 2026-05-21, until: 2026-12-01, distance: 1, page: help/now}
- {serial: 228N, name: 留学生公寓, from: 2026-01-05, until: 2026-12-01, distance: 1, tactic: fake-loan, languages: [en]}
"""


def placed(folder: Path, today: datetime.date = TODAY) -> tuple[Path, Library]:
    """Return a project below `folder` with placements, and its library as of `today`."""
    root = make_project(folder)
    (root / "materials" / "placement").mkdir()
    (root / "materials" / "placement" / "town.yml").write_text(TOWN, "utf-8")
    return root, library_of(root, today)


def library_of(root: Path, today: datetime.date = TODAY) -> Library:
    """Return the library of the project at `root` as of `today`."""
    library, found = load_project(root, today)
    assert library is not None and not [one for one in found if one.code.startswith(("LOAD", "PLACE"))], found
    return library


def poster() -> bytes:
    """Return a PDF of one red page, A4."""
    import pypdfium2
    from pypdfium2 import raw

    document = pypdfium2.PdfDocument.new()
    page = document.new_page(595, 842)
    shape = raw.FPDFPageObj_CreateNewRect(0, 0, 595, 842)
    raw.FPDFPageObj_SetFillColor(shape, 255, 0, 0, 255)
    raw.FPDFPath_SetDrawMode(shape, raw.FPDF_FILLMODE_WINDING, False)
    raw.FPDFPage_InsertObject(page.raw, shape)
    page.gen_content()
    document.save(out := io.BytesIO())
    return out.getvalue()


def finished(root: Path) -> tuple[Finished, ...]:
    """Put the poster of one placement into the project's build folder; return it as the manifest would record it."""
    data = poster()
    target = root / "build" / "placement" / "223Y.zh-en.pdf"
    target.parent.mkdir()
    target.write_bytes(data)
    one = Finished(
        path="placement/223Y.zh-en.pdf",
        format="placement",
        edition="town",
        locale="zh",
        title="派出所一楼大厅",
        kind="file",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        files={},
        offered=False,
        pictured=True,
    )
    return (*site_project.finished(), one)


@functools.cache
def placed_site() -> Site:
    """Return the site of the project with placements."""
    from fanzha.formats.site.render import render

    folder = Path(tempfile.mkdtemp(prefix="fanzha-placed-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    root, library = placed(folder)
    artifact = plan(library)
    (folder / "scratch").mkdir()
    workshop = Workshop(root, folder / "scratch", folder / "cache", finished(root), root / "build")
    return Site(library, artifact, workshop, render(artifact, workshop), folder / "scratch" / "site")
