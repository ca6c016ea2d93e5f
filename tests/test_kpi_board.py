"""The KPI board: what its pages say, in all three views, and that it is a tool: nothing is recorded."""

import json

import pytest

pytest.importorskip("pandas")
pytest.importorskip("matplotlib")

import pandas as pd

from cs_training.content.bank import open_bank
from cs_training.content.practice_log import PARTS
from cs_training.core import kpi
from cs_training.errors import AnswerError, ChatError
from cs_training.notebook import kpi_board
from cs_training.notebook.kpi_board_data import practice_tables
from cs_training.notebook.kpi_board_pages import page
from cs_training.notebook.kpi_board_panel import Cards, Grid, Words
from cs_training.notebook.kpi_board_plain import plain_board
from cs_training.notebook.kpi_board_suppose import plan_of
from cs_training.notebook.kpi_board_widget import KpiBoardWidget, board_view

NUMBERS, DEFINITIONS, PICTURES, SUPPOSED = range(4)


def table(*rows, names="session_id agent_id buyer_id ts sender text"):
    messages = pd.DataFrame([row.split() for row in rows], columns=names.split()).replace("-", "")
    return messages.assign(ts=pd.to_datetime("2026-11-03T" + messages["ts"] + "+08:00", utc=True))


# Two chats: 阿灯 answers the first after 20 s and the second, from 7:59, never; a robot greets in the second.
SMALL = (
    "a - tb1 10:00:00 buyer x",
    "a 阿灯 tb1 10:00:20 agent x",
    "a - tb1 10:01:00 buyer x",
    "a 小鹿 tb1 10:05:00 agent x",
    "b - tb2 07:59:00 buyer x",
    "b - tb2 07:59:01 bot x",
)
ORDERS = pd.DataFrame(
    {
        "order_id": ["o1", "o2"],
        "buyer_id": ["tb1", "tb2"],
        "created_at": pd.to_datetime(["2026-11-03T10:06:00+08:00", "2026-11-03T09:00:00+08:00"], utc=True),
        "paid_at": pd.to_datetime(["2026-11-03T10:07:00+08:00", None], utc=True),
        "amount": [59.0, 10.0],
    }
)


def small(*, orders=ORDERS, ratings=5):
    """The small log; of its first chat so many ratings of 5."""
    rated = pd.DataFrame({"session_id": ["a"] * (ratings > 0), "rating": [5] * (ratings > 0)})
    return kpi_board(table(*SMALL), orders, rated)


@pytest.fixture(scope="module")
def board():
    return kpi_board()


@pytest.fixture
def fresh(board):
    """The practice board as at first, without reading the log again."""
    board.sitting.page, board.sitting.scope = NUMBERS, type(board.sitting.scope)()
    return board


def cards(sitting, place=NUMBERS):
    return {
        card.name: card for block in page(sitting, place).blocks if isinstance(block, Cards) for card in block.cards
    }


def side_by_side(sitting):
    """The tables of the first page by the first word of their captions: heads and lines by name."""
    grids = [block for block in page(sitting, NUMBERS).blocks if isinstance(block, Grid)]
    return {
        one.caption.split("（")[0]: {line[0]: dict(zip(one.head, line, strict=True)) for line in one.lines}
        for one in grids
    }


def grid(sitting):
    (found,) = (block for block in page(sitting, DEFINITIONS).blocks if isinstance(block, Grid))
    return {line[0]: line[1:] for line in found.lines}


# 数字


def test_the_figures_of_a_small_log_are_those_worked_by_hand():
    said = cards(small().sitting)

    assert {name: card.value for name, card in said.items()} == {
        "首响均值": "20 秒",
        "平均响应（平响）": "130 秒",
        "30 秒响应率": "33.3%",
        "三分钟人工响应率": "50.0%",
        "人工回复率": "50.0%",
        "没人回的轮次": "1 轮",
        "答问比": "0.67",
        "最大同时接待": "1 个",
        "满意占比（CSAT）": "100%",
        "咨询→付款": "50.0%",
    }
    assert said["30 秒响应率"].of == "全部 3 轮，没人回的也在分母里"
    assert said["30 秒响应率"].mind == "只算回了的：50.0%（2 轮）"
    assert said["三分钟人工响应率"].of == "8–23 点问的 2 轮"
    assert said["没人回的轮次"].mind == "其中 1 轮是 23 点到 8 点问的"


