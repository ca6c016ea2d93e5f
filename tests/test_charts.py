"""Charts: the numbers they say, the font they are drawn in, and that nothing is told by colour alone."""

import ast
import io
import logging
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

mpl = pytest.importorskip("matplotlib")

import numpy as np  # noqa: E402 -- not where matplotlib is not
from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402
from matplotlib.font_manager import FontEntry, FontProperties, findfont, fontManager  # noqa: E402
from matplotlib.ft2font import FT2Font  # noqa: E402
from matplotlib.text import Text  # noqa: E402

from cs_training.notebook import use_chinese  # noqa: E402
from cs_training.notebook.charts import style, wording  # noqa: E402
from cs_training.notebook.charts.agents import Agents, AgentValue, agents  # noqa: E402
from cs_training.notebook.charts.chart import png, svg  # noqa: E402
from cs_training.notebook.charts.chinese import FONT, _quiet, register_font  # noqa: E402
from cs_training.notebook.charts.day_load import DayLoad, day_load  # noqa: E402
from cs_training.notebook.charts.funnel import Funnel, Step, funnel  # noqa: E402
from cs_training.notebook.charts.response_times import ResponseTimes, response_times  # noqa: E402
from cs_training.notebook.charts.staffing_curve import Staffing, staffing_curve  # noqa: E402

ROOT = Path(__file__).parent.parent
CHARTS = ROOT / "cs_training/notebook/charts"
LOAD = [12, 8, 3, 2, 1, 2, 6, 20, 85, 160, 230, 210, 150, 170, 220, 240, 230, 200, 180, 290, 412, 380, 210, 60]
STAFF = [0] * 8 + [2, 3, 4, 4, 3, 3, 4, 4, 4, 3, 3, 4, 4, 3, 2, 0]
LONG = "旗舰店官方账号:客服小组长张小美01"
CURVE = [(3, None), (4, None), (5, 0.362), (6, 0.593), (7, 0.741), (8, 0.835), (9, 0.895), (10, 0.95)]


def agent(name="小鹿", value=0.8, low=0.75, high=0.85, n=200):
    return AgentValue(name, value, low, high, n)


def many(count):
    return [agent(f"cs-{i:02d}", 0.3 + i / 100, 0.25 + i / 100, 0.35 + i / 100, n=20 + i) for i in range(count)]


FULL = {
    "waits": lambda: response_times(ResponseTimes([5] * 465 + [20] * 682 + [50] * 412 + [90] * 300 + [700] * 9, 143)),
    "waits, one": lambda: response_times(ResponseTimes([30])),
    "waits, all unanswered": lambda: response_times(ResponseTimes([], 7)),
    "waits, huge": lambda: response_times(ResponseTimes(np.array([5.0] * 1_400_000 + [86_400.0] * 300), 2_500_000)),
    "load": lambda: day_load(DayLoad(LOAD)),
    "load and staff": lambda: day_load(DayLoad(LOAD, STAFF)),
    "load, huge": lambda: day_load(DayLoad([one * 3e5 for one in LOAD], what="新会话", unit="个")),
    "load with holes": lambda: day_load(DayLoad([None, *LOAD[1:]], [None, None, *STAFF[2:]])),
    "load, first hour": lambda: day_load(DayLoad([99] + [0] * 23, [1] * 24)),
    "agents": lambda: agents(
        Agents("30 秒响应率", [agent(), agent("喆轩", 0.86, 0.6, 0.96, 14), agent(LONG, 0.53, 0.48, 0.59)], target=0.7)
    ),
    "one agent": lambda: agents(Agents("30 秒响应率", [agent("$a_b$ 😀")])),
    "forty agents": lambda: agents(Agents("30 秒响应率", many(40), target=0.4)),
    "agents, huge": lambda: agents(
        Agents(
            "平均响应时间", [agent(LONG, 120345.5, 9e4, 1.5e5, 12_345_678)], unit="秒", target=45, more_is_better=False
        )
    ),
    "agents all alike": lambda: agents(Agents("回复率", [agent("甲", 1, 1, 1), agent("乙", 1, 1, 1)], target=1)),
    "funnel": lambda: funnel(Funnel([Step("发过消息", 12043), Step("下单", 2310), Step("付款", 1980)])),
    "funnel of an agent": lambda: funnel(
        Funnel([Step("发过消息", 9), Step("下单", None), Step("付款", 3)], agent=LONG)
    ),
    "funnel, huge": lambda: funnel(Funnel([Step("发过消息或者点过商品页的客服按钮", 120_433_434), Step("付款", 0)])),
    "staffing": lambda: staffing_curve(Staffing(CURVE, 7, 0.8)),
    "staffing at the target": lambda: staffing_curve(Staffing(CURVE, 8, 0.8, 60)),
    "staffing at the bottom": lambda: staffing_curve(Staffing(CURVE, 5, 0.95)),
    "staffing, one": lambda: staffing_curve(Staffing([(3, 0.5)], 3)),
}
EMPTY = {
    "waits": lambda: response_times(ResponseTimes([])),
    "waits unknown": lambda: response_times(ResponseTimes([None, float("nan")])),
    "load": lambda: day_load(DayLoad([0] * 24)),
    "load unknown": lambda: day_load(DayLoad([None] * 24, [None] * 24)),
    "agents": lambda: agents(Agents("回复率", [])),
    "agents unmeasured": lambda: agents(Agents("回复率", [AgentValue("新人", None, None, None, 0)], target=0.9)),
    "funnel": lambda: funnel(Funnel([])),
    "funnel unknown": lambda: funnel(Funnel([Step("付款", None)], agent="小鹿")),
    "staffing": lambda: staffing_curve(Staffing([], 3)),
    "staffing impossible": lambda: staffing_curve(Staffing([(3, None)], 3, 0.8)),
}
EVERY = {f"full: {name}": make for name, make in FULL.items()} | {f"empty: {n}": make for n, make in EMPTY.items()}
every_chart = pytest.mark.parametrize("make", EVERY.values(), ids=EVERY)
full_charts = pytest.mark.parametrize("make", FULL.values(), ids=FULL)
empty_charts = pytest.mark.parametrize("make", EMPTY.values(), ids=EMPTY)


