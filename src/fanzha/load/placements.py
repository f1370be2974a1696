"""Placements: `materials/placement/*.yml` and the tables (`*.csv`) that offices keep in a spreadsheet."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from fanzha.config import PLACEMENTS, SERIALS
from fanzha.diagnostics import Diagnostic, Text
from fanzha.load.decode import decode
from fanzha.load.nodes import Map, Node, Scalar, Sequence
from fanzha.load.tables import Columns, Row, as_map, plain_name, read_table
from fanzha.model import Issued, Placement
from fanzha.source import TABLES, SourceFile

_NAMES = {
    "serial": "编号 序列号 海报编号 serial serialnumber number no id",
    "name": "地点 张贴地点 位置 名称 place name location",
    "address": "地址 详细地址 address addressline",
    "hung_by": "张贴人 张贴单位 责任人 负责人 hungby postedby",
    "from": "起 开始 开始日期 张贴日期 启用日期 from start startdate",
    "until": "止 至 截止 截止日期 结束日期 有效期至 until to end enddate validuntil",
    "distance": "阅读距离 距离 扫码距离 distance readingdistance distancem",
    "tactic": "骗局 骗术 骗局代号 tactic",
    "page": "页面 网页 page",
    "paper": "纸张 纸张大小 尺寸 纸型 paper papersize size",
    "mood": "风格 语气 版式 mood style",
    "outdoors": "室外 室内外 室内室外 outdoors outdoor setting",
    "languages": "语言 语种 language languages locale locales",
    "revoked": "撤销日期 撤下日期 停用日期 作废日期 revoked revokedon",
    "reason": "撤销原因 撤下原因 停用原因 作废原因 reason revokedreason",
    "replaced_by": "替换为 换成 新编号 替换编号 replacedby replacement",
    "note": "备注 说明 note notes remark remarks",
}
COLUMNS = Columns(
    names={plain_name(name): key for key, names in _NAMES.items() for name in names.split()},
    labels={key: f"{names.split()[0]} {key}" for key, names in _NAMES.items()} | {"until": "有效期至 until"},
    required=("name", "from", "until", "distance"),
)
_DAYS = ("from", "until", "revoked")
_WORDS: Mapping[str, Mapping[str, str]] = {
    "mood": {"警示": "alert", "提醒": "alert", "平和": "calm", "温和": "calm", "儿童": "children", "孩子": "children"},
    "outdoors": {
        **dict.fromkeys(("是", "室外", "户外", "yes", "y", "outdoors", "outdoor"), "true"),
        **dict.fromkeys(("否", "室内", "no", "n", "indoors", "indoor"), "false"),
    },
    "languages": {"中文": "zh", "汉语": "zh", "chinese": "zh", "英文": "en", "英语": "en", "english": "en"},
}
"""What people write in a cell, and what it means."""
_DAY = re.compile(
    r"(\d{4})(?:\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]|([-/.])(\d{1,2})\4(\d{1,2}))(?:\s+0?0:00(?::00)?)?"
)
_COUNTED = re.compile(r"\d{5}(?:\.\d+)?")
"""A spreadsheet's days, counted from 1900."""
_METRES = re.compile(r"(\d+(?:\.\d+)?)\s*(?:米|m|公尺)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[+/、,，;；&和]\s*")


def is_placements(path: str) -> bool:
    """Return whether the file at `path` lists placements."""
    return path.startswith(f"{PLACEMENTS}/")


def table_nodes(sources: Mapping[str, SourceFile], unusable: set[str], found: list[Diagnostic]) -> dict[str, Node]:
    """Return each table as the list of maps that YAML would have given; one with anything wrong joins `unusable`."""
    nodes: dict[str, Node] = {}
    for path, source in sources.items():
        if not path.endswith(TABLES):
            continue
        before = len(found)
        table = read_table(source, COLUMNS, found)
        items = [_entry(row, found) for row in table[1]] if table else []
        nodes[path] = Sequence(tuple(item for item in items if item is not None), source.place(1))
        if len(found) > before:
            unusable.add(path)
    return nodes


