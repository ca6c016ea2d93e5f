"""Personal data is unreadable after masking, what is not personal stays as it is, and places can be found again."""

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cs_training.core.masking import KINDS, mask, names_in

MARK = re.compile(f"〔(?:{'|'.join(KINDS)})〕")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("我电话13812345678", "我电话〔电话〕"),
        ("打138 1234 5678吧", "打〔电话〕吧"),
        ("138-1234-5678", "〔电话〕"),
        ("+86 138 1234 5678", "〔电话〕"),
        ("1 3 8 1 2 3 4 5 6 7 8", "〔电话〕"),
        ("１３８１２３４５６７８", "〔电话〕"),
        ("138\u200b1234\u200b5678", "〔电话〕"),
        ("138****5678", "〔电话〕"),
        ("幺三八零零一三八零零零", "〔电话〕"),
        ("000-0000-0123", "〔电话〕"),
        ("000-0000-0xxx", "〔电话〕"),
        ("0571-87654321", "〔电话〕"),
        ("（０５７１）８７６５４３２１", "（〔电话〕"),
        ("400-820-8820", "〔电话〕"),
        ("座机87654321", "座机〔电话〕"),
        ("订单号13812345678", "订单号〔电话〕"),
        ("共5件13812345678", "共5件〔电话〕"),
    ],
)
def test_telephone_numbers_are_hidden_however_they_are_written(text, masked):
    assert mask(text).text == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("麻烦寄到广东省深圳市南山区科技园路12号", "麻烦寄到〔地址〕"),
        ("浙江省杭州市西湖区文三路1号春江花园3栋2单元502室", "〔地址〕"),
        ("浙江省 杭州市 西湖区 文三路 1号", "〔地址〕"),
        ("收货地址：幸福里7-3-201", "收货地址：〔地址〕"),
        ("北京朝阳区建国路88号", "〔地址〕"),
        ("3栋2单元502室", "〔地址〕"),
        ("云渡区回头路 12 号", "〔地址〕"),
        ("放在河湾镇青石村就行", "放在〔地址〕就行"),
    ],
)
def test_addresses_are_hidden(text, masked):
    assert mask(text).text == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("我叫王小明，昨天买的", "我叫〔姓名〕，昨天买的"),
        ("收件人李小红电话13812345678", "收件人〔姓名〕电话〔电话〕"),
        ("姓名：阿依古丽", "姓名：〔姓名〕"),
        ("我是张三，昨天买的", "我是〔姓名〕，昨天买的"),
        ("名字是陈河", "名字是〔姓名〕"),
        ("陈先生您好，欧阳女士也好", "〔姓名〕先生您好，〔姓名〕女士也好"),
        ("请李小红女士签收", "请〔姓名〕女士签收"),
        ("张三，13812345678，浙江省杭州市西湖区文三路1号", "〔姓名〕，〔电话〕，〔地址〕"),
        ("文三路1号 张三 收", "〔地址〕 〔姓名〕 收"),
    ],
)
def test_names_are_hidden(text, masked):
    assert mask(text).text == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("身份证330106199001011234", "身份证〔证件〕"),
        ("33010619900101123X", "〔证件〕"),
        ("银行卡 6222 0212 3456 7890 123", "银行卡 〔银行卡〕"),
        ("退到6217001234567890122", "退到〔银行卡〕"),
        ("打款到4012345678901234567", "打款到〔银行卡〕"),
        ("发我邮箱 a.b@c.com.cn", "发我邮箱 〔邮箱〕"),
        ("加我微信gulu_88", "加我微信〔账号〕"),
        ("微信号：gulu-88，备注", "微信号：〔账号〕，备注"),
        ("QQ 12345678", "QQ 〔账号〕"),
        ("加V xiaolu88", "加V 〔账号〕"),
    ],
)
def test_numbers_of_people_are_hidden(text, masked):
    assert mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "订单 GLH-1103-0027 付款 459.00 元",
        "订单号 2026112100001234567，款号88120044，4012345678901234567",
        "运单号：773012345678901，SF1234567890123",
        "条码6901234567892",
        "2026-11-21 10:00:00 到 20261122",
        "满 300 减 50，9.5 折，2-3 天到，18:00 前，1/2",
        "尺码 S 155/80A M 160/84A；身高 155 160 165 170 175，155 60 65 70 75",
        "价格 138 159 189 199，一共 12345678 元，¥1234567",
        "从杭州市发货，广东省深圳市的仓库，江浙沪包邮",
        "快递已经在路上，11月3号 15号楼上见",
        "在文三路附近，11月3号 2单元见",
        "核对地址：您核对一下；姓名电话发一下；收件人写错了",
        "黄色女士羽绒服、高帮女士鞋、金属女士表，男士先生们好",
        "用微信支付的，微信 12345 元红包，QQ音乐联名款，加微信可不行",
        "这件是白色的，我是常客，我是黄色，周三 18:00 前，我叫小鹿，叫我小李就行",
        "姓名：请填写；名字：商品名；收件人：地址、电话都要写",
        "市区和区别、道歉、路过、号码、室内",
        "",
    ],
)
def test_what_is_not_personal_stays(text):
    assert mask(text).text == text


