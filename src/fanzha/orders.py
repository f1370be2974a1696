"""`build/print-orders.csv`: what is sent to the print shop with the files, one line a file.

It opens in the spreadsheet of a Chinese office as it is (`spreadsheet.as_csv`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fanzha import spreadsheet
from fanzha.manifest import Record
from fanzha.model import Artifact, Printing

NAME = "print-orders.csv"
_HEAD = (
    "成品 Item",
    "语言 Language",
    "成品尺寸 Trim size (mm)",
    "页数 Pages",
    "单双面 Sides",
    "颜色 Colours",
    "纸张和做法 Paper and finish",
    "建议数量 Suggested quantity",
    "有效期至 Valid until",
    "文件 File",
    "SHA-256",
)
_SIDES = {1: "单面 one", 2: "双面 two"}


def as_csv(artifacts: Iterable[Artifact], records: Mapping[str, Record]) -> str:
    """Return the list of what is to be printed and has been made, in order of the paths; "" when there is nothing."""
    rows = [
        _row(artifact, artifact.printing, records[artifact.path])
        for artifact in sorted(artifacts, key=lambda one: one.path)
        if artifact.printing and artifact.path in records
    ]
    return spreadsheet.as_csv(_HEAD, rows) if rows else ""


def _row(artifact: Artifact, printing: Printing, record: Record) -> list[str]:
    width, height = printing.trim_mm or record.report.get("trim_mm") or (0, 0)
    return [
        artifact.title,
        artifact.locale,
        f"{width:g} × {height:g}",
        str(record.report.get("pages", "")),
        _SIDES[printing.sides],
        printing.colours,
        printing.paper,
        str(printing.quantity),
        str(artifact.valid_until or ""),
        artifact.path,
        record.finished.sha256,
    ]