def load_placements(
    nodes: Mapping[str, Node], unusable: Collection[str], found: list[Diagnostic]
) -> tuple[tuple[Placement, ...], Issued]:
    """Return all placements in the order of files and rows, and how far their serials have been given out."""
    before = len(found)
    placements: list[Placement] = []
    for _, node in only_lists({path: node for path, node in nodes.items() if is_placements(path)}, found):
        decoded = (decode(item, Placement, found) for item in node.items)
        placements += [placement for placement in decoded if placement is not None]
    whole = len(found) == before and not any(is_placements(path) for path in unusable)
    issued = decode(nodes[SERIALS], Issued, found, whole=whole) if SERIALS in nodes else Issued(whole=whole)
    return tuple(placements), issued or Issued(whole=False)


def only_lists(nodes: Mapping[str, Node], found: list[Diagnostic]) -> Iterator[tuple[str, Sequence]]:
    """Yield the lists by path, in order; what is neither a list nor empty is a diagnostic."""
    for path, node in sorted(nodes.items(), key=lambda item: item[0]):
        if isinstance(node, Sequence):
            yield path, node
        elif not isinstance(node, Map) or node.entries:
            found.append(Diagnostic.at("LOAD014", node.place, wanted_zh="列表", wanted_en="a list"))


def _entry(row: Row, found: list[Diagnostic]) -> Map | None:
    """Return a row as an entry of a YAML file, or None after diagnostics."""
    before = len(found)
    cells = {key: _cell(key, cell, found) for key, cell in row.cells.items()}
    if len(found) > before:
        return None
    flat = {key: cell for key, cell in cells.items() if key not in ("languages", "revoked", "reason", "replaced_by")}
    entry = dict(as_map(row, flat).entries)
    if "languages" in cells:
        cell = cells["languages"]
        parts = [_meant("languages", Text(part, cell.place)) for part in _BETWEEN.split(cell)]
        entry["languages"] = (cell, Sequence(tuple(Scalar(part, not part) for part in parts), cell.place))
    revoked = {key: cells[name] for key, name in _REVOKED.items() if name in cells}
    if revoked:
        first = next(iter(revoked.values()))
        entry["revoked"] = (first, replace(as_map(row, revoked), place=first.place))
    return Map(entry, row.place)


_REVOKED = {"on": "revoked", "reason": "reason", "replaced_by": "replaced_by"}
"""Columns that YAML has below `revoked`."""


def _cell(key: str, cell: Text, found: list[Diagnostic]) -> Text:
    """Return a cell as YAML would say it."""
    if key in _DAYS:
        return _day(key, cell, found)
    plain = unicodedata.normalize("NFKC", cell)
    if key == "distance":
        metres = _METRES.fullmatch(plain)
        return Text(metres[1] if metres else plain, cell.place)
    if key in ("paper", "outdoors", "mood"):
        return _meant(key, Text(plain.lower(), cell.place))
    return cell


def _meant(key: str, cell: Text) -> Text:
    return Text(_WORDS.get(key, {}).get(cell.lower(), cell), cell.place)


def _day(key: str, cell: Text, found: list[Diagnostic]) -> Text:
    """Return a day as 2026-01-05; the text itself after a diagnostic when it is no day, or could be several."""
    plain = unicodedata.normalize("NFKC", cell)
    match = _DAY.fullmatch(plain)
    column = COLUMNS.labels[key]
    if match is None:
        code = "PLACE009" if _COUNTED.fullmatch(plain) else "PLACE010"
        found.append(Diagnostic.at(code, cell.place, cell=cell, column=column))
        return cell
    year, month, day = int(match[1]), int(match[2] or match[5]), int(match[3] or match[6])
    try:
        return Text(datetime.date(year, month, day).isoformat(), cell.place)
    except ValueError:
        found.append(Diagnostic.at("LOAD015", cell.place, date=cell))
        return cell