def test_the_figures_of_the_practice_log_are_those_of_the_engine(fresh):
    tables = practice_tables()
    log = kpi.chat_log(tables.messages, orders=tables.orders, ratings=tables.ratings)
    measured = kpi.overall(log).to_dict("records")[0]

    said = cards(fresh.sitting)

    assert said["首响均值"].value == f"{measured['first_response_mean']:,.1f} 秒"
    assert said["30 秒响应率"].value == f"{measured['rate_30s_incl_unanswered']:.1%}"
    assert said["三分钟人工响应率"].value == f"{measured['rate_180s_official']:.1%}"
    assert said["咨询→付款"].of.startswith(f"{measured['converted_buyers']} / {measured['buyers']} 位买家")


def test_every_figure_of_the_shops_targets_stands_beside_its_target_and_says_whose_it_is(fresh):
    said = cards(fresh.sitting)
    aims = [target for target in open_bank().shop.targets.values() if target.kpi not in {None, "aov_per_buyer"}]

    assert len([card for card in said.values() if card.target]) == len(aims)
    assert all(card.target.startswith("店铺内控目标（示例）：") for card in said.values() if card.target)
    assert said["首响均值"].verdict == "没到"
    assert "一个人不超过 5 个" in said["最大同时接待"].target


def test_few_ratings_allow_no_conclusion_and_none_are_no_sample():
    assert cards(small().sitting)["满意占比（CSAT）"].verdict == "样本少，先不下结论"
    assert cards(small(ratings=0).sitting)["满意占比（CSAT）"].value == "无样本"


def test_an_interval_across_the_target_leaves_it_open(fresh):
    card = cards(fresh.sitting)["满意占比（CSAT）"]

    assert card.verdict == "区间跨着这条线，还说不准"


def test_without_orders_nothing_is_said_of_payments():
    board = small(orders=None)

    assert cards(board.sitting)["咨询→付款"].value == "无样本"
    assert "“24 小时内下单”、“24 小时内付款”没有数，没画" in repr(board)


def test_the_unanswered_are_nobodys_and_agents_must_not_be_added_up():
    board = small()

    board.sitting.set(0, 0, 1 + board.sitting.agents.index("阿灯"))

    said = cards(board.sitting)
    assert said["没人回的轮次"].value == "分不到人"
    assert said["没人回的轮次"].of == "没人回的轮次不归任何人；会话算给里面的每一位客服"
    assert said["30 秒响应率"].of == "只算回了的 1 轮"
    assert said["首响均值"].of == "1 个会话是这位先回的"
    assert said["咨询→付款"].mind == "分客服的数不能相加"


def test_only_figures_of_agents_come_with_the_warning_not_to_add_them_up():
    board = small()
    shop = cards(board.sitting)["咨询→付款"]

    captions = [block.caption for block in page(board.sitting, NUMBERS).blocks if isinstance(block, Grid)]

    assert shop.mind == ""
    assert [name.split("（")[0] for name in captions if "不能相加" in name] == ["分客服"]


def test_a_mean_that_meets_its_target_says_how_many_are_not_in_it(fresh):
    fresh.pick("日期", "11-11 周三")
    shop = cards(fresh.sitting)
    fresh.pick("客服", "小鹿")

    agent = cards(fresh.sitting)

    assert shop["首响均值"].verdict == "到了，但有 170 个会话没人回，不在这个均值里"
    assert shop["平均响应（平响）"].verdict == "到了，但有 227 轮没人回，不在这个均值里"
    assert agent["首响均值"].verdict == "到了，但有 32 个会话这位没回，不在这个均值里"
    assert agent["平均响应（平响）"].verdict == "到了，但没人回的轮次不归任何人，不在这个均值里"


def test_a_mean_that_leaves_nobody_out_meets_or_misses_its_target_plainly():
    met, missed = (kpi_board(table(*SMALL[:rows])) for rows in (2, 4))

    assert [cards(met.sitting)[name].verdict for name in ("首响均值", "平均响应（平响）")] == ["到了", "到了"]
    assert cards(missed.sitting)["平均响应（平响）"].verdict == "没到"


def test_the_reply_rate_says_how_many_chats_were_not_reached():
    board = small()
    shop = cards(board.sitting)["人工回复率"]
    board.pick("客服", "小鹿")

    agent = cards(board.sitting)["人工回复率"]

    assert (shop.of, shop.mind) == ("1 / 2 个会话", "没人回的 1 个；机器人和自动回复不算")
    assert (agent.of, agent.mind) == ("1 / 1 个会话", "这位没回的 0 个；机器人和自动回复不算")


