"""Names of people behind their role, and what tells in a case who it was (C-10, C-11)."""

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
_DOUBLE = "欧阳|上官|司马|诸葛|司徒|皇甫|尉迟|慕容|令狐|夏侯|东方|公孙|西门|端木"
_GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉红梅建国华文辉力玲燕萍鹏飞云鑫宇浩凯健俊帆帅旭波斌峰鹤琴凤洁琳雪"
    "晶晨倩婷雅欣怡佳颖莹慧雯雨欢悦丹蕾薇菲璐瑶瑞宁志海林春祥福德贵荣昌富永庆宝龙虎东彬成光星亮天义仁礼智信忠孝良善正振"
    "兴学才思远达俭顺利民安康泰松柏竹菊莲荷香珍珠爱美妮娇婉淑惠芬芝茹蓉芹莉媛妍嘉梓涵轩昊然子萱诗琪晗睿泽恩博翔铭钰源清"
    "晓小家世新立少一冬夏秋月生根全胜发财旺喜长守维继绍培树仲伯克金银铁钢石山川江河湖岩坤乾震雷霆毅恒恺凡军兵卫武威猛雄"
    "豪壮健伦霖森楠桐琦玮珂琼瑜瑾璇岚彤彦哲皓炜煜炎焕熙烨进勤劲功勋"
)
_ORDINARY = re.compile(
    r"高兴|高明地|马上|马力|方便|许多|于是|何时|何地|何况|常常|常用|常年|江苏|江西|江南|江山|黄金|金融|金额|金银|金石|金山|钱财|白天"
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
_NAME = rf"(?P<name>(?:(?:{_DOUBLE})|[{_SURNAMES}])(?P<given>[{_GIVEN}]{{1,2}}))"
_ROLE = re.compile(rf"(?P<role>{_OFFICE}|{_PARTY})(?:[:\s]|叫|名叫|是)?{_NAME}(?P<after>[\u4e00-\u9fff]?)")
_BARE = re.compile(
    rf"(?:(?<=[。!?;,:、\s\x00“「(])|^)(?!{_ORDINARY.pattern}){_NAME}(?=[把被在说向给接收听看点打报转汇走去拿用发想以让对从为的是和与等到将也又就便还先])"
)
_VERBS = frozenset("把被在说介接挂拦报已于向给听看点打转汇走去拿用发想以让对从为的是和与等到将也又就便还先再曾正称表提指认告主遇赶下回做有没不")
_ENGLISH_SURNAMES = (
    "Wang|Li|Zhang|Liu|Chen|Yang|Zhao|Huang|Zhou|Wu|Xu|Hu|Zhu|Gao|Lin|Guo|Ma|Luo|Liang|Zheng|Xie|Tang|Feng|Yu|Dong|Xiao"
    "|Cheng|Cao|Yuan|Deng|Xu|Fu|Shen|Zeng|Peng|Lu|Su|Jiang|Cai|Jia|Wei|Xue|Ye|Yan|Du|Dai|Xia|Zhong|Tian|Ren|Fang|Shi|Yao"
    "|Liao|Zou|Xiong|Jin|Hao|Kong|Bai|Cui|Kang|Mao|Qiu|Qin|Gu|Hou|Shao|Meng|Duan|Lei|Qian|Yin|Chang|Qiao|He|Sun|Song|Tan|Pan"
)
_PINYIN = r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[aeiouv](?:ng|n(?![aeiou])|[aeiou]{1,2}(?:ng|n(?![aeiou]))?|r)?){1,3}"
_ENGLISH_NAME = rf"(?P<name>(?:{_ENGLISH_SURNAMES})\s(?=[A-Z][a-z]{{0,11}}\b)(?i:{_PINYIN})\b)"
_ENGLISH = re.compile(
    r"\b(?P<role>[Oo]fficer|[Cc]onstable|[Ii]nspector|[Cc]aptain|[Cc]hief|[Pp]olice(?:man|woman)|[Rr]eporter|[Jj]ournalist"
    r"|[Tt]eacher|[Pp]rincipal|[Dd]irector|[Mm]anager|[Tt]eller|[Dd]octor|[Ll]awyer|[Jj]udge|[Ss]uspects?|[Dd]efendant|[Vv]ictim"
    r"|[Rr]esident|[Oo]wner|[Ss]tudent|[Vv]illager|[Ww]orker|[Dd]river|[Nn]eighbou?r|M(?:r|rs|s|iss)\.?|Dr\.?|[Nn]amed|[Cc]alled)"
    rf"\s?,?\s{_ENGLISH_NAME}"
)
_ENGLISH_ROLES = frozenset("suspect suspects defendant victim resident owner student villager".split())
_SKIPPED = (".publisher", ".source.title", ".sources.title", "front.sources.title", "front.source.title")
_DAY = re.compile(
    r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月\s?(?:[12]\d|3[01]|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s?[日号]"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
    r"|\b\d{1,2}(?:st|nd|rd|th)?\s(?:of\s)?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d{1,2}(?!\d)"
)
_SMALL_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2}(?<![某这那本各全该一个每社在到的])(?:(?:大|中|东|西|南|北)?(?:路|街|巷|胡同|村|屯|社区|小区|镇|乡|街道|花园|家园|新村)"
    r"|(?:路|街|村|镇)?(?:支行|营业厅|派出所|网点|分理处))"
    r"|\b[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\s(?:Road|Street|Lane|Avenue|Village|Town|Township|Community|Estate|Branch)\b"
)
_ANY_PLACE = re.compile(
    r"(?:一个|某个?|附近的?|当地的?|本地的?|所在的?|自己的?|全|各|每个?|这个?|那个?|几个|不少|外地|农|乡|城|在|到|去|个)(?:路|街|巷|村|社区|小区|镇|乡|支行|营业厅|派出所|网点)$"
    r"|网路|线路|道路|马路|思路|出路|套路|公路|铁路|一路|半路|走路|农村|全村|进村|下乡|老乡|逛街|上街|城乡|居民小区|银行支行|银行网点|附近派出所|当地派出所"
)
_AMOUNT = re.compile(
    r"\d[\d,]{0,14}(?:\.\d{1,4})?\s?(?:多|余)?(?:[千百十]?[万亿])?\s?元|[一二三四五六七八九十百千两]{1,8}[万千百]?(?:多|余)?[万]?元"
    r"|\d[\d,]{0,14}(?:\.\d{1,4})?\s(?:million\s)?(?:yuan|RMB)\b|(?:¥|RMB\s?|CNY\s?)\d[\d,]{0,14}"
)
_EXACT = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3}){1,4}|\d{4,12})(?:\.\d{1,2})?\s?(?:元|yuan\b|RMB\b)")
_DISTRICT = re.compile(
    r"[\u4e00-\u9fff]{2}(?<![社小地城某本全该各外郊市州景校园辖片灾战山牧林时专营特新老学个县区]{1})(?:县|区|市|旗)(?![场民面长政级委公域别内外人])"
    r"|\b[A-Z][a-z]+\s(?:County|District|City)\b"
)
_SIGNIFICANT_DIGITS = 4
"""Digits, zeros at the end aside, from which an amount is exact enough to be looked up."""


def find(whole: Whole, writing: Writing) -> Iterator[Diagnostic]:
    """Yield PRIV015 and PRIV016 for names; in cases PRIV017 and PRIV018 for what together tells who it was."""
    case = writing.collection == "cases"
    if writing.chinese:
        yield from _chinese(whole, case)
    else:
        yield from _english(whole, case)
    if case:
        for part in whole.parts:
            text = part.reading.plain
            if part.reading.role.startswith("front") or not any(map(str.isdigit, text)) and "元" not in text:
                continue
            yield from _traceable(part.reading)


"""…"""
