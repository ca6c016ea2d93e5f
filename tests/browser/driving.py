"""A learner's course running for real, and what a person does in it, as verbs."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
TOKEN = "course"


@dataclass
class Course:
    """A running course: its address, and the learner's folders."""

    url: str
    workspace: Path
    home: Path
    attempts: Path = field(init=False)

    def __post_init__(self):
        self.attempts = self.home / "attempts.jsonl"

    def lesson(self, name):
        return f"{self.url}/lab/tree/{name}?token={TOKEN}&reset"

    def set(self, plugin, **setting):
        """Changes a setting of JupyterLab, as its settings page would."""
        path = self.workspace / ".cs-training/lab/@jupyterlab" / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(setting), encoding="utf-8")

    def recorded(self):
        return len(self.attempts.read_text(encoding="utf-8").splitlines()) if self.attempts.exists() else 0


@contextmanager
def a_running_course(folder):
    """The course started by its own command, on a learner's empty folders."""
    port = _free_port()
    running = Course(f"http://127.0.0.1:{port}", folder / "course", folder / "home")
    # COURSE_PYTHON: a learner's environment, which has less in it than the one that runs the tests.
    python = os.environ.get("COURSE_PYTHON", sys.executable)
    command = [python, "-m", "cs_training.cli", "start", "--no-browser", "--port", str(port)]
    environment = os.environ | {"CS_TRAINING_HOME": str(running.home), "JUPYTER_TOKEN": TOKEN}
    with (folder / "lab.log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "--workspace", str(running.workspace)], env=environment, stdout=log, stderr=log
        )
        try:
            _wait_until_up(running.url, server)
            yield running
        finally:
            _stop(server, running.url)


@contextmanager
def a_browser():
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*quiet, "--disable-sync", "--no-first-run"]
        )
        yield browser
        browser.close()


def open_lesson(page, course, name):
    """Opens a lesson and waits until its kernel is idle (a run pressed earlier is silently lost)."""
    page.goto(course.lesson(name))
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    wait_for_kernel(page)


def wait_for_kernel(page):
    page.locator("#jp-main-statusbar").get_by_text("| 空闲").wait_for()


def run(page, text):
    """Runs the code cell that holds a text: click, Shift+Enter. Returns its output."""
    cell = code_cell(page, text)
    cell.scroll_into_view_if_needed()
    cell.locator(".cm-content").click()
    cell.locator(".cm-editor.cm-focused").wait_for()
    page.keyboard.press("Shift+Enter")
    return cell.locator(".jp-Cell-outputArea")


def code_cell(page, text):
    return page.locator(".jp-CodeCell").filter(has=page.locator(".cm-content", has_text=text)).first


def quiz(page, text):
    """The widget under the code cell that holds a text."""
    return code_cell(page, text).locator(".cst-quiz")


def rest(course, path, method="GET"):
    """Asks the server's own interface, as JupyterLab does."""
    request = urllib.request.Request(f"{course.url}/api/{path}?token={TOKEN}", method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.loads(answer.read() or b"null")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_up(url, server, seconds=90):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert server.poll() is None, "JupyterLab stopped while starting"
        with suppress(OSError):
            urllib.request.urlopen(f"{url}/api?token={TOKEN}", timeout=2).close()
            return
        time.sleep(0.3)
    raise AssertionError(f"JupyterLab did not answer within {seconds} s")


def _stop(server, url):
    request = urllib.request.Request(f"{url}/api/shutdown?token={TOKEN}", method="POST")
    with suppress(OSError):
        urllib.request.urlopen(request, timeout=5).close()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