def test_each_day_has_the_unanswered_in_its_rate_and_no_agent_has(fresh):
    tables = side_by_side(fresh.sitting)
    days = {}
    for name in tables["分天"]:
        fresh.pick("日期", name)
        days[name] = cards(fresh.sitting)["30 秒响应率"].value
    fresh.pick("日期", "全部")
    fresh.pick("客服", "小鹿")

    agents_days = side_by_side(fresh.sitting)["分天"]

    assert {name: line["30 秒率（含没人回的）"] for name, line in tables["分天"].items()} == days
    assert tables["分天"]["11-11 周三"]["30 秒率（含没人回的）"] == "42.8%"
    assert tables["分天"]["11-11 周三"]["回了的 / 全部轮次"] == "415 / 642"
    answered = cards(fresh.sitting)["30 秒响应率"].value
    assert tables["分客服"]["小鹿"]["30 秒率（只算回了的）"] == answered
    assert agents_days["11-11 周三"]["30 秒率（只算回了的）"] == "70.9%"
    assert agents_days["11-11 周三"]["回了的轮次"] == "151"


def test_the_three_minute_rate_of_one_agent_is_not_held_against_the_shops_target(fresh):
    assert cards(fresh.sitting)["三分钟人工响应率"].verdict == "没到"

    fresh.pick("客服", "小鹿")

    card = cards(fresh.sitting)["三分钟人工响应率"]
    assert (card.target, card.verdict) == ("", "")
    assert card.of.startswith("8–23 点问的，只算回了的")
    assert card.mind == "没人回的轮次不归任何人，不在分母里，所以不跟店里的线比"


def test_an_empty_log_has_no_sample_and_breaks_nothing():
    said = repr(kpi_board(table(*SMALL).head(0), ORDERS))

    assert "首响均值：无样本" in said
    assert "没有数据：一轮提问也没有。" in said


# 口径


def test_two_definitions_of_the_same_data_give_two_answers_and_why(fresh):
    panel = page(fresh.sitting, DEFINITIONS)
    measured = kpi.overall(fresh.sitting.log).to_dict("records")[0]

    rates = grid(fresh.sitting)["30 秒内有人回的"]

    assert rates[:2] == (f"{measured['rate_30s_incl_unanswered']:.1%}", f"{measured['rate_30s']:.1%}")
    lost = measured["turns"] - measured["closed_turns"]
    assert panel.said.startswith(f"甲和乙只差“没人回的”：没人回的 {lost} 轮，一边放在分母里，一边丢掉")
    assert [row.name for row in panel.rows if row.mark] == ["没人回的"]


@pytest.mark.parametrize(
    ("control", "to", "line", "answers", "why"),
    [
        ("哪些轮", "会话头一轮（首响）", "率的分母", ("3 轮", "2 轮"), "每一轮都算有 3 轮，一个会话只算头一轮有 2 轮"),
        ("时段", "8–23 点", "没人回的", ("1 轮", "0 轮"), "8–23 点以外问的 1 轮只有一边算，其中 1 轮没人回"),
        ("没人回的", "丢掉", "30 秒内有人回的", ("33.3%", "50.0%"), "没人回的 1 轮"),
        ("机器人", "算成人工（错的）", "没人回的", ("1 轮", "0 轮"), "没人回的也少了 1 轮"),
        (
            "代表值",
            "中位数",
            "等待的均值（甲）、中位数（乙），只算回了的",
            ("130 秒", "130 秒"),
            "均值会被几个特别长的拉高",
        ),
        ("客服", "阿灯", "等待的均值，只算回了的", ("130 秒", "20 秒"), "没人回的不归任何人"),
        ("日期", "11-03 周二", "率的分母", ("3 轮", "3 轮"), "碰巧一样"),
        ("起点", "连发的最后一条", "等待的均值，只算回了的", ("130 秒", "130 秒"), "碰巧一样"),
    ],
)
def test_each_switch_changes_what_it_says_and_one_sentence_says_why(control, to, line, answers, why):
    board = small()
    board.pick("乙：没人回的", "算进分母")

    board.pick(f"乙：{control}", to)

    assert grid(board.sitting)[line][:2] == answers
    said = page(board.sitting, DEFINITIONS).said
    assert said.startswith(f"甲和乙只差“{control}”：")
    assert why in said


def test_several_differences_are_named_and_none_is_said_too():
    board = small()
    board.pick("乙：时段", "8–23 点")
    assert "有 2 处不同（“时段”、“没人回的”）" in page(board.sitting, DEFINITIONS).said

    board.pick("乙：时段", "全天")
    board.pick("乙：没人回的", "算进分母")

    assert page(board.sitting, DEFINITIONS).said.startswith("甲和乙口径一样，数也一样。")


