"""What the ends of internet addresses mean: top-level domains, names kept for examples, link shorteners.

A curated list, because nothing may be looked up while checking. Sources: the country codes of ISO 3166-1 and the other
two-letter zones of the IANA root zone; the generic zones that are used most in China and in reported scams; RFC 2606
and RFC 6761 for the names kept for examples. As of November 2026.
"""

from __future__ import annotations

_COUNTRIES = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz ca cc"
    " cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb"
    " gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke"
    " kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu"
    " mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw"
    " sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz"
    " ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)
_GENERIC = (
    "accountant app art asia auction bank bar beauty beer best bet bid biz blog bond business buzz cafe cam capital"
    " care casa cash casino cat center centre cfd chat city claims click cloud club com company cool coop credit"
    " creditcard cricket cyou date deals delivery dev digital direct download edu email energy estate exchange expert"
    " express faith fans finance financial fit fund fun game games gdn gift gifts global gold gov group guide help"
    " homes host hosting house icu info ink insure int international investments jobs kim land lat life link live loan"
    " loans lol love ltd market marketing markets mba media men mil mobi mobile mom money monster motorcycles net"
    " network news ninja one online onl ooo org page partners party pay phone photos pics plus press pro promo pub"
    " qpon quest racing realty red ren rent report rest review reviews rip rocks run sale sbs school science services"
    " sex shop shopping show site skin social software solutions space store stream studio support surf systems tax"
    " team tech technology tel tips today tools top tours town trade trading travel tube university uno vacations"
    " ventures video vin vip vote wang watch webcam website wiki win wine work works world wtf xin xyz yachts yoga"
    " zone"
)
_COMMON = (
    "com cn net org gov edu top xyz vip shop cc icu club wang xin ltd site online store info biz asia tv app cyou cfd"
    " sbs hk tw"
)
COMMON = frozenset(_COMMON.split())
"""Zones that no sentence ends with: enough to know an address by, however its dots are written."""
_FILE_ENDINGS = (
    "3gp apk avi bat bmp bz2 c cfg cmd conf cpp css csv db doc docx exe flac gif go gz h heic htm html ico ini ipa"
    " ipynb jar java jpeg jpg js json jsx lock log m4a map md mid mkv mov mp3 mp4 mpeg mpg odp ods odt ogg otf pcf pdf"
    " php pl png ppt pptx ps psd py pyc rar rb rs rst rtf sh so sql svg tar tex tif tiff toml tmp ts tsv tsx ttf txt"
    " wav webm webp woff woff2 xls xlsx xml xz yaml yml zip"
)
FILE_ENDINGS = frozenset(_FILE_ENDINGS.split())
"""What file names end with; some are zones as well (`.md`, `.py`, `.sh`) and then count as files."""
_FOR_EXAMPLES = frozenset({"example", "invalid", "test"})
_EXAMPLE_NAMES = ("example.com", "example.net", "example.org")
ZONES = frozenset(_COUNTRIES.split()) | frozenset(_GENERIC.split()) | _FOR_EXAMPLES
CHINESE_ZONES = ("中国", "中國", "公司", "网络", "網絡", "网址", "中文网", "网店", "在线", "政务", "公益", "商城")
_SHORTENERS = (
    "t.cn dwz.cn url.cn w.url.cn t.co bit.ly tinyurl.com is.gd v.gd goo.gl ow.ly rb.gy cutt.ly rebrand.ly buff.ly"
    " t.ly tiny.cc tiny.one s.id lnkd.in shorturl.at short.io suo.im suo.nz suo.fyi mrw.so u.nu y.gy 3.cn u.jd.com"
    " tb.cn m.tb.cn e.tb.cn dwz.mk dwz.win dwz.lc 985.so sourl.cn surl.li c7.gg reurl.cc b23.tv v.douyin.com"
    " v.kuaishou.com xhslink.com qr.ae adf.ly bl.ink clck.ru da.gd fb.me git.io soo.gd urlz.fr x.co 0rz.tw ppt.cc"
    " kutt.it shrtco.de 6du.in rrd.me ft12.com sina.lt urlc.cn"
)
SHORTENERS = frozenset(_SHORTENERS.split())


def kept_for_examples(host: str) -> bool:
    """Return whether `host` can never be registered by anybody: the only names that an invented address may have."""
    return host.rpartition(".")[2] in _FOR_EXAMPLES or any(
        host == name or host.endswith(f".{name}") for name in _EXAMPLE_NAMES
    )
