"""Words that claim too much or scare: 100%, 绝对, 零风险, superlatives, «惊天骗局» (C-49).

Ordinary uses («绝对不要», «第一步», «最好先问», at most) are none of these; negated and reported claims are right, and
so are quotations and the sections that describe a scam.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from fanzha.diagnostics import Diagnostic
from fanzha.model import Library
from fanzha.prose import Reading, Writing
from fanzha.prose.polarity import negated, spared
from fanzha.prose.together import folded, written

_DESCRIBING = frozenset({"how", "red-flags", "script", "meets", "story", "turning-point"})
_CLAIMS = {
    True: re.compile(
        r"(?:100%|百分之?百|百分百)"
        r"|绝对(?![不别勿没禁]|值|路径|地址|多数|数|湿度|贫困)|绝对不(?:会?再?)?(?:上当|被骗|受骗|吃亏|出错|失手)"
        r"|[零〇0]风险|万无一失"
        r"|永远不?会?(?:不会)?(?:再)?(?:被骗|上当|受骗|中招)|再也不会(?:被骗|上当|受骗)|(?:骗子)?(?:永远|再也)骗不[到了倒]|全网首[个家创]|零(?:死角|漏洞)|国家级|顶级|世界级|史无前例"
        r"|前所未有|独一无二|一劳永逸"
        r"|最(?:权威|有效|全(?![年程])|强|可怕|恐怖|佳|优(?![先])|先进|专业|厉害|牛|便宜|安全|靠谱|可靠|管用|彻底"
        r"|严重|恶劣|残忍|狠|完整|全面"
        r"|大的(?:骗|诈|案|阴谋)|好的(?:办法|方法|材料|资料|软件|教材|平台|网站|内容|宣传|防骗|反诈|课))|史上最?"
        r"|(?:全国|全网|全省|全市|全县|全球|世界|国内|行业|业内|排名"
        r"|天下)[^,。!?;\n]{0,2}第一(?![步次个条项批届家期所])|第一(?:站(?!在)|品牌|名牌)"
        r"|唯一(?:的)?(?:办法|方法|途径|选择|出路|正确|有效)|(?:彻底|完全)(?:杜绝|根除|消灭)|包治"
    ),
    False: re.compile(
        r"\b(?:100 ?(?:%|percent)|(?:absolutely|completely|perfectly|totally"
        r"|entirely) (?:safe|secure|certain|"
        r"reliable|risk)|(?:zero|no)[ -]risk(?!-free)|risk[ -]free|guaranteed(?! by)|foolproof|fail-?safe"
        r"|world[ -]class"
        r"|no\. ?1\b|number one"
        r"\b|never (?:again )?be (?:scammed|cheated|fooled|tricked)|(?:the|our) (?:best|safest|strongest|greatest"
        r"|surest) (?:guide|app|"
        r"tool|method|protection|advice|site|website|material|materials|solution|course|service|in )"
        r"|the most (?:powerful|effective|"
        r"authoritative|advanced|reliable|complete|trusted|terrifying|shocking|dangerous)|the only (?:way|method"
        r"|solution))"
    ),
}
_ALARMS = {
    True: re.compile(
        "惊天|后背发凉|触目惊心|无孔不入|毛骨悚然|惨不忍睹|倾家荡产|家破人亡|骇人听闻|令人发指|丧尽天良|震惊全国|血泪"
        "|血本无归|吓人一跳|不看后悔|必看[!！]|疯狂转发|紧急扩散"
    ),
    False: re.compile(
        r"\b(?:horrifying|terrifying|shocking|bloodcurdling|spine-chilling|life-destroying|unbelievable|mind-blowing"
        r"|must[ -]see)\b"
    ),
}
_MEASURED = re.compile(r"打印|缩放|比例|大小|亮度|音量|电量|\b(?:print|size|scale|zoom|brightness|volume|battery)")
"""Where 100% is a setting."""
_SUPERLATIVE = ("最", "史上", "the most")
"""Words that may stand before «骗局» itself, which therefore takes nothing back."""
_GATES = {
    True: re.compile(
        "100%|百分|绝对|全网首|零死角|零漏洞|风险|万无一失|永远|再也|国家级|顶级|世界级|史|前所未有|独一|一劳|最|第一|唯一|彻底|完全|包治"
        "|惊天|后背|触目|无孔|毛骨"
        "|惨不|倾家|家破|骇人|令人发|丧尽|震惊|血|吓人|不看后|必看|疯狂|紧急扩"
    ),
    False: re.compile(
        "100|absolutely|completely|perfectly|totally|entirely|risk|guarante|foolproof|failsafe|fail-safe|world|no. ?1"
        "|number one|never be"
        "|never again|the best|our best|safest|strongest|greatest|surest|the most|the only|horrif|terrif|shocking"
        "|curdling|chilling"
        "|destroying|unbeliev|mind-b|must"
    ),
}


def reader(library: Library) -> Callable[[Writing], Iterator[Diagnostic]]:
    """Return the check of one file: WORD001 and WORD002."""
    del library
    return _read


def _read(writing: Writing) -> Iterator[Diagnostic]:
    if writing.path.startswith("materials/registry/"):
        return
    for reading in writing.body:
        if not reading.quote and _GATES[reading.chinese].search(folded(reading.plain)):
            yield from _found(reading)


def _found(reading: Reading) -> Iterator[Diagnostic]:
    text = folded(reading.plain)
    if reading.role not in _DESCRIBING:
        for match in _CLAIMS[reading.chinese].finditer(text):
            excused = negated if match.group().startswith(_SUPERLATIVE) else spared
            measured = match.group().endswith(("%", "percent")) and _MEASURED.search(text)
            if not measured and not reading.in_quotes(match.start()) and not excused(reading, *match.span()):
                yield Diagnostic.at("WORD001", reading.place(*match.span()), text=written(reading, *match.span()))
    for match in _ALARMS[reading.chinese].finditer(text):
        if not reading.in_quotes(match.start()):
            yield Diagnostic.at("WORD002", reading.place(*match.span()), text=written(reading, *match.span()))