def test_words_of_thanks_beside_a_number_are_no_name():
    assert mask("13812345678，谢谢").text == "〔电话〕，谢谢"


def test_a_known_name_is_hidden_wherever_it_stands():
    assert names_in("收件人王小明 13812345678，陈先生") == {"王小明"}
    assert mask("好的王小明，马上", names={"王小明"}).text == "好的〔姓名〕，马上"


def test_places_are_found_again_and_a_mark_is_never_cut():
    text = "加微信gulu_88，打13812345678聊"

    masked = mask(text)

    assert masked.text == "加微信〔账号〕，打〔电话〕聊"
    for said, shown in (
        ("加微信", "加微信"),
        ("信gul", "信〔账号〕"),
        ("345678聊", "〔电话〕聊"),
        ("，打", "，打"),
        (text, masked.text),
    ):
        start = text.index(said)
        place = masked.span(start, start + len(said))
        assert masked.text[slice(*place)] == shown


# Whatever people put around a number; nothing that would make it the number of an order.
words = st.lists(
    st.sampled_from(
        [
            *"，。 、：a我的是号元市区路楼一三张王;,.-/()\n",
            "电话",
            "先生",
            "微信",
            "地址：",
            "杭州市",
            "文三路",
            "12",
            "〔电话〕",
            "〔",
            "138",
        ]
    ),
    max_size=8,
).map("".join)
mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
ways = st.sampled_from(
    [
        lambda n: n,
        lambda n: f"{n[:3]} {n[3:7]} {n[7:]}",
        lambda n: f"{n[:3]}-{n[3:7]}-{n[7:]}",
        lambda n: f"+86 {n}",
        lambda n: f"0086-{n[:3]}-{n[3:]}",
        " ".join,
        lambda n: n.translate({ord("0") + i: ord("０") + i for i in range(10)}),
        lambda n: f"{n[:5]} {n[5:]}",
    ]
)


def digits_together(text):
    """The text with ordinary digits, and nothing between those of one number."""
    return re.sub(r"(?<=\d)[ \-](?=\d)", "", "".join(str(unicodedata.digit(c, c)) for c in text))


@settings(max_examples=400)
@given(words, mobiles, ways, words)
def test_no_mobile_survives(before, number, way, after):
    before, after = before.rstrip("0123456789 -./()"), after.lstrip("0123456789 -./()")

    shown = mask(before + way(number) + after).text

    assert number not in digits_together(shown)


@settings(max_examples=400)
@given(st.text(st.sampled_from("0123456789１３- ，.元天的"), max_size=40))
def test_no_run_of_digits_that_looks_like_a_phone_survives(text):
    shown = "".join(str(unicodedata.digit(c, c)) for c in mask(text).text)

    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<![\d.])0\d{2,3}-[2-9]\d{6,7}(?!\d)", shown)
    for bare in re.findall(r"(?<![\d.-])\d{7,8}(?![\d.元-]| 元)", shown):
        assert re.match(r"(19|20)\d{6}", bare), bare


pieces = st.sampled_from(
    [
        "13812345678", "张三", "李小红", "浙江省", "杭州市", "西湖区", "文三路", "1号", "3栋",
        "502室", "收货地址：", "姓名：", "我叫", "先生", "订单号", "GLH-1103-0027", "微信", "gulu_88",
        "a@b.cn", "〔姓名〕", "〔电话〕", "，", " ", "。", "12345678", "谢谢", "330106199001011234",
        "0571-87654321", "6222021234567890123", "月", "元", "-",
        "\ue000",
    ]
)  # fmt: skip


@settings(max_examples=600)
@given(st.lists(pieces, max_size=10).map("".join))
@example("13812345678收货地址：GLH-1103-0027GLH-1103-0027")
def test_masking_twice_is_masking_once(text):
    once = mask(text).text

    assert mask(once).text == once


@settings(max_examples=300)
@given(st.lists(pieces, max_size=10).map("".join))
def test_what_was_cut_out_and_what_was_left_make_up_the_text(text):
    masked = mask(text)

    left, at = [], 0
    for start, end, kind in masked.cuts:
        assert at <= start < end
        left += [text[at:start], f"〔{kind}〕"]
        at = end
    assert "".join([*left, text[at:]]) == masked.text


@given(st.text(max_size=60), st.sets(st.text(max_size=3)))
@example("13812345678\ue000\ue000", {"\ue000\ue000"})
def test_any_text_can_be_masked(text, names):
    masked = mask(text, names=names)

    assert masked.span(0, len(text)) == (0, len(masked.text))
