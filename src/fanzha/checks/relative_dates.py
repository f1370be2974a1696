"""Words for time that are wrong a year after printing: 近日, 今年, 最新, recently, last month (C-47).

A year in the same passage puts them right, and so does the `source_date` of a case. «最近的派出所» is a place,
«最新版本» a version; quotations and the sections that tell a helper what to say are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from fanzha.diagnostics import Diagnostic
from fanzha.model import Library
from fanzha.prose import Reading, Writing
from fanzha.prose.together import folded, written

_RELATIVE = {
    True: re.compile(
        r"近日|(?<![\d今生])日前|近期|近来(?!身体|过得|怎|好[吗不]|可好|忙|如何)"
        r"|(?<![离距就])最近(?!的(?![^,。!?;\n]{0,8}(?:骗|诈|案|手法|事)))"
        r"(?![^,。!?;\n]{0,2}(?:[一几]?[处所家班趟次]|网点))|近[几两三]?年来|今年(?!多大|几岁|贵庚|[已快]?[\d一二三四五六七八九十]{1,3}[多来]?岁)|去年|前年|上个?月"
        r"|本月"
        r"|上个?(?:星期|周)|本周|这[几两]天|近[两三几]天|这段时间|这阵子"
        r"|前几[天日]|前些[天日]|(?:入[春夏秋冬]|开[春年学]|年初)以来|前不久|不久前|昨[天日晚夜]|前天|目前(?!还?[没未])|眼下|当前(?!页|版|窗口|屏幕|位置)|如今"
        r"|新近|最新(?!版|[的]?(?:版本|系统|补丁"
        r"|地址|联系))"
    ),
    False: re.compile(
        r"\b(?:recent(?:ly)?|latest(?! version| update| edition)(?<!at the latest)|newest(?! version)|lately|of late"
        r"|these days|nowadays|"
        r"currently|yesterday|last (?:night|week|month|year|spring|summer|autumn|winter)|this (?:week|month|year"
        r"|spring|summer|"
        r"autumn|winter)|a few (?:days|weeks|months) ago|(?:past|last) few (?:days|weeks|months|years)|the other day"
        r"|at present)\b"
    ),
}
_GATES = {
    True: re.compile(
        "近日|日前|近期|近来|最近|年来|今年|去年|前年|上个?[月周星]|本[月周]|[这近][几两三]天|这段|这阵|前几|前些|以来|不久|昨"
        "|前天|目前|眼下|当前|如今|新近|最新"
    ),
    False: re.compile(
        "recent|latest|newest|lately|of late|these days|nowadays|currently|yesterday|last |this [wmysa]|ago|past few"
        "|other day|at present"
    ),
}
_ABSOLUTE = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|[一二][〇零九][〇零一二三四五六七八九]{2}年")
_HELPER = frozenset({"talk"})


def reader(library: Library) -> Callable[[Writing], Iterator[Diagnostic]]:
    """Return the check of one file: DATE001."""
    dated = frozenset(slug for slug, case in library.cases.items() if case.source_date)

    def read(writing: Writing) -> Iterator[Diagnostic]:
        if writing.path.startswith("materials/registry/") or (writing.collection == "cases" and writing.slug in dated):
            return
        for reading in writing.body:
            if not reading.quote and _GATES[reading.chinese].search(folded(reading.plain)):
                yield from _found(reading)

    return read


def _found(reading: Reading) -> Iterator[Diagnostic]:
    if reading.role in _HELPER or _ABSOLUTE.search(reading.plain):
        return
    for match in _RELATIVE[reading.chinese].finditer(folded(reading.plain)):
        if not reading.in_quotes(match.start()):
            yield Diagnostic.at("DATE001", reading.place(*match.span()), text=written(reading, *match.span()))
