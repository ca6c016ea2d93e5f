"""
Whether words are meant as they stand: what a clause denies, refuses, quotes, reports or warns of is not said by it,
and a reason for a refund is no false one where the customer has given it.

All functions take a folded text and the stretch of a finding in it.
"""

from __future__ import annotations

import re

from cs_training.core.judging.writing import Text

# Words that hold a 不 or 没 and deny nothing; they are blanked before denials are looked for.
_SHAM = re.compile(
    "不好意思|对不起|不过|不然|要不然|差不多|不错|不仅|不但|不管|不论|无论|不妨|不如|不得不|不一样|不方便|不满意|不喜欢|不合适|不想要|不放心|不愉快|没问题|没关系|没事|没货|不客气|不清楚|不知道|"
    "能不能|可不可以|要不要|是不是|好不好|行不行|会不会|有没有|有无|方不方便|介不介意|来不及|不小心|了不起|忍不住|一不小心|不多说|不废话|二话不说|不瞒您说|不瞒你说|特别|别人|别家|别的|别墅|级别|个别|分别|区别|非常|除非|无线|无忧|无糖|无痕|未来|未成年|"
    "不急|不忙|避免耽误|免得麻烦|不懂|不会操作|不会弄|不会用|没收到|没时间|没空"
)
_DENIAL = (
    "不|没|别|勿|莫|甭|无|禁止|严禁|拒绝|谢绝|杜绝|避免|防止|停止|免得|以免|未|非|哪能|怎么能|怎么会|岂能|犯不着|用不着"
)
# 没到就加微信 denies nothing: it says when.
_DENIED_BEFORE = re.compile(rf"(?:{_DENIAL})(?![^，。！？；：、\n]{{0,12}}(?:就|的话))[^，。！？；：、\n]{{0,12}}$")
_REFUSED_AFTER = re.compile(
    "^[^，。！？；\n]{0,10}(?:不行|不可以|不能|不会|不允许|不让|不合规|不合适|不参与|不接受|不支持|不做|做不了|办不到|没法|无法|恕|违规|违法|违反|禁止|红线|免谈|算了吧|一概不|一律不|都不|也不|我不|我们不|咱不|不要|不碰|不干|不敢)"
)
# A denial that is itself a condition threatens: 不加微信就退不了.
_CONDITION = re.compile("^[^，。！？；\n]{0,12}(?:的话|就不|就没|就退不|就办不|就别|不给|才能|才给|不退|没法)")
_REPORTED = re.compile(
    "(?:[您你](?:刚|刚才|刚刚|之前|前面)?(?:说|讲|提|问|发)[的到过]?|您?收到的?|看到的?|对方|骗子|有人|自称|冒充|任何人|不管谁|无论谁|谁要是?|谁让|别人|陌生人|他们|客户|顾客|买家|凡是|所谓|类似|这种|这类|那种|听到|碰到|遇到|遇上|如果有|要是有|万一有)"
    "[^。！？；\n]{0,14}$"
)
_WARNED_BEFORE = re.compile(
    "(?:警惕|小心|当心|谨防|提防|注意防范|不要信|别信|不要相信|别相信|不要理|别理|不要点|千万别|千万不|切勿|请勿|举报|诈骗|骗局|反诈)[^。！？\n]{0,20}$"
)
_WARNED_AFTER = re.compile(
    "^[^。！？\n]{0,16}(?:都是骗|是骗|骗子|诈骗|骗局|骗人|套路|假的|假冒|别信|不要信|不要相信|别理|报警|举报|违规|违法|红线|陷阱)"
)

# A question that only echoes it, and what comes next turns it down: 加微信？不行.
_TURNED_DOWN = re.compile(
    "^[^，。！？；\n]{0,10}？(?:我们|咱们?|我|这个|那个|千万|真|可|也){0,2}(?:不行|不是我们|不做|不搞|没有(?!的话)|没这|[治做办给]不了|别(?!担心|着?急|怕|气|客气|生气)|录音|马上(?:退出|挂))"
)

