"""A real JupyterLab, started as a learner starts it, and a real Chromium."""

import os
from contextlib import suppress

import pytest

from browser.driving import CHROMIUM, a_browser, a_running_course


def pytest_collection_modifyitems(items):
    missing = None
    if not CHROMIUM:
        missing = "Chromium is not installed"
    else:
        with suppress(ImportError):
            import playwright  # noqa: F401

            return
        missing = "playwright is not installed"
    if os.environ.get("CI") == "true":
        pytest.exit(f"browser tests may not be skipped in CI, but {missing}", returncode=1)
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(pytest.mark.skip(reason=missing))


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    with a_running_course(tmp_path_factory.mktemp("learner")) as running:
        yield running


@pytest.fixture(scope="session")
def chromium():
    with a_browser() as browser:
        yield browser


@pytest.fixture
def page(chromium):
    """A fresh browser window; what it asks of the network is kept in ``page.asked``."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.set_default_timeout(60_000)  # CI machines are slow and busy
    yield page
    context.close()