def test_a_robot_as_a_person_is_marked_as_wrong():
    board = small()
    assert not any(isinstance(block, Words) for block in page(board.sitting, DEFINITIONS).blocks)

    board.pick("甲：机器人", "算成人工（错的）")

    (warning,) = (block for block in page(board.sitting, DEFINITIONS).blocks if isinstance(block, Words))
    assert warning.warning
    assert warning.text.startswith("甲把机器人算成了人工，这是错的口径")


# 图


def test_each_chart_is_an_image_with_its_words_and_follows_what_is_picked():
    board = small()
    board.sitting.page = PICTURES
    first = board_view(board.sitting)["blocks"]
    assert [one["kind"] for one in first] == ["picture"] * 4
    assert all(one["src"].startswith("data:image/svg+xml;base64,") and one["alt"] and one["reading"] for one in first)
    assert "从“来问过”到“24 小时内下单”" in first[3]["reading"] or "24 小时内付款”的 1 位" in first[3]["reading"]

    board.sitting.set(0, 0, 1 + board.sitting.agents.index("阿灯"))

    reading = board_view(board.sitting)["blocks"][0]["reading"]
    assert "（1/1 轮）" in reading
    assert "没人回的轮次不归任何人，不在里面" in reading


def test_who_ordered_before_asking_and_paid_after_it_counts_as_ordered_too():
    early = ORDERS.assign(created_at=ORDERS["created_at"] - pd.Timedelta(hours=1))

    board = small(orders=early.head(1))

    assert board.sitting.ordered_buyers(board.sitting.scope) == 1
    assert small().sitting.ordered_buyers(board.sitting.scope) == 2


# 如果


def test_what_if_starts_from_the_busiest_hour_and_says_what_the_model_says(fresh):
    desk, plan = fresh.sitting.desk, plan_of(fresh.sitting.desk)

    said = cards(fresh.sitting, SUPPOSED)

    assert desk.arrivals == fresh.sitting.busiest_hour
    assert said["服务水平（SL）"].value == f"{plan.now.service_level:.1%}"
    assert said["等烦走掉的（放弃率）"].value == f"{plan.now.abandonment:.1%}"
    assert said["最少要几个人"].value == f"{plan.desk} 人"
    assert f"还差 {plan.desk - desk.people} 个人" in page(fresh.sitting, SUPPOSED).said


def test_enough_people_keep_the_goal_and_one_fewer_does_not():
    board = small()
    least = plan_of(board.sitting.desk).desk

    assert "到了 80% 的目标，一个也不多。" in repr(board.pick("人数", least))
    board.pick("每小时来多少", 300)
    least = plan_of(board.sitting.desk).desk
    assert "还差 1 个人。" in repr(board.pick("人数", least - 1))


def test_a_slider_stops_at_its_ends():
    board = small()
    board.sitting.page = SUPPOSED

    board.sitting.set(0, 0, 10**6)
    assert board.sitting.desk.people == 60
    board.sitting.set(0, 0, 0)

    assert board.sitting.desk.people == 1


@pytest.mark.parametrize(("people", "arrivals"), [(1, 300), (60, 300), (60, 0), (1, 0)])
def test_every_corner_of_the_sliders_is_drawn(people, arrivals):
    board = small()
    board.pick("每小时来多少", arrivals)
    board.pick("平均处理时长（AHT）", 1800)

    assert "排几个人" in repr(board.pick("人数", people))


# The practice log, and one's own tables


def test_parts_of_the_practice_log_have_names_and_hold_whole_chats(fresh):
    whole = practice_tables().messages["session_id"].value_counts()

    parts = [practice_tables(name).messages["session_id"].value_counts() for name in PARTS]

    for part in parts:
        assert len(part)
        assert (whole[part.index] == part).all()
    assert sum(map(len, parts)) == len(whole)
    assert repr(kpi_board("11.11 夜里", view="text")).startswith("【KPI 看板】咕噜河的练习记录：11.11 夜里\n")


def test_an_unknown_part_names_the_nearest():
    with pytest.raises(AnswerError, match="你是不是想写 11.11 夜里？"):
        kpi_board("11.11夜里")


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        ([{"session_id": 1}], "聊天表要的是 pandas 的表（DataFrame），收到的是 list。"),
        (table(*SMALL).drop(columns="ts"), "聊天表缺 ts 列"),
        (table(*SMALL).assign(ts="2026-11-03"), 'df["ts"] = pd.to_datetime(df["ts"], utc=True)'),
        (table(*SMALL).assign(sender="客服"), "聊天表的 sender 列里有“客服”"),
    ],
)
def test_a_table_that_cannot_be_measured_is_refused_in_one_sentence(messages, said):
    with pytest.raises(ChatError) as refused:
        kpi_board(messages)

    assert said in str(refused.value)