@pytest.fixture(autouse=True)
def settings():
    """A learner's own settings, whatever a test does to them."""
    with mpl.rc_context():
        yield


def written():
    """The characters that the font can write."""
    return {chr(code) for code in FT2Font(str(FONT)).get_charmap()}


def texts(figure):
    return [text for text in figure.findobj(Text) if text.get_text() and text.get_visible()]


def boxes(figure):
    """Every text with the place it takes in the drawn picture."""
    FigureCanvasAgg(figure).draw()
    ticks = [
        (tick, axis) for axes in figure.axes for axis in (axes.xaxis, axes.yaxis) for tick in axis.get_major_ticks()
    ]
    # matplotlib makes ticks beyond the ends of an axis, too, and does not draw them.
    beyond = [
        tick.label1
        for tick, axis in ticks
        if not min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())
    ]
    return [(text.get_text(), text.get_window_extent()) for text in texts(figure) if text not in beyond]


# The font


def test_the_font_is_small_and_carries_its_licence():
    licence = (FONT.parent / "OFL.txt").read_text(encoding="utf-8")

    assert FONT.stat().st_size <= 2_000_000
    assert "Copyright 2014-2021 Adobe" in licence
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_the_font_writes_gb2312_and_the_signs_that_charts_need():
    rows = (
        bytes((row, cell)).decode("gb2312", errors="ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)
    )
    hanzi = {one for one in rows if one}

    assert len(hanzi) == 6763
    assert hanzi <= written()
    assert set("①⑳✓≥≤±×÷‰¥￥–—…·−→←↑↓√％（），。：；？！“”〓") <= written()
    assert {chr(code) for code in range(0x20, 0x7F)} <= written()


def test_the_font_writes_every_name_of_the_shop():
    shop = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "cs_training/content/shop").glob("*.yaml"))

    assert {one for one in shop if one != "\n"} - written() == set()


def test_the_font_writes_every_text_of_the_charts():
    modules = [ast.parse(file.read_text(encoding="utf-8")) for file in CHARTS.glob("*.py")]
    said = {node.value for module in modules for node in ast.walk(module) if isinstance(node, ast.Constant)}

    assert {one for text in said if isinstance(text, str) for one in text if one != "\n"} - written() == set()


@every_chart
def test_every_text_is_drawn_in_our_font(make):
    figure = make().figure

    png_drawn = texts(figure)
    assert png_drawn
    for text in png_drawn:
        assert Path(findfont(text.get_fontproperties())) == FONT
        assert set(text.get_text()) - written() <= {"\n"}
        assert not text.get_parse_math()


def test_a_name_is_written_as_it_is_and_what_has_no_letter_gets_a_sign():
    figure = agents(Agents("回复率", [agent("$a_b$\n😀")])).figure

    assert "$a_b$ 〓" in {text.get_text() for text in texts(figure)}


# The verb


