"""What the page «Is this a scam?» is given: the registry's signals in the form that checker.js searches with, and the
scams it may name. The message that somebody pastes meets these in the browser and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from fanzha.formats.site.body import plain
from fanzha.formats.site.view import View
from fanzha.model import Registry, Signal, Tactic, TacticText
from fanzha.model.signals import PatternProblem, Step, patterns, phrase_sets

SIGNALS = "assets/fanzha/checker-signals.js"
"""Where the registry's signals lie, below the root of every locale's site."""
_WORDING = Path(__file__).parent / "wording.json"
"""How scams are worded, learnt from example messages by docs-dev/wording/learn.py: weights of words and of sets."""
_TRADITIONAL = (
    "驗验證证碼码帳账戶户號号轉转賬账匯汇錢钱銀银貸贷資资產产護护財财務务賺赚單单點点連连網网鏈链鍵键開开關关閉闭"
    "會会員员費费繳缴納纳額额還还撥拨報报檢检違违規规凍冻結结貨货遞递賠赔償偿機机變变動动電电話话訊讯聯联繫系係系"
    "絡络絕绝對对應应導导師师獲获領领獎奖幣币漲涨買买賣卖標标準准備备們们個个為为這这裡里裏里來来時时間间過过從从"
    "給给說说讓让請请認认識识該该誤误課课調调談谈謹谨馬马內内穩稳虧亏體体實实際际價价據据龍龙萬万億亿壓压險险遠远"
    "製制協协親亲愛爱媽妈爺爷嗎吗國国軍军隊队歸归總总經经貿贸業业優优質质級级類类數数購购飛飞簽签發发補补貼贴稅税"
    "辦办處处審审許许種种釋释罰罚壞坏醫医療疗學学習习區区衛卫剛刚別别滿满獨独戲戏裝装樣样沒没著着麼么後后視视頻频"
    "腦脑塊块兩两幫帮寶宝婦妇兒儿孫孙歲岁歡欢樂乐遊游圖图書书簡简訓训練练職职勞劳傭佣贏赢競竞賽赛禮礼憑凭駕驾駛驶"
    "車车輛辆輪轮園园圓圆場场廠厂館馆飯饭飲饮藥药術术創创層层樓楼鄰邻訂订離离異异興兴擔担憂忧慮虑嚴严厲厉較较題题"
    "問问聽听講讲討讨論论詢询試试詐诈騙骗謝谢賓宾賴赖賢贤趕赶跡迹軟软載载輸输輯辑農农適适選选遲迟郵邮鄉乡釣钓錄录"
    "鎖锁鏡镜門门閃闪閱阅陸陆陽阳雲云靈灵頁页順顺預预頭头顏颜願愿風风飄飘餘余馳驰騎骑驚惊鬥斗魚鱼鳥鸟麗丽黃黄黨党"
    "齊齐齡龄亞亚傳传傷伤儲储兌兑凱凯劃划劇剧勝胜勢势卻却參参啟启喪丧嘗尝執执壽寿夠够夢梦奪夺妳你嬰婴孃娘寧宁寫写"
    "將将專专尋寻屬属島岛帶带幹干庫库廣广張张強强彈弹徵征復复恆恒恥耻悅悦惡恶慶庆懷怀戰战拋抛捨舍掃扫換换擇择擾扰"
    "攝摄攜携敗败敵敌斷断於于晉晋暫暂曆历條条極极構构槍枪樹树橋桥檔档櫃柜權权殘残氣气決决況况洩泄淚泪淨净測测滯滞"
    "漁渔潔洁潛潜濟济無无燈灯營营爭争牆墙狀状獄狱現现環环畢毕盜盗監监盤盘眾众矚瞩確确禍祸稱称穀谷積积窮穷筆笔節节"
    "範范籌筹糧粮紀纪約约紅红純纯紙纸細细終终組组統统綁绑維维緊紧緒绪線线緣缘編编緩缓縣县縮缩續续罵骂羅罗義义聖圣"
    "聲声脅胁腳脚臉脸臨临舉举舊旧舖铺艙舱蓋盖薦荐虛虚複复觀观觸触訴诉診诊評评詞词詳详誘诱語语誠诚誰谁諮咨謊谎議议"
    "讀读豐丰負负責责貧贫貪贪販贩貴贵賀贺贈赠贓赃贖赎軌轨輔辅轄辖辭辞運运達达遺遗邊边鈔钞鈕钮銷销鋪铺錯错鐘钟鐵铁"
    "長长閒闲隨随難难韓韩響响項项頓顿顧顾顯显養养駐驻騷骚髒脏鮮鲜"
)
"""Traditional characters, each with the simplified one that it is read as."""
_OWN_FLAGS = 3
"""How many red flags of a scam's page are shown when it is named."""
_WORDS = (
    "strong", "strong_text", "some", "some_text", "none", "none_text", "honest", "calls", "message", "flags", "tactics",
    "tactics_more", "stop", "verify", "report", "own_flags", "more", "again", "empty", "ask_empty", "long", "missing",
)  # fmt: skip