def test_tables_of_categories_are_measured_too():
    grouped = table(*SMALL).replace("", None).astype(dict.fromkeys(("session_id", "agent_id", "sender"), "category"))

    assert repr(kpi_board(grouped, ORDERS)) == repr(kpi_board(table(*SMALL), ORDERS))


# The three views


def test_the_browser_gets_the_open_page_and_nobodys_name_but_the_agents():
    sent = KpiBoardWidget(small().sitting).view

    assert set(sent) == {"title", "pages", "page", "lead", "said", "heads", "rows", "blocks", "error", "ack"}
    assert sent["rows"][0] == {
        "name": "客服",
        "mark": "",
        "controls": [{"kind": "choice", "label": "客服", "options": ("全店", "小鹿", "阿灯"), "at": 0}],
    }
    assert set(sent["blocks"][0]["cards"][0]) == {"name", "value", "of", "mind", "target", "verdict"}
    for place in range(4):
        board = small()
        board.sitting.page = place
        assert "tb1" not in json.dumps(board_view(board.sitting), ensure_ascii=False)
        assert "tb1" not in repr(board)


def test_the_browser_turns_pages_and_picks_and_gets_an_answer_each_time():
    widget = KpiBoardWidget(small().sitting)

    widget._heard(widget, {"do": "turn", "n": 1, "page": DEFINITIONS})
    widget._heard(widget, {"do": "set", "n": 2, "row": 1, "place": 1, "to": 1})

    assert (widget.view["page"], widget.view["ack"], widget.view["error"]) == (DEFINITIONS, 2, "")
    assert widget.view["rows"][1]["controls"][1]["at"] == 1


@pytest.mark.parametrize(
    "message",
    [
        {"do": "turn", "page": 4},
        {"do": "turn", "page": "0"},
        {"do": "turn", "page": True},
        {"do": "set", "row": 9, "place": 0, "to": 0},
        {"do": "set", "row": 0, "place": 0, "to": 99},
        {"do": "set", "row": -1, "place": 0, "to": 0},
        {"do": "set", "row": 0, "place": 0, "to": "1"},
        {"do": "set", "row": 0, "place": 0, "to": None},
        {"do": "fly"},
        {},
    ],
)
def test_what_makes_no_sense_changes_nothing_but_the_error(message):
    for place in (NUMBERS, DEFINITIONS, SUPPOSED):
        widget = KpiBoardWidget(small().sitting)
        widget._sitting.page = place
        before = widget._view()
        if place == SUPPOSED and message.get("to") == 99:
            continue  # there it is a number of people

        widget._heard(widget, message | {"n": 5})

        assert widget.view["error"] == "收到的消息和看板对不上，请重新运行这个单元格再试。"
        assert {name: value for name, value in widget.view.items() if name not in {"error", "ack"}} == before


def test_the_text_has_all_pages_and_is_the_same_each_time():
    said = repr(kpi_board("直播夜"))

    assert all(f"— {name} —" in said for name in ("数字", "口径", "图", "如果"))
    assert said == repr(kpi_board("直播夜", view="text"))


def test_by_text_every_control_can_be_picked_by_its_name():
    board = small()

    for place in (NUMBERS, DEFINITIONS, SUPPOSED):
        for row in page(board.sitting, place).rows:
            for control in row.controls:
                to = control.options[-1] if hasattr(control, "options") else control.high
                board.pick(control.label, to)

    assert board.sitting.desk.people == 60
    assert board.sitting.definitions[1].day is not None
    with pytest.raises(AnswerError, match="看板上没有“乙：机器”这个开关。你是不是想写 乙：机器人？"):
        board.pick("乙：机器", "不算")
    with pytest.raises(AnswerError, match="“客服”里没有“阿登”。你是不是想写 阿灯？"):
        board.pick("客服", "阿登")


def test_the_plain_view_turns_pages_picks_and_draws():
    board = small()
    box = plain_board(board.sitting)
    _, pages, controls, _, shown = box.children
    assert "首响均值：20 秒" in shown.value

    pages.value = DEFINITIONS
    controls.children[3].value = 1
    assert "甲和乙有 2 处不同" in shown.value
    pages.value = PICTURES
    assert shown.value.count("<img ") == 4
    pages.value = SUPPOSED
    controls.children[0].value = 9

    assert "9 个人：" in shown.value
    assert shown.value.count("<img ") == 1


def test_a_board_records_nothing(home):
    board = small()
    board._repr_mimebundle_()
    board.pick("人数", 9)

    assert not home.exists() or not list(home.rglob("*.jsonl"))
