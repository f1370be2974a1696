"""Names of people: behind their role, and in cases where a sentence begins with one (C-10)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fanzha.checks.privacy.whole import Whole
from fanzha.diagnostics import Diagnostic
from fanzha.prose import Writing

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪"
    "田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温"
    "芦季俞章鲁葛伍韦申尤毕聂焦向柳邢岳梅庄辛管祝左涂谷祁耿牟卜詹关苗凌费纪靳童欧甄裴屈鲍覃霍翁隋甘景薄单包司柏宁柯阮桂"
)
_GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉红梅建国华文辉力玲燕萍鹏飞云鑫宇浩凯健俊帆帅旭波斌峰鹤琴凤洁琳雪"
    "晶晨倩婷雅欣怡佳颖莹慧雯雨欢悦丹蕾薇菲璐瑶瑞宁志海林春祥福德贵荣昌富永庆宝龙虎东彬成光星亮天义仁礼智信忠孝良善正振"
    "兴学才思远达俭顺利民安康泰松柏竹菊莲荷香珍珠爱美妮娇婉淑惠芬芝茹蓉芹莉媛妍嘉梓涵轩昊然子萱诗琪晗睿泽恩博翔铭钰源清"
    "晓小家世新立少冬夏秋月生根全胜发财旺喜长守维继绍培树仲伯克金银铁钢石山川江河湖岩坤乾震雷霆毅恒恺凡军兵卫武威猛雄"
    "豪壮翠宏鸿冰聪健伦霖森楠桐琦玮珂琼瑜瑾璇岚彤彦哲皓炜煜炎焕熙烨进勤劲功勋"
)
_ORDINARY = re.compile(
    r"钱[全才少生长小家新]|钱(?=.[^\u4e00-\u9fff]|.$|.[在被就都也又没不要给转])|高兴|高明|马上|马力|方便|许多|于是|何时|何地|何况|常常|常用|常年|江苏|江西|江南|江山|黄金|金融|金额|金银|金石|金山|钱财|白天"
    r"|白银|白云|温州|温和|安全|安静|安心|安定|安徽|安康|安慰|文明|文化|文字|云南|林业|苏州|杭州|郑州|徐州|常州|宁波|宁夏|兰州"
    r"|任何|任务|任意|连忙|连夜|包括|纪念|关心|关于|关爱|关注|童年|向来|单位|单独|单元|解释|康复|石家|钟头|万一|万元|万家|夏天|夏季"
    r"|秦岭|龙江|武汉|武力|武林|尤其|易学|左手|左右|管理|史学|江海|江河|海外|金星|明明|华夏|高龄|高中|高校|高铁|高清|高利|高额|高新"
    r"|高薪|高学|高云|高山|高石|石英|水平|田林|田园|章程|程序|毛利|成年|时光|施工|施行|严重|严格|严正|严守|文学|文山|文武|平安|和平"
    r"|安生|安利|安平|宁静|万全|万里|万分|万能|夏利|向东|向海|钱包|包容|申明|申远|汤泉|余生|余波|余光|毕生|毕业|余下|方正|方才|方言"
    r"|申请|申报|谷雨|景区|侯爵|庄家|庄园|梅花|梅雨|柳州|桂林|桂花|关山|关系|雷雨|雷电|龙凤|龙舟|田野|何必|何人|易发|易信"
)
_OFFICE = (
    "民警|辅警|警官|干警|警长|所长|队长|局长|科长|处长|院长|行长|经理|主任|书记|校长|园长|老师|教师|教授|班主任|辅导员|记者|编辑|律师|法官"
    "|检察官|医生|护士|柜员|客户经理|大堂经理|网格员|社工|志愿者|宣传员|反诈员|联络员|保安|站长|村长|村支书|主播|教练|会计|出纳"
)
_PARTY = (
    "犯罪嫌疑人|嫌疑人|嫌犯|被告人|被告|罪犯|主犯|从犯|头目|受害人|被害人|受害者|受骗者|事主|当事人|报案人|报警人|居民|村民|市民|业主|住户|店主|店员|老板"
    "|农户|牧民|老人|大爷|大妈|大娘|大叔|阿姨|奶奶|爷爷|女士|先生|学生|同学|职工|员工|工人|司机|农民|商户|租客|房东|邻居|户主|家长|退休教师|男子|女子|男孩|女孩"
    "|儿子|女儿|丈夫|妻子|母亲|父亲"
)
_NO_TITLE = "(?![爷妈娘叔哥姐嫂伯婶夫家])"
"""张大爷 and 王大妈 are no names."""
_NAME = re.compile(
    rf"[{_SURNAMES}上诸皇尉慕令东公西端](?:(?<=[{_SURNAMES}])|(?<=欧)阳|(?<=上)官|(?<=司)[马徒]|(?<=诸)葛|(?<=皇)甫"
    rf"|(?<=尉)迟|(?<=慕)容|(?<=令)狐|(?<=夏)侯|(?<=东)方|(?<=公)孙|(?<=西)门|(?<=端)木)(?:[{_GIVEN}]|大{_NO_TITLE})(?:[{_GIVEN}花]|大{_NO_TITLE})?"
)
_ROLE = re.compile(rf"(?:{_OFFICE}|{_PARTY})(?:[:\s]|叫|名叫|是|为)?$")
_ROLE_LENGTH = 8
_STARTS = frozenset("。!?;,:、 \n\x00“「(")
"""Characters before the beginning of a sentence or clause."""
_SHORT_NAME = 2
"""Characters of a surname and one more."""
_FOLLOWS = frozenset("把被在说向给接收听看点打报转汇走去拿用发想以让对从为的是和与等到将也又就便还先损遭因收丢借")
"""Characters that follow a subject."""
_ENGLISH_SURNAMES = (
    "Wang|Li|Zhang|Liu|Chen|Yang|Zhao|Huang|Zhou|Wu|Xu|Hu|Zhu|Gao|Lin|Guo|Ma|Luo|Liang|Zheng|Xie|Tang|Feng|Yu|Dong|Xiao"
    "|Cheng|Cao|Yuan|Deng|Xu|Fu|Shen|Zeng|Peng|Lu|Su|Jiang|Cai|Jia|Wei|Xue|Ye|Yan|Du|Dai|Xia|Zhong|Tian|Ren|Fang|Shi|Yao"
    "|Liao|Zou|Xiong|Jin|Hao|Kong|Bai|Cui|Kang|Mao|Qiu|Qin|Gu|Hou|Shao|Meng|Duan|Lei|Qian|Yin|Chang|Qiao|He|Sun|Song|Tan|Pan"
)
_PINYIN = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[aeiouv](?:ng|n(?![aeiou])|[aeiou]{1,2}(?:ng|n(?![aeiou]))?|r)?){1,3}"
)
_ENGLISH_NAME = re.compile(r"[A-Z](?<![A-Za-z].)[a-z]{1,5}\s[A-Z][a-z]{1,11}(?![A-Za-z])")
_IS_NAME = re.compile(rf"(?:{_ENGLISH_SURNAMES})\s{_PINYIN}", re.IGNORECASE)
_ENGLISH_ROLE = re.compile(
    r"\b(?:officer|constable|inspector|captain|chief|police(?:man|woman)|reporter|journalist|teacher|principal|director"
    r"|manager|teller|doctor|lawyer|judge|suspects?|defendant|victim|resident|owner|student|villager|worker|driver"
    r"|neighbou?r|shopkeeper|mr|mrs|ms|miss|dr|named|called)\.?\s?,?\s$",
    re.IGNORECASE,
)
_ENGLISH_ROLE_LENGTH = 16
_CITED = ("source.title", "source.publisher", "sources.title", "sources.publisher")
"""What was published is cited under its title."""


def find(whole: Whole, writing: Writing) -> Iterator[Diagnostic]:
    """Yield PRIV015 for a name behind a role in a case, PRIV016 for what is probably a name."""
    case = writing.collection == "cases"
    for start, end, role in _chinese(whole.text) if writing.chinese else _english(whole.text):
        piece, _ = whole.piece_at(start)
        if (role or case) and not piece.reading.role.endswith(_CITED):
            code = "PRIV015" if role and case else "PRIV016"
            yield Diagnostic.at(code, whole.place(start, end), name=whole.text[start:end])


def _chinese(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the span of each Chinese name, and whether a role stands before it."""
    for match in _NAME.finditer(text):
        start, end = match.span()
        if _ORDINARY.match(text, start):
            continue
        if _ROLE.search(text, max(0, start - _ROLE_LENGTH), start):
            yield start, end, True
        elif _begins(text, start, end) and text[end : end + 1] in _FOLLOWS and text[end:]:
            yield start, end, False


def _begins(text: str, start: int, end: int) -> bool:
    """Return whether a clause begins at `start`, or a name of three characters stands behind 的 (家住本村的刘建国)."""
    return start == 0 or text[start - 1] in _STARTS or (text[start - 1] == "的" and end - start > _SHORT_NAME)


def _english(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the span of each name in pinyin that stands behind a role."""
    for match in _ENGLISH_NAME.finditer(text):
        start, end = match.span()
        if _ENGLISH_ROLE.search(text, max(0, start - _ENGLISH_ROLE_LENGTH), start) and _IS_NAME.fullmatch(
            match.group()
        ):
            yield start, end, True