@dataclass
class _Table:
    """Values that get a number when they are first asked for."""

    numbers: dict[object, int] = field(default_factory=dict)

    def number(self, value: object) -> int:
        return self.numbers.setdefault(value, len(self.numbers))


def matcher(registry: Registry) -> Mapping[str, object]:
    """Return what checker.js searches with: phrases, steps as numbers of phrases, the signals' rows of steps, and what
    words weigh. All numbers are written as `_Cursor` does, so that the page has less to load.

    A message may be in another language than the page, so the words of all languages are searched for. Patterns that
    cannot be understood are left out; the checks have told of them.
    """
    phrases, steps, last = _Table(), _Table(), _Cursor()
    signals = []
    for signal in registry.signals.values():
        if signal.role == "set":
            continue
        rows = []
        for row in _rows(registry.signals, signal):
            numbers = [(step.reach, steps.number(tuple(map(phrases.number, step.phrases)))) for step in row]
            signs = [text for reach, number in numbers for text in (str(reach), last.to(number))]
            rows.append(",".join(signs[1:]))  # a first step has no reach
        entry: dict[str, object] = {"id": str(signal.id), "role": signal.role, "weight": signal.weight}
        if rows:
            entry["rows"] = ";".join(rows)  # one that is empty is a row: the next step
        if signal.role == "caution":
            entry["reach"] = signal.reach
        else:
            entry["tactics"] = [str(slug) for slug in signal.tactics]
        signals.append(entry)
    wording = json.loads(_WORDING.read_text("utf-8"))
    for locale, learnt in wording.items():
        sets = phrase_sets(registry.signals, locale)
        learnt["sets"] = [
            [steps.number(tuple(map(phrases.number, dict.fromkeys(sets[name])))), weight]
            for name, weight in learnt["sets"].items()
            if sets.get(name)
        ]
    last = _Cursor()
    packed = [_runs(step, last) for step in steps.numbers if isinstance(step, tuple)]
    return {
        "phrases": "|".join(map(str, phrases.numbers)),
        "steps": ";".join(packed),
        "signals": signals,
        "wording": wording,
        "traditional": _TRADITIONAL,
    }


@dataclass
class _Cursor:
    """Writes numbers as what lies between them, and nothing where one follows the other: most do."""

    at: int = 0

    def to(self, number: int, length: int = 1) -> str:
        skipped = number - self.at
        self.at = number + length
        return (str(skipped) if skipped else "") + (f"*{length}" if length > 1 else "")