# What is wrong with the goods, and with their delivery: as a customer says it, and as a reply names it.
_DEFECT = re.compile(
    "质量|破|坏|碎|裂|漏(?![发了件一个])|开胶|开线|脱线|线头|掉色|褪色|色差|起球|掉毛|瑕疵|划痕|磨损|异味|臭|霉|变质|过期|过敏|假|不符|描述|不一样|材质|成分|水洗标"
    "|没反应|不[亮响转热动]|污|脏|二手|喷水|断"
)
_MISDELIVERED = re.compile("[发寄]错|[少漏缺][发了件一个]|没货|缺货|没收到|没到|没发")
# Reasons for a refund as a reply names them, and the customer's words that make them true.
_OWN = (
    (
        re.compile("大小|尺[寸码]|不合[适身]"),
        re.compile(
            "(?:太|偏|有点|有些|稍)[大小长短紧松肥瘦]|(?<![火闹胆])[大小]了|[大小][一半两][码号]|[紧松]了|尺[寸码]|不合[适身]|挤脚|勒|穿不[上下进]"
        ),
    ),
    (
        re.compile("不喜欢|不想要|不要了|不需要|[七7][天日]|无理由"),
        re.compile("不(?:太|是很|怎么)?喜欢|不(?:太)?想要|不要了|不需要|用不[上着]|后悔|无理由"),
    ),
    (
        re.compile("拍错|错拍|买错|[拍买][多重]|多拍|重复"),
        re.compile("[拍买点下][错多重]|错拍|多[拍买]|重复|两[单次]|手滑"),
    ),
    (_DEFECT, _DEFECT),
    (_MISDELIVERED, _MISDELIVERED),
)
# What gives a reason away that is not hers: another one is kept out of sight, or the shop's figures are at stake.
_STEERED = re.compile("影响|指标|扣|罚|查|好看|(?:别|不要|莫|勿)(?:写|选|勾|填|提|报|点)")


def denied(text: Text, start: int, end: int) -> bool:
    """Whether the clause denies or refuses what the stretch says."""
    left_end, right_end = text.clause_at(start)[0], text.clause_at(end - 1)[1]
    left = blanked(text.folded[left_end:start])
    right = blanked(text.folded[end:right_end])
    if _DENIED_BEFORE.search(left) or _DENIED_BEFORE.search(blanked(text.folded[start:end])[:-1]):
        return not _CONDITION.match(text.folded[end:right_end])
    return bool(_REFUSED_AFTER.match(right))


def quoted(text: Text, start: int, end: int) -> bool:
    """Whether the stretch stands in quotation marks."""
    return any(a <= start and end <= b for a, b in text.quoted)


def reported(text: Text, start: int, _end: int) -> bool:
    """Whether somebody else is said to say or want it: 您说的…, 如果有人让您…."""
    return bool(_REPORTED.search(text.folded[text.sentence_at(start)[0] : start]))


def warned(text: Text, start: int, end: int) -> bool:
    """Whether the sentence warns of it, or the next one turns it down: 小心…, …都是骗子, …？不行."""
    first, last = text.sentence_at(start)
    return bool(
        _WARNED_BEFORE.search(text.folded[first:start])
        or _WARNED_AFTER.match(text.folded[end:last])
        or _TURNED_DOWN.match(text.folded[end:])
    )


def told(text: Text, start: int, _end: int, said: str) -> bool:
    """Whether every reason for a refund that the sentence names is one that the customer has given herself."""
    first, last = text.sentence_at(start)
    sentence = text.folded[first:last]
    named = [own for reason, own in _OWN if reason.search(sentence)]
    if _STEERED.search(sentence) or not all(own.search(said) for own in named):
        return False
    # Where the goods or their delivery are at fault, a reason of hers hides it.
    at_fault = _DEFECT.search(said) or _MISDELIVERED.search(said)
    return bool(named) and not (at_fault and {*named} - {_DEFECT, _MISDELIVERED})


def blanked(text: str) -> str:
    """A text in which words that only look like denials are dots, as many as they have characters."""
    return _SHAM.sub(lambda found: "·" * len(found[0]), text)