def test_use_chinese_draws_chinese_and_minus_after_any_style_without_a_word(caplog):
    mpl.style.use("classic")

    result = use_chinese()

    figure = Figure()
    figure.text(0.1, 0.1, "响应时间 −5 秒 ✗", fontweight="bold")
    figure.savefig(io.BytesIO())  # a missing glyph is a warning, and a warning an error
    assert result is None
    assert not caplog.records
    assert findfont(FontProperties()) == str(FONT)
    assert mpl.rcParams["font.sans-serif"] == ["Noto Sans SC", "DejaVu Sans"]
    assert not mpl.rcParams["axes.unicode_minus"]


def test_use_chinese_twice_is_as_good_as_once():
    use_chinese()
    once = (dict(mpl.rcParams), [font.fname for font in fontManager.ttflist])
    use_chinese()

    assert (dict(mpl.rcParams), [font.fname for font in fontManager.ttflist]) == once


def test_our_font_wins_over_one_of_the_same_name_that_the_system_has(monkeypatch):
    theirs = FontEntry(fname="theirs.otf", name="Noto Sans SC", weight=400, size="scalable")
    others = [font for font in fontManager.ttflist if font.fname != str(FONT)]
    monkeypatch.setattr(fontManager, "ttflist", [theirs, *others])

    register_font()

    assert findfont(FontProperties(family="Noto Sans SC")) == str(FONT)


def test_the_message_about_the_font_cache_is_withheld_and_no_later_one(caplog):
    with _quiet():
        logging.getLogger("matplotlib.font_manager").warning("Matplotlib is building the font cache")
    logging.getLogger("matplotlib.font_manager").warning("later")

    assert caplog.messages == ["later"]


def test_a_new_machine_gets_chinese_without_a_word_and_charts_without_pyplot(tmp_path):
    code = """
import sys
from cs_training.notebook import use_chinese
assert "matplotlib" not in sys.modules
use_chinese()
from cs_training.notebook.charts.chart import png, svg
from cs_training.notebook.charts.response_times import ResponseTimes, response_times
chart = response_times(ResponseTimes([3, 40], 1))
assert png(chart) and svg(chart)
assert "matplotlib.pyplot" not in sys.modules
"""
    # An empty settings folder: matplotlib builds its font cache, and would say so.
    env = {"MPLCONFIGDIR": str(tmp_path), "PATH": "", "HOME": str(tmp_path)}

    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, encoding="utf-8", env=env, check=False
    )

    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


# The picture


@full_charts
def test_the_same_chart_gives_the_same_bytes(make):
    first, second = make(), make()

    assert svg(first) == svg(second)
    assert png(first) == png(second)
    assert svg(first) == svg(second)


@every_chart
def test_the_files_say_what_the_picture_shows_and_name_neither_day_nor_version(make):
    chart = make()

    drawn = svg(chart).decode()

    assert 'role="img" aria-label="' in drawn
    assert "<dc:date>" not in drawn
    assert "<text" not in drawn
    assert chart.title in drawn
    assert mpl.__version__.encode() not in png(chart)


@pytest.mark.parametrize("name", ["waits", "load and staff", "agents", "funnel", "staffing"])
def test_a_learners_own_settings_neither_reach_a_chart_nor_are_changed(name):
    plain = svg(FULL[name]())
    mpl.style.use("dark_background")
    before = dict(mpl.rcParams)

    in_the_dark = svg(FULL[name]())

    assert in_the_dark == plain
    assert dict(mpl.rcParams) == before


@every_chart
def test_no_text_leaves_the_picture_or_lies_on_another(make):
    figure = make().figure

    placed = boxes(figure)

    whole = figure.bbox
    for text, box in placed:
        assert whole.x0 <= box.x0 < box.x1 <= whole.x1, text
        assert whole.y0 <= box.y0 < box.y1 <= whole.y1, text
    for (one, box), (other, there) in combinations(placed, 2):
        # The boxes hold some white around the letters, so they may touch by a hair.
        wide = min(box.x1, there.x1) - max(box.x0, there.x0)
        high = min(box.y1, there.y1) - max(box.y0, there.y0)
        assert wide <= 3 or high <= 3, (one, other)


@every_chart
def test_a_chart_asks_a_question_and_says_the_answer_in_one_sentence(make):
    chart = make()

    assert chart.title.endswith("？")
    assert chart.reading.endswith("。")
    assert chart.reading.count("。") == 1
    assert chart.title in {text.get_text() for text in texts(chart.figure)}


@empty_charts
def test_no_data_is_said_in_the_picture_the_reading_and_the_alternative_text(make):
    chart = make()

    assert "没有数据" in {text.get_text() for text in texts(chart.figure)}
    assert chart.reading.startswith("没有数据：")
    assert chart.alt.startswith("空图。没有数据：")


