"""What a sentence does with the words in it: says them itself, or negates, reports, doubts or condemns them.

«扫码领鸡蛋» invites; «不要扫码领鸡蛋», «骗子让您扫码领鸡蛋», «扫码领鸡蛋的，都是骗局» warn. Checks that refuse to say a
thing (C-42, C-49) ask here first, so that every way of warning against it stays right. In doubt the sentence is spared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fanzha.prose.reading import Reading
from fanzha.prose.together import folded


@dataclass(frozen=True)
class _Language:
    """Patterns of one language."""

    clause: re.Pattern[str]
    """Where clauses part."""
    denied: re.Pattern[str]
    """In the same clause, before the words."""
    distrusted: re.Pattern[str]
    """Anywhere in the sentence before the words."""
    continued: re.Pattern[str]
    """How a clause begins that the negation of an earlier clause still governs."""
    reported: re.Pattern[str]
    """Before the words: somebody else says or wants it."""
    condemned: re.Pattern[str]
    """After the words: it is called false, refused or shown to end badly."""


_SUBJECT = r"骗子|诈骗分子|诈骗团伙|犯罪分子|不法分子|嫌疑人|对方|有人|来人|陌生人|网友|假客服"
_WRITER = (
    r"他们|她们|他|她|客服|老师|老板|群主|男友|女友|恋人|主播|短信|信息|页面|弹窗|广告|视频|来电|邮件|包裹|传单|"
    r"纸条|电话里|群里|电话那头|网上"
)
_SAYS = r"说|称|写|提示|显示|表示|承诺|许诺|答应|保证|宣称|宣传|要求|发来|告诉|让|叫|要|催|劝|逼|哄|骗|派|打着|用|以|教"
_LISTENER = (
    r"您|你|人|他|她|它|我|咱|大家|老人|同学|学生|孩子|居民|受害|用户|群众|村民|店主|别人|妈妈|爸|家人|求|顾客|客户"
)

_ZH = _Language(
    clause=re.compile(r"[,;:]"),
    denied=re.compile(
        r"不(?![仅但妨用必限论管错少同久断花收急慌怕])|没(?!关系|事|文化|见识)|别(?![的人急慌怕等忘]|担心|错过|犹豫)|勿|莫"
        r"|难(?!得)"
        r"|无(?![偿需限忧])|未(?![知来成])|并非|绝非|拒绝|禁止|谨防|严防|警惕|当心|小心|提防|预防|以防|防止|避免|识破"
        r"|揭穿"
        r"|谁[也能敢说]|哪有|怎么?[能会可]|凡是|遇到|遇上|碰到|碰上|听到|见到"
    ),
    distrusted=re.compile(
        r"[不别勿莫][要能可会必应该再]{0,2}(?:轻易|随意|随便)?[去再]?"
        r"(?:轻信|相信|听信|信|听(?!劝|话)|理|搭理|照|按|跟|因为|为了|图|受|被|以为|指望|觉得|说|问|笑|怪|责|埋怨|嫌)"
        r"|(?:骗局|骗术|手法|手段|套路|陷阱|诈骗|误区|谣言|谎言|错误|危险信号|谎话|借口|话术)[^,:;]{0,10}:"
        r"|谁(?:也|都)?[不没]|没有人|没人|(?:骗局|骗术|诈骗)(?:就是|是|有)"
    ),
    continued=re.compile(r"\s*(?:也|再|就|去|而|或|又|更|还|便|以免|即使|哪怕|并)"),
    reported=re.compile(
        rf"(?:{_SUBJECT})(?!的)|网传|谣传|流传|有人传|据说|听说|自称|谎称|声称|假称|号称|诈称|所谓|假装|假冒|冒充|伪装|诱骗|诱导|引诱|哄骗|教唆|怂恿|指使"
        rf"|(?:{_WRITER})[又就再却还会总常便也里中上]{{0,2}}(?:{_SAYS})"
        rf"|(?:让|叫|(?<![只需])要|催|逼|劝|哄|骗|拉|引导|命令|指示)(?:{_LISTENER})|(?:^|[,;:])\s*(?:再|又|却)?(?:说|称)(?!明|好)"
    ),
    condemned=re.compile(
        r"[是属为][^,;。]{0,8}(?:骗|诈|假|陷阱|套路|谎|幌子|圈套|违法|犯罪|诱饵|祸害|谣|误区|误解|误传|鬼话|坑)"
        r"|[不没](?:可信|靠谱|可靠|管用|属实|可能|现实|一定|存在)|[信做使碰要]不得|没有?用|没这回事|错误|骗局|陷阱"
        r"|有诈|有假|行不通"
        r"|(?:别|不要?|不能|不可|不得|勿|莫|没有?|不会)(?:再|去|轻易|随意)?"
        r"(?:点|扫|信|做|给|转(?!不)|填|下载?|装|理|回|加|进|碰|轻信|相信|上当|照做|参与|搭理|汇|交|付|贪|开)"
        r"|警惕|当心|小心|留神|谨防|提防|挂断|停下|停手|走开|拒绝|绕开|想一想|想想|停一停|幌子|由头|借口|噱头|旧规定"
        r"|当真|为由"
        r"|为名|为诱饵"
        r"|^.{0,6}?(?:的(?=[,;。!?]|$|都|人|骗|事|话|电|短|码|群|广|信|消|要|一律|多|往往|请|别|不|把戏|手法|套路|说法"
        r"|活动|兼职|贷款|链接|做法|陌生)|类|这类|这种|之类|等[手骗方借套话])"
        r"|(?:钱|账户|账|卡|信息|余额|积蓄|存款).{0,6}(?:没了|没有了|不见|转走|盗|丢|空|泄露|打水漂|一去不回|(?<!被)骗)"
        r"|(?:等于|好比|就像|反而|只会|后果|结果|其实)|(?:就|(?<!不)[会能])(?:中招|上当|受骗|被骗|被盗|盗|看到|看见"
        r"|骗走|转走|落入|掉进)"
        r"|(?<![追挽]回)损失|病毒|木马|中毒|(?:收集|套取|套走|骗取|盗取|偷走?)[^,;。]{0,6}(?:信息|手机号|号码|资料)|不是真|没有?根据|白白|骗(?:钱|走|人|您|你)"
    ),
)

_EN = _Language(
    clause=re.compile(r"[,;:]"),
    denied=re.compile(
        r"\b(?:not|never|no|nobody|none|neither|nor|cannot|without|avoid|beware|refuse|hardly|rarely|unlikely"
        r"|instead)\b"
        r"|n['’]t\b|\b(?:if|when|unless|how|why|whether)\b"
    ),
    distrusted=re.compile(
        r"\b(?:nobody|no one|never|myth|(?<!simple )(?<!easy )(?<!one )trick|"
        r"lie|scam|fraud|false|beware|fake)\b|\b(?:not|n['’]t)\b.{0,40}\b(?:think|"
        r"believe|trust|say|ask|blame|call|expect|hope|count|mean)\b|n['’]t (?:think|believe|trust|say|ask|blame|call"
        r"|expect)"
    ),
    continued=re.compile(r"\s*(?:or|nor|and|even)\b"),
    reported=re.compile(
        r"\b(?:scammers?|fraudsters?|criminals?|crooks?|thieves|callers?|strangers?|someone|somebody|they|people"
        r"|others|some)"
        r"\b(?!['’]s)|\b(?:claims?|claimed|claiming|pretends?|pretending|promis(?:es|ed|ing)|anyone who|told|tells?"
        r"|asks?|"
        r"asked|wants?|wanted|says?|said|offers?|urges?|so-called)\b"
    ),
    condemned=re.compile(
        r"\b(?:(?:do not|don['’]t)(?! (?:worry|panic|hesitate|miss|wait|be afraid))"
        r"|never|ignore|hang up|walk away|is not|isn['’]t|are not|does not work|will not|won['’]t"
        r"|untrue|"
        r"not true|cannot|can['’]t)\b|\b(?:scams?|trick|trap|lie|fraud|fake|false|myth|bait|lose|lost|steals?|stolen"
        r"|malware|"
        r"virus|nobody|no one|gone)\b"
    ),
)

_LANGUAGES = {True: _ZH, False: _EN}


_REACH = 300
"""Characters either side of the words, as far as a sentence can be taken in; bounds the work in endless ones."""


def spared(reading: Reading, start: int, end: int) -> bool:
    """Return whether the sentence negates, reports, doubts or condemns its characters from `start` to `end`.

    Offsets are those of `reading.plain`.
    """
    before = _around(reading, start, end)[0]
    return bool(_LANGUAGES[reading.chinese].reported.search(before)) or refuted(reading, start, end)


def refuted(reading: Reading, start: int, end: int) -> bool:
    """Return the same as `spared`, but that somebody else says it is not enough."""
    before, words, after = _around(reading, start, end)
    language = _LANGUAGES[reading.chinese]
    doubted = (words + after).rstrip('”’」』") \n').endswith("?")
    return doubted or _negated(language, before, words) or bool(language.condemned.search(after))


def negated(reading: Reading, start: int, end: int) -> bool:
    """Return whether the sentence negates its characters from `start` to `end` before it comes to them."""
    before, words, _ = _around(reading, start, end)
    return _negated(_LANGUAGES[reading.chinese], before, words)


def _around(reading: Reading, start: int, end: int) -> tuple[str, str, str]:
    """Return what the sentence says before the characters from `start` to `end`, these, and what it says after them."""
    first, last = reading.sentence_at(start)
    text = reading.plain
    if last <= end < len(text) and text[end] in ",的":
        last = reading.sentence_at(end)[1]
    before, after = text[max(first, start - _REACH) : start], text[end : max(min(last, end + _REACH), end)]
    return folded(before), folded(text[start:end]), folded(after)


def _negated(language: _Language, before: str, words: str) -> bool:
    breaks = [match.end() for match in language.clause.finditer(before)]
    clause = before[breaks[-1] :] if breaks else before
    if language.denied.search(clause) or language.distrusted.search(before):
        return True
    earlier = before[: len(before) - len(clause)]
    return bool(earlier and language.continued.match(clause + words) and language.denied.search(earlier))
