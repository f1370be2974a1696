"""What must not be advised, and who must not be spoken of in that way: the table of the rules (C-42)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """What one code looks for, in lower-case normalised text."""

    code: str
    needed: Mapping[bool, str]
    """Words, apart by spaces (`_` for one inside), without one of which `zh` (True) or `en` (False) cannot match."""
    zh: re.Pattern[str]
    en: re.Pattern[str]
    instructs: bool = True
    """Whether it is advice, which `spared` may excuse; blame and labels only a negation excuses."""
    also: re.Pattern[str] | None = None
    """What must stand in the sentence too."""
    unless: re.Pattern[str] | None = None
    """What excuses it wherever it stands in the sentence."""


_START = (
    r"(?:^|[,。!?;:\n、(]|请您?|您可以|可以|应该|应当|必须|需要|赶快|快|马上|赶紧|立刻|立即|然后|再|第[一二三]步|后)\s*"
)
_IMPERATIVE = (
    r"(?:^|(?<=[.!?:;,] )|(?<=\n))(?:please |just |simply |now |first,? |then |so |and |you (?:can|should|must) )?"
)
_LURE = (
    r"(?:领(?![导域悟先会队头土事带])|抽(?:大|个)?奖|中奖|得奖|奖品|大奖|奖励|红包|礼品|好礼|有礼|礼包|返现|返利|补贴"
    r"|佣金|赚钱"
    r"|优惠券|抽取|赢(?:取|手机|奖|大奖|好礼|现金|话费|红包)|[送得]话费|追回(?:损失)?|退款|提现|福利|送(?:[一二两三您你米油]|礼|鸡蛋|大礼|好礼))(?![^,。]{0,4}[骗诈])"
)
_RECEIVER = (
    r"(?:客服|民警|警察|警官|柜员|工作人员|银行|我们|专员|老师|志愿者|他(?!人)|她|社区|平台|经理|公安|法院|检察|反诈)"
)
_CODE = r"(?:验证码|密码|动态码|安全码)"
_PLACE = (
    r"(?:北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南"
    r"|重庆|四川"
    r"|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|台湾|香港|澳门|东北|南方|北方|外地|外省|外国|缅甸|东南亚|非洲|乡下"
    r"|农村|城里|山里"
    r"|[那这某]个?(?:地方|村|镇|县|市|省|国家|民族)|[\u4e00-\u9fff]{1,3}[省市县村镇族])"
)
_GULLIBLE = (
    r"(?:容易|很好|爱|会)(?:上当|被骗|受骗|中招)|好骗|一骗(?:就|一个准)|没文化|文化(?:程度)?低|素质低|没见识|见识少"
)
_GULLIBLE_EN = (
    r"(?:gullible|easily (?:fooled|cheated|tricked|scammed)|easy (?:prey|targets?|to (?:fool|cheat|trick))|fall for)"
)
_STEP = r"(?:转账|汇款|打款|打钱|转钱|转款|交钱|付钱|垫钱|垫付)"
_FEE = r"(?:保证金|押金|手续费|解冻费|税款|税费|服务费|定金|会员费|保险费|验证金|验资款|税)"
_SURE = (
    r"(?:(?<!不)(?:一定|肯定|必定|绝对|百分之?百|100%|必|准|定)(?:都?(?:能|会|可以|可)|帮|给|替|为)|(?<!不)保证"
    r"|包(?:[您你能追退])"
    r"|承诺|确保|保准)"
)

RULES = (
    Rule(
        "ADV001",
        {
            True: "码 链接 网址 转发 分享 下载 安装 装上 关注 扫一扫 微信 好友 群",
            False: "scan click tap share forward repost download install follow open",
        },
        re.compile(
            r"(?:扫[^,。!?;:\n]{0,8}?码|扫一扫|点(?:击|开|一下|进)?[^,。!?;:\n]{0,10}?(?:链接|网址)|转发|分享(?:到|给"
            r"|朋友圈)|(?:下载|安装)(?![^,。!?;\n]{0,6}前)"
            r"|装上|关注|加[^,。!?;:\n]{0,4}(?:微信|好友|群)|[进入]群)[^。!?;\n]{0,16}?"
            + _LURE
            + r"|(?:点击?|点开|打开|点一下|登录)"
            r"[^,。!?;:\n]{0,3}(?:短信|邮件|陌生|对方|群)[^,。!?;:\n]{0,6}(?:链接|网址)"
        ),
        re.compile(
            _IMPERATIVE + r"(?:(?:scan|click|tap|share|forward|repost|download|install|follow|join)\b[^.!?;\n]{0,60}?"
            r"\b(?:to (?:win|claim|collect|earn)|and (?:win|claim|collect|earn)|(?:get|receive|win|claim) (?:an? "
            r"|your |free|\d+"
            r"|cash|money)|prize|gift|reward|red packet|cash ?back|coupon|voucher)|(?:click|tap|open)\b[^.!?;\n]{0,20}"
            r"\blinks? in (?:the|a|any|that|your) (?:text|sms|message|e-?mail))\b"
        ),
    ),
    Rule(
        "ADV002",
        {True: "先 把", False: "money funds cash savings deposit fee tax"},
        re.compile(
            _START
            + r"(?:先"
            + _STEP
            + r"(?![的才])|先[交付缴垫存充转汇打][^,。!?;:\n]{0,5}"
            + _FEE
            + r"|(?:先)?把[^,。!?;:\n]{0,8}"
            r"[钱款金][^,。!?;:\n]{0,4}[转汇打存交][^,。!?;:\n]{0,3}[到进入往至给][“\"']?(?:安全|指定|核查|监管|专用"
            r"|清查|公安|警方"
            r"|民警|我们)(?:账户|账号)?)"
        ),
        re.compile(
            _IMPERATIVE
            + r"(?:send|transfer|pay|wire|deposit|move) (?:the |your |all |some |a |us )*(?:money|funds|cash|savings"
            r"|deposit|fee|tax)\b[^.!?;\n]{0,40}?\b(?:first|then|before (?:you )?(?:call|report|ask)"
            r"|(?:in)?to (?:a|the|our) [“\"'‘]?(?:safe|secure|designated|police))\b"
        ),
        unless=re.compile(r"诈|骗(?!子的)(?<!被骗)|假|别[^人]|勿|莫|[^就]不(?![会用必])|\bonly\b"),
    ),
    Rule(
        "ADV003",
        {True: "验证码 密码 动态码 安全码 共享 分享", False: "code password pin cvv screen"},
        re.compile(
            _START
            + r"(?:[把将][^,。!?;:\n]{0,8}"
            + _CODE
            + r"[^,。!?;:\n]{0,6}(?:告诉|[发念报说交读]给|提供给|发送给|转发给)"
            + _RECEIVER
            + r"|(?:告诉|[发念报]给|提供给|向)"
            + _RECEIVER
            + r"[^,。!?;:\n]{0,6}"
            + _CODE
            + r"|(?:打开|开启|开|点开|使用)?"
            r"(?:手机的?)?(?:屏幕共享|共享屏幕|共享)[^。!?;\n]{0,3}(?:让|给|由|方便|以便|配合)"
            + _RECEIVER
            + r"|[^,。!?;:\n]{0,6}[把将][^,。!?;:\n]{0,6}屏幕[^,。!?;:\n]{0,3}[共分]享给"
            + _RECEIVER
            + r")"
        ),
        re.compile(
            _IMPERATIVE
            + r"(?:(?:tell|give|send|read|show|text|hand|share)\b[^.!?;\n]{0,30}?\b(?:officers?|police|staff|tellers?"
            r"|bank|us|him|her|support|customer service|agents?|callers?)\b[^.!?;\n]{0,20}?\b(?:codes?|passwords?"
            r"|pins?|cvv)"
            r"|(?:tell|give|send|read|show|text|hand|share)\b[^.!?;\n]{0,20}?\b(?:codes?|passwords?"
            r"|pins?)\b[^.!?;\n]{0,8}?"
            r"(?:to|with) (?:the |an? |our )?(?:officer|police|staff|teller|bank|us|support|agent)"
            r"|(?:share your screen|turn on "
            r"screen sharing)[^.!?;\n]{0,6}?(?:so (?:we|the|our)|with (?:us|the|our|an? (?:officer|agent))))\b"
        ),
    ),
    Rule(
        "ADV004",
        {True: "回 包 保证", False: "back recover return money funds loss"},
        re.compile(
            _SURE
            + r"[^,。!?;:\n]{0,8}?(?:[追要找讨拿退挽]回|追得回)|(?:能|会|可以|[帮替为][您你])[^,。!?;:\n]{0,4}(?:全部"
            r"|全额|如数"
            r"|一分不少)[^,。!?;:\n]{0,4}[追要找讨]回|(?:钱款?|损失)[^,。!?;:\n]{0,4}(?:一定|肯定|必定|绝对|百分之?百|准|保证)[^,。!?;:\n]{0,4}回来"
            r"|(?:(?<!不)保证[^,。!?;:\n]{0,6}?|包[您你])(?:不会?再?|永不)(?:被骗|上当"
            r"|受骗)|保证"
            r"(?:有效|没事|赚)|包赚|包赢"
        ),
        re.compile(
            r"\b(?:promise|guarantee|pledge|assure)s?\b[^.!?;\n]{0,40}?\b(?:get|recover"
            r"|return)[^.!?;\n]{0,20}?\b(?:back|money"
            r"|loss(?:es)?|funds|it)\b|\b(?:surely|certainly|definitely|always|for sure|without fail"
            r"|100%)[^.!?;\n]{0,25}?\b(?:"
            r"be recovered|be returned|get (?:it|your money|the money|all|everything)[^.!?;\n]{0,10} back|recover)\b"
            r"|\b(?:lost|stolen) money (?:will )?(?:surely|certainly|definitely|always) comes? back\b|\bwe (?:will|"
            r"can) (?:surely |always )?(?:get|recover) (?:all |back )*(?:of )?your (?:money|loss(?:es)?|funds)\b"
        ),
    ),
    Rule(
        "ADV005",
        {True: "密码", False: "wrong incorrect false"},
        re.compile(
            r"(?:(?:输错|连续?输|输入错误的?|乱输|错误的?)[^,。!?;:\n]{0,8}密码|密码[^,。!?;:\n]{0,6}(?:输错"
            r"|乱输))[^。!?;\n]{0,16}?"
            r"(?:[锁冻](?!不)|[转取拿]不[走出了]|用不了)"
        ),
        re.compile(
            r"(?:wrong|incorrect|false) (?:password|pin|code)s?\b[^.!?;\n]{0,40}?"
            r"(?<!not )(?<!never )(?<!n['’]t )\b(?:lock|freeze|block)"
        ),
        also=re.compile(r"骗子|对方|诈骗|他(?!人)|嫌疑|收款|\b(?:scammer|fraudster|thief|their|his|her)"),
    ),
    Rule(
        "ADV006",
        {True: "小时", False: "24"},
        re.compile(
            r"(?:24|二十四)\s?个?小时(?:以?内|之内)?(?:[都就也均还]|随时)?(?:可以?|能)?(?:撤|取消|反悔|追回|退回|要回)"
        ),
        re.compile(
            r"\b(?:cancel|undo|reverse|revoke|recall|take back)\b[^.!?;\n]{0,40}?\b24[ -]?hours?\b"
            r"|\b24[ -]hours?\b[^.!?;\n]{0,20}?\b(?:cancel|undo|reverse|revoke|take (?:it )?back)"
        ),
        also=re.compile(r"转|汇|付|打错|transfer|payment|money|paid"),
    ),
    Rule(
        "ADV007",
        {
            True: "贪 愚 活该 脑 傻 笨 糊涂 咎由 自作 自找 苍蝇 智商 缺心眼 蠢",
            False: "greed stupid idiot dumb gullible naive naïve brainless fool own_fault right coming",
        },
        re.compile(
            r"不贪[^,。!?;\n]{0,6},?[^,。!?;\n]{0,3}不会?(?:被骗|上当|受骗)|贪心|贪小?便宜|贪图(?:小利|便宜|钱财)"
            r"|贪婪|贪财|愚[蠢昧笨]"
            r"|活该|(?:没|不长|没长)脑子?|脑子(?:糊涂|进水|不好使|不够用)|脑残|傻瓜|傻子|怎么会?有?这么[傻笨蠢贪]|[太真么犯]傻(?!眼)|[太真]笨|笨蛋"
            r"|[老真太是]糊涂|咎由自取"
            r"|自作自受|自找的"
            r"|苍蝇不叮|智商[税低]|缺心眼|太蠢|蠢[人货]"
        ),
        re.compile(
            r"\b(?:greedy?|stupid(?:ity)?|idiots?|dumb|gullible|na[iï]ve|brainless|foolish|(?:their|your|his"
            r"|her) own fault|serves? "
            r"(?:you|them|him|her) right|(?:a|an|the|such) fools?|only fools|fools (?:fall|believe|get|are)"
            r"|had it coming)\b"
        ),
        instructs=False,
        unless=re.compile(
            r"骗子|诈骗分子|不法分子|说法|自责|(?<!都)(?<!只能)[怪骂怨恨得]自己|责怪|埋怨|其实|不对|\b(?:scammers?|fraudsters?"
            r"|criminals?"
            r"|crooks?)\b"
        ),
    ),
    Rule(
        "ADV008",
        {
            True: "都是 全是 多是 半是 都爱 都会 从事 搞诈 干诈 靠诈 容易 好骗 一骗 爱上当 会上当 爱被骗 会被骗 文化"
            " 素质 见识",
            False: "scammers thieves crooks criminals liars cheats fraudsters gullible easy easily fall",
        },
        re.compile(
            _PLACE
            + r"(?:来)?的?(?:人|口音|籍)[^,。!?;:\n]{0,8}?(?:都|全|多|大多|多半)(?:[是爱会](?:骗子|骗局|骗人|诈骗|贼"
            r"|小偷|坏人)|(?:在?从事|在?搞|在?干|靠)[^,。!?;:\n]{0,4}诈骗)|"
            r"(?:少数民族|[\u4e00-\u9fff]{1,3}族(?:人|群众|同胞)|农民|农村人|乡下人|牧民|女人|女性|妇女|女生|女孩"
            r"|男人|男性|大妈|大爷|老太太"
            r"|老头|家庭主妇|宝妈|残疾人|聋哑人|外地人|穷人)[^,。!?;:\n]{0,6}?(?:" + _GULLIBLE + r")"
        ),
        re.compile(
            r"\b(?:people|men|women|callers|those|folks) from [^.!?;\n]{1,30}? are (?:all |mostly |always "
            r"|just )?(?:scammers|thieves"
            r"|crooks|criminals|liars|cheats|fraudsters)\b|\b(?:women|men|farmers|villagers|herders"
            r"|minorit(?:y people|ies)|ethnic "
            r"[a-z]+|foreigners|housewives|country people|poor people)\b (?:are|always|all|often|get)[^.!?;\n]{0,20}?\b"
            + _GULLIBLE_EN
        ),
        instructs=False,
    ),
    Rule(
        "ADV009",
        {True: "容易 好骗 一骗 爱上当 会上当 爱被骗 会被骗 文化 素质 见识", False: "gullible easy easily fall"},
        re.compile(
            r"(?:老人家?|老年人|中老年人?|学生|孩子|年轻人|退休人员|打工的?人?)[^,。!?;:\n]{0,6}?(?:" + _GULLIBLE + r")"
        ),
        re.compile(
            r"\b(?:older people|old people|the elderly|seniors|students|children|young people|pensioners)\b (?:are"
            r"|always|all|often|get)"
            r"[^.!?;\n]{0,20}?\b" + _GULLIBLE_EN
        ),
        instructs=False,
    ),
)
