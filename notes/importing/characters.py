"""Common characters, by which encodings are told apart: counted in everyday and technical text.

Behind those come the characters that each national standard put first, as its level 1.
"""

from __future__ import annotations

import unicodedata
from functools import cache

WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")

SIMPLIFIED = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还"
    "进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或"
    "新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太"
    "量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交"
    "规万取拉格望觉术领共确传师观清今切院让识候带导争运笔春夜亲爱跑喜欢朋友早晚饭吃喝买卖钱花红黑蓝绿吗吧呢啊哦您谁哪怎请谢昨午每周星房车站城医病药校班课读写字词句语"
    "言笑哭跳坐睡衣服鞋帽父母爸妈哥姐弟妹孩算线标单需置易态选存值函示模图器价持复码称集换项户容网始测型率参具注组股元证步例构转序号调考收引简仓概列库试质功支改包限费"
    "符续找流择较整配根息验习积录况操错段势推维快节波级布备盘源除止版述创移编域显客章效曲某状素离页键速角按准致另微视连近群深端输够插技否随查射低投越终粒索风令密影假"
    "优损链获似须执供票仅属析征联念断差失般足装练环篇依远互阅卡满含修"
)

TRADITIONAL = frozenset(
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還"
    "進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或"
    "新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太"
    "量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交"
    "規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運筆春夜親愛跑喜歡朋友早晚飯吃喝買賣錢花紅黑藍綠嗎吧呢啊哦您誰哪怎請謝昨午每週星房車站城醫病藥校班課讀寫字詞句語"
    "言笑元素案例容檔試屬值執測列裝選始料網參剛範算錄器稱源令若轉連版畫幫影需碼落號透存左台供查章型置引維包蓮預風片整霧隨未英專示呼客青啦樂步叫篇軟改聯訂除支圖典單模"
    "輸忙哈否組娘議覽廣修找末考函食介集服跟陳套載旅灣移另館閱標境擊訊扁環含快功威擇庫媒超紹份牆賽依按唔百"
)

JAPANESE = frozenset(
    "日人成年今大生思分公使式行中報出記金入情一本事他用来発上会方見間部前合手作売気国取円料要自味時構全言回無理最下月新済関私定場引目述内実概体意度演能機後対物開持書"
    "第食飛者当学吹的動通数決画多活容介型紹加表小何感選名真込営以信社番屋神品登示木明知特店代問各少立送話保額現主高近様曲所楽地準切良期映配業次経王美外力法性標追白鼻"
    "振色在吸噛集約考子院択必題面略変増違読焼家同計放聞先利始水運連員検有初付酒買仕女止世収受重議結交早不応試口山火種賞界程好験予流状長注音常愛民編死万索答解独飲然響"
    "訳戦石際険身優化風笑"
)

KOREAN = frozenset(
    "이다는에의을를가은하고지로도서한그나기어사아자리해있라것으들니인수대보시정일부제전상구장마만게스주여성면등원조문생개과와위우경동공적세데러안소할방비중유때발통관내"
    "모당오선신용국물분말없식바무치회화연파되된됩합습입까려른및또더했였었았겠네요거저미야간계교결곳금급남년월날단달래력령록료류매명목민반받배번법변별본불뿐산새색설속손"
    "술실심써씨앞않약양얼업역열영예완왜외운음응임잘재점접종좋준줄즉직진질집차찾처체초최추출크큰타태터테토트특페편평포표프플필학함행향현형호확환활황효후히힘글쓰드르"
)

_SECOND = 0.4  # what a character of level 1 counts that is not common
_LEAD_BYTES = {"gb2312": (0xB0, 0xD7), "big5": (0xA4, 0xC6), "cp932": (0x88, 0x98)}


@cache
def _level1(encoding: str) -> frozenset[str]:
    """The characters that a national standard puts first, as its level 1: by their lead bytes."""
    first, last = _LEAD_BYTES[encoding]
    pairs = b"".join(
        bytes((lead, trail)) + b"\n"
        for lead in range(first, last + 1)
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF))
    )
    return frozenset(
        char for char in pairs.decode(encoding, "replace") if "\u4e00" <= char <= "\u9fff"
    )


def common_share(sample: bytes, name: str) -> float:
    """How much `sample` read as `name` is what people write: 1 is all common, below 0 nonsense."""
    japanese = name in {"cp932", "euc_jp"}
    text = [char for char in sample.decode(name, "replace") if char > "\x7f"][:4000]
    if not text:
        return -9.0
    total = 0.0
    for char in text:
        if "\u4e00" <= char <= "\u9fff":
            total += _hanzi(char, name)
        elif "\u3040" <= char <= "\u30ff":
            total += 1.0 if japanese or name in WIDE else 0.2
        elif "\uac00" <= char <= "\ud7a3":
            total += _hangul(char) if name == "cp949" else -0.5
        elif char in "，。、；：？！“”‘’（）《》「」『』【】…—·～　":
            total += 1.0
        elif "\uff01" <= char <= "\uff5e":
            total += 0.7
        elif "\uff61" <= char <= "\uff9f":
            total -= 0.3
        elif char == "�":
            total -= 3.0
        else:
            total += _other(char)
    return total / len(text)


def _hanzi(char: str, name: str) -> float:
    if name == "cp949":
        return -0.2
    if name == "gb18030":
        if char in SIMPLIFIED:
            return 1.0
        return max(0.55 if char in TRADITIONAL else 0.15, _SECOND * (char in _level1("gb2312")))
    if name == "big5hkscs":
        return 1.0 if char in TRADITIONAL else max(0.1, _SECOND * (char in _level1("big5")))
    if name in WIDE:
        return 1.0 if char in SIMPLIFIED or char in TRADITIONAL else _SECOND * is_frequent(char)
    return 0.9 if char in JAPANESE else max(0.1, _SECOND * (char in _level1("cp932")))


def is_frequent(char: str) -> bool:
    """Whether a standard of China, Taiwan or Japan has the character in its level 1."""
    return any(char in _level1(name) for name in ("gb2312", "big5", "cp932"))


def _hangul(char: str) -> float:
    """Syllables beyond KS X 1001 are hardly ever written, but what other bytes look like."""
    if char in KOREAN:
        return 1.0
    return 0.2 if min(char.encode("cp949")) > 0xA0 else -0.3


def _other(char: str) -> float:
    category = unicodedata.category(char)
    if category in {"Cc", "Cn", "Co", "Cs"}:
        return -2.0
    if "\U0001f300" <= char <= "\U0001faff":
        return 1.0  # four bytes of GB18030 or two units of UTF-16 are no emoji by chance
    if "\u2000" <= char <= "\u2bff":  # dashes, arrows, circled numbers
        return 0.3
    return -0.4