# Colours


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mark", style.MARKS)
def test_marks_stand_out_on_white_on_the_shade_and_on_dark(mark):
    assert contrast(mark, style.GROUND) >= 3
    assert contrast(mark, style.SHADE) >= 3
    assert contrast(mark, "#111111") >= 3


def test_text_stands_out():
    assert contrast(style.INK, style.GROUND) >= 7
    assert contrast(style.SOFT_INK, style.SHADE) >= 4.5


# Machado, Oliveira and Fernandes 2009, severity 1.
SEEN = {
    "protan": [(0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)],
    "deutan": [(0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)],
    "tritan": [(1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)],
}


@pytest.mark.parametrize("matrix", SEEN.values(), ids=SEEN)
def test_the_palette_differs_for_the_colour_blind(matrix):
    seen = [np.array(matrix) @ [int(mark[p : p + 2], 16) for p in (1, 3, 5)] for mark in style.MARKS]

    for one, other in combinations(seen, 2):
        assert np.linalg.norm(one - other) > 60


def test_turns_nobody_answered_are_hatched_not_only_coloured():
    bars = response_times(ResponseTimes([5], 1)).figure.axes[0].patches

    assert [bar.get_hatch() for bar in bars] == [None] * 6 + [style.HATCH]


def test_a_small_sample_is_hollow_and_says_so():
    figure = agents(Agents("回复率", [agent(n=30), agent("新人", 0.5, 0.3, 0.7, 29)])).figure

    dots = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert [dot.get_markerfacecolor() for dot in dots] == [style.BLUE, style.GROUND]
    assert {"样本 30", "样本 29，样本少"} <= {text.get_text() for text in texts(figure)}


def test_who_missed_the_target_has_another_marker_and_a_word():
    figure = agents(Agents("回复率", [agent(), agent("楚楚", 0.5, 0.45, 0.55)], target=0.7)).figure

    assert [line.get_marker() for line in figure.axes[0].lines if line.get_marker() in {"o", "v"}] == ["o", "v"]
    assert {"样本 200，到了目标", "样本 200，没到目标"} <= {text.get_text() for text in texts(figure)}


# The readings


def test_the_share_with_the_unanswered_in_the_denominator_comes_first():
    chart = response_times(ResponseTimes([10, 30, 31, 100, None], 4))

    assert chart.reading == (
        "30 秒内有人回的占 25.0%（2/8 轮，没人回的也算在分母里），只看回了的是 50.0%（2/4 轮）；"
        "中位数 30.5 秒，P90 79.3 秒，都不含没人回的 4 轮；另有 1 轮没有时长，没画也没算。"
    )


def test_a_wait_on_an_edge_counts_as_within_it():
    bars = response_times(ResponseTimes([10, 30, 60, 180, 600, 601])).figure.axes[0].patches

    assert [round(bar.get_height() * 6) for bar in bars] == [1, 1, 1, 1, 1, 1, 0]


def test_unanswered_turns_alone_have_no_median():
    chart = response_times(ResponseTimes([], 7))

    assert (
        chart.reading == "30 秒内有人回的占 0%（0/7 轮，没人回的也算在分母里）；7 轮都没人回，中位数和 P90 无从算起。"
    )


def test_the_load_names_the_busiest_hour_the_worst_per_head_and_the_unstaffed():
    chart = day_load(DayLoad(LOAD, STAFF))

    assert chart.reading == (
        "最忙的是 20 点，412 条，占全天 11.8%；8–23 点以外有 114 条，占 3.3%；"
        "按在岗的人平均，最吃紧的是 21 点，每人 126.7 条；0–7、23 点有买家消息却没有人在岗。"
    )


def test_hours_without_a_figure_are_left_out_and_said():
    chart = day_load(DayLoad([None, None, 5, *[1] * 21], [None] + [1] * 23))

    assert "0–1 点没有买家消息的数，没画；0 点没有在岗人数，没画。" in chart.reading
    assert len(chart.figure.axes[0].patches) == 22 + 1  # bars, and the shade


def test_agents_are_ranked_best_first_and_a_small_sample_is_never_named_the_best():
    values = [
        agent("阿岩", 0.6, 0.5, 0.7),
        agent("新人", 1.0, 0.6, 1.0, 6),
        agent("小鹿"),
        AgentValue("病假", None, None, None, 0),
    ]

    chart = agents(Agents("回复率", values, target=0.72))

    assert [label.get_text() for label in chart.figure.axes[0].get_yticklabels()] == ["新人", "小鹿", "阿岩"]
    assert chart.reading == (
        "样本够的 2 位里，最高的是“小鹿”80.0%，最低的是“阿岩”60.0%；"
        "这两位的区间不重叠，差别不大像碰巧；1 位样本不到 30，只作参考；"
        "对照店铺内控目标（示例）72%，整段区间都到了的 1 位，都没到的 1 位，还说不准的 1 位；1 位没有数，没画。"
    )


