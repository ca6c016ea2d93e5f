"""Where the bars of a timeline stand, and what they say."""

from datetime import date
from xml.etree import ElementTree as ET

from cs_training.core.rulebook import Rule, Version
from cs_training.notebook.timeline import LEFT, RIGHT, WIDTH, alternative, spans, timeline

TODAY = date(2026, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"


def rule(*starts, ended=""):
    versions = tuple(Version(start=start, says="说", cites="第 1 条", confidence="A") for start in starts)
    fields = {"id": "R-1", "title": "规则", "topic": "returns", "platform": "law", "decides": True, "picked_by": ()}
    fields |= {"checked": "2026-11-22", "who": "谁", "conditions": (), "versions": versions, "ended": ended}
    return Rule(**fields)


def bars(*rules):
    picture = ET.fromstring(timeline(rules, TODAY))
    return [(float(bar.get("x")), float(bar.get("width"))) for bar in picture.iter(f"{SVG}rect")]


def years(*rules):
    picture = ET.fromstring(timeline(rules, TODAY))
    return [int(text.text) for text in picture.iter(f"{SVG}text") if text.get("text-anchor") == "middle"]


def states(one):
    return [span.state for span in spans(one, TODAY)]


def test_a_version_is_over_in_force_or_to_come():
    assert states(rule("2024-01-01", "2026-11-22")) == ["已失效", "现行"]
    assert states(rule("2024-01-01", "2026-11-23")) == ["现行", "将施行"]
    assert states(rule("2024-01-01", ended="2026-11-22")) == ["现行"]
    assert states(rule("2024-01-01", ended="2026-11-21")) == ["已失效"]


def test_versions_are_told_from_the_oldest_with_their_days():
    one = rule("2025-01-01", "2024-01-01")

    assert [str(span) for span in spans(one, TODAY)] == [
        "2024-01-01 至 2024-12-31（已失效）",
        "2025-01-01 起（现行）",
    ]
    assert alternative([one], TODAY).startswith("时间线。规则（R-1）：2024-01-01 至 2024-12-31（已失效）；")
    assert "没有收录版本" in alternative([rule()], TODAY)
    assert timeline([rule()], TODAY) == ""


def test_an_open_bar_reaches_the_right_edge_and_the_first_starts_at_the_year():
    [(x, width), (later, rest)] = bars(rule("2024-01-01", "2025-01-01"))

    assert x == LEFT
    assert round(later + rest, 1) == WIDTH - RIGHT
    assert LEFT < x + width <= later


def test_a_bar_that_ended_stops_before_the_right_edge():
    [(x, width)] = bars(rule("2024-01-01", ended="2025-01-01"))

    assert x + width < (LEFT + WIDTH - RIGHT) / 2 + 60


def test_a_bar_of_a_day_can_be_seen():
    assert bars(rule("2014-01-01", "2014-01-02"))[0][1] == 4.0


def test_years_stand_on_the_axis_and_not_too_many_of_them():
    assert years(rule("2024-05-01"))[0] == 2024
    assert set(years(rule("2024-05-01"))) >= {2024, 2025, 2026}
    assert len(years(rule("1990-05-01"))) <= 8
    assert years(rule("1990-05-01"))[0] == 1990


def test_rules_share_one_axis():
    first, second = rule("2020-01-01"), rule("2025-01-01")

    assert bars(first, second)[0][0] == bars(first)[0][0]
    assert bars(first, second)[1][0] > bars(second)[0][0]