def _runs(numbers: Iterable[int], last: _Cursor) -> str:
    """Return numbers as rows that have no gap: `5*3` is five further on, three numbers."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and sum(runs[-1]) == number:
            runs[-1][1] += 1
        else:
            runs.append([number, 1])
    return ",".join(last.to(*run) for run in runs)


def _rows(signals: Mapping[str, Signal], signal: Signal) -> Iterable[tuple[Step, ...]]:
    for locale, words in signal.words.items():
        sets = phrase_sets(signals, locale)
        for word in words:
            try:
                yield from patterns(word, sets)
            except PatternProblem:
                continue


@dataclass(frozen=True)
class Question:
    """What somebody is asked who was phoned."""

    id: str
    text: str
    marks: Markup
    """Attributes that name its language, where that is not the page's."""
    tactics: tuple[tuple[str, str], ...]
    """Name and address of each scam that a yes speaks for."""


@dataclass(frozen=True)
class Checker:
    """The page in one locale."""

    view: View

    first = 10
    """How many questions stand open; the rest are folded, since thirty at once are a wall to who is in a hurry."""

    def questions(self) -> list[Question]:
        """Return the questions in the registry's order."""
        signals = self.view.library.registry.signals.values()
        return [self._question(signal) for signal in signals if signal.role == "flag" and signal.asks]

    def _question(self, signal: Signal) -> Question:
        text, locale = self._said(signal.asks)
        known = self._tactics()
        tactics = tuple(
            (_name(self.view, known[slug]), self._address(slug)) for slug in signal.tactics if slug in known
        )
        return Question(str(signal.id), text, self.view.tongue(locale), tactics)

    def signals(self) -> str:
        """Return the way to the signals."""
        return self.view.link(SIGNALS)

    def numbers(self) -> Mapping[str, str]:
        """Return what to dial: `emergency` and `advice`."""
        called = {role: self.view.call(role) for role in ("emergency", "advice")}
        return {role: str(number.number) if number else "110" for role, number in called.items()}

    def data(self) -> Markup:
        """Return what checker.js needs, as JSON that may stand in a script element."""
        names = {}
        for signal in self.view.library.registry.signals.values():
            if signal.role == "flag":
                text, locale = self._said(signal.names)
                names[str(signal.id)] = [text, locale] if locale != self.view.locale else [text]
        numbers = self.numbers()
        data = {
            "flags": names,
            "tactics": {slug: self._tactic(tactic) for slug, tactic in self._tactics().items()},
            "words": {key: self.view.t(f"check.{key}", **_asked(key, numbers)) for key in _WORDS},
            "numbers": dict(numbers),
        }
        text = _json(data)
        return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))

    def _tactics(self) -> Mapping[str, Tactic]:
        return self.view.library.tactics

    def _address(self, slug: str) -> str:
        return self.view.link(f"tactics/{slug}.html")

    def _tactic(self, tactic: Tactic) -> Mapping[str, object]:
        text = self.view.text(tactic.texts)
        assert isinstance(text, TacticText)
        actions = text.actions
        return {
            "name": plain(text.name),
            "href": self._address(tactic.slug),
            "lang": text.locale if text.locale != self.view.locale else "",
            "stop": plain(actions.stop[0]),
            "verify": plain(actions.verify[0]),
            "report": plain(actions.report[0]),
            "flags": [plain(flag) for flag in text.red_flags[:_OWN_FLAGS]],
        }

    def _said(self, texts: Mapping[str, str]) -> tuple[str, str]:
        """Return a text with its language: the page's, else the default, else whichever there is."""
        for locale in (self.view.locale, self.view.library.publisher.default_locale, *texts):
            if locale in texts:
                return str(texts[locale]), locale
        return "", self.view.locale


def signals_script(registry: Registry) -> str:
    """Return what checker.js loads when somebody begins to type.

    It is a script, because a page on a USB stick can fetch nothing.
    """
    return f"window.fanzhaSignals = {_json(matcher(registry))};\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def checker_of(view: View) -> Checker:
    """Return the page for its template."""
    return Checker(view)


def _name(view: View, tactic: Tactic) -> str:
    return plain(view.text(tactic.texts).name)


def _asked(key: str, numbers: Mapping[str, str]) -> Mapping[str, object]:
    """Return what fills the string's names here; the rest is filled in by checker.js."""
    if key in {"some_text", "missing"}:
        return {"advice": numbers["advice"]}
    return {}