def test_for_waits_less_is_better():
    values = [agent("阿岩", 62, 50, 75), agent("小鹿", 31, 28, 55)]

    chart = agents(Agents("平均响应时间", values, unit="秒", target=45, more_is_better=False))

    assert [label.get_text() for label in chart.figure.axes[0].get_yticklabels()] == ["小鹿", "阿岩"]
    assert "最低的是“小鹿”31 秒，最高的是“阿岩”62 秒；这两位的区间有重叠，先别急着排名" in chart.reading
    assert "店铺内控目标（示例）45 秒，整段区间都到了的 0 位，都没到的 1 位，还说不准的 1 位" in chart.reading


def test_of_too_many_agents_those_with_the_most_cases_are_drawn():
    chart = agents(Agents("回复率", many(65)))

    names = {label.get_text() for label in chart.figure.axes[0].get_yticklabels()}
    assert len(names) == 60
    assert names & {"cs-04", "cs-05"} == {"cs-05"}
    assert "5 位样本最少，没画" in chart.reading


def test_the_funnel_names_the_step_that_loses_most():
    chart = funnel(Funnel([Step("发过消息", 1000), Step("下单", 200), Step("付款", 180)]))

    assert chart.reading == (
        "“发过消息”1,000 人，走到“付款”的 180 人，占“发过消息”的 18.0%；掉得最多的是从“发过消息”到“下单”，只剩 20.0%。"
    )
    assert "占“下单”的 90.0%" in {text.get_text() for text in texts(chart.figure)}


def test_an_agents_funnel_says_that_such_figures_must_not_be_summed():
    chart = funnel(Funnel([Step("发过消息", 9), Step("下单", None), Step("付款", 3)], agent="小鹿"))

    assert "“下单”没有数，没画；一位买家、一单都可能同时算给两位客服，各人的数不能相加。" in chart.reading
    assert any("各人的数不能相加" in text.get_text() for text in texts(chart.figure))


def test_the_curve_says_how_far_the_chosen_staff_is_from_the_target_and_who_suffices():
    chart = staffing_curve(Staffing(CURVE, 7, 0.8))

    assert chart.reading == (
        "选 7 人，预计 74.1% 的买家在 30 秒内有人接；离目标 80% 还差 5.9 个百分点；"
        "够得到目标的最少人数是 8 人；"
        "再加一人多 9.4 个百分点；3、4 人时没有数（多半是人手不够，队会越排越长），没画。"
    )


def test_a_chosen_staff_without_a_level_is_said_to_have_none():
    chart = staffing_curve(Staffing(CURVE, 4, 0.99))

    assert chart.reading.startswith("选 4 人没有数；目标 99%；算过的人数里没有一种够得到目标；")


# Wording


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0%"),
        (1, "100%"),
        (0.623, "62.3%"),
        (0.0004, "<0.1%"),
        (0.9996, ">99.9%"),
        (0.9994, "99.9%"),
        (1.2, "120.0%"),
    ],
)
def test_a_share_is_never_rounded_to_nothing_or_to_everything(value, text):
    assert wording.share(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(1204, "1,204"), (1_284_600, "128.5 万"), (2_500_000, "250 万"), (3e8, "3 亿")]
)
def test_a_large_number_is_written_short_where_there_is_no_room(value, text):
    assert wording.brief(value) == text


def test_a_long_name_keeps_its_end_where_shop_accounts_differ():
    names = [wording.short(f"旗舰店官方账号:客服小组长张小美{i:02d}", 14) for i in range(40)]

    assert len(set(names)) == 40
    assert all(wording.width(name) <= 14 for name in names)


def test_the_waits_of_one_agent_hold_no_unanswered_turn_and_say_so():
    chart = response_times(ResponseTimes([5, 25, 40, 200], agent="阿灯"))

    assert chart.reading.startswith("阿灯回的轮次里，30 秒内的占 50.0%（2/4 轮）；")
    assert "没人回的轮次不归任何人，不在里面" in chart.reading
    assert "没人回" not in chart.alt
    drawn = {text.get_text() for text in chart.figure.findobj(Text)}
    assert "没人回" not in drawn
    assert "30 秒内共 50.0%" in drawn
