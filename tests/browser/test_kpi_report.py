"""The KPI report in a browser: nothing to complain of for axe, nothing asked of the network, nothing sticking out."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner

from cs_training.cli import main

pytestmark = pytest.mark.browser
SMALL = Path(__file__).parent.parent / "cases/kpi_small"


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    file = tmp_path_factory.mktemp("report") / "报告.html"
    tables = [SMALL / "chat.csv", "--orders", SMALL / "orders.csv", "--ratings", SMALL / "ratings.csv"]
    words = ["kpi", *tables, "--by", "agent,day", "--report", file]
    assert CliRunner().invoke(main, [str(word) for word in words]).exit_code == 0
    return file.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_the_report_folded_or_open(page, report, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(report)
    assert _violations(page) == []

    for summary in page.locator("summary").all():
        summary.click()

    assert page.get_by_text("同一秒回的是 0 秒").is_visible()
    assert _violations(page) == []
    assert page.asked == [report]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_report_fits_a_phone_and_a_screen(page, report, width):
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(report)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_the_definitions_are_unfolded_and_the_ground_is_white(page, report):
    page.emulate_media(media="print", color_scheme="dark")

    page.goto(report)

    assert page.get_by_text("同一秒回的是 0 秒").bounding_box()["height"] > 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def _violations(page):
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found]
