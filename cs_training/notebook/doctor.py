"""Says what is wrong with this environment, and how to mend it."""

from __future__ import annotations

import json
import shutil
import sys
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from cs_training.content.bank import open_bank
from cs_training.errors import TrainingError
from cs_training.notebook.lesson import read_lessons
from cs_training.notebook.sitting import attempt_log

ENOUGH_DISK = 200 * 1024**2


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; ``cure`` is empty where all is well."""

    what: str
    says: str
    cure: str = ""


def examine() -> Iterator[Finding]:
    """Looks at one thing after another; the findings come as they are made."""
    for look in (_python, _packages, _chinese, _widgets, _kernel, _records, _disk, _content, _browser):
        try:
            yield look()
        except ImportError as missing:
            yield Finding("依赖", f"缺 {missing.name}", "在课程文件夹里运行 python start.py，它会补齐。")


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    encoding = sys.getfilesystemencoding()
    if encoding.lower() != "utf-8":
        return Finding("Python", f"{version}，文件名编码是 {encoding}", "设置环境变量 PYTHONUTF8=1 后重开终端。")
    return Finding("Python", f"{version}({sys.executable})")


def _packages() -> Finding:
    # packaging comes with JupyterLab; if even that is missing, the import says so.
    from packaging.requirements import Requirement

    wrong = []
    for line in metadata.requires("cs-training") or []:
        need = Requirement(line)
        if need.marker and not need.marker.evaluate({"extra": ""}):
            continue
        try:
            have = metadata.version(need.name)
        except metadata.PackageNotFoundError:
            wrong.append(f"缺 {need.name}")
            continue
        if not need.specifier.contains(have, prereleases=True):
            wrong.append(f"{need.name} 是 {have}，要 {need.specifier}")
    if wrong:
        return Finding("依赖", ";".join(wrong), "在课程文件夹里运行 python start.py，它会补齐。")
    return Finding("依赖", "齐全")


def _chinese() -> Finding:
    try:
        lab, pack = metadata.version("jupyterlab"), metadata.version("jupyterlab-language-pack-zh-CN")
    except metadata.PackageNotFoundError as missing:
        return Finding("中文界面", f"缺 {missing}", "在课程文件夹里运行 python start.py，它会补齐。")
    if lab.split(".")[:2] != pack.split(".")[:2]:
        return Finding(
            "中文界面", f"JupyterLab {lab} 配语言包 {pack}，会漏翻", "两个都用同一个 4.x：python start.py 会装对。"
        )
    return Finding("中文界面", f"JupyterLab {lab}，语言包 {pack}")


def _widgets() -> Finding:
    folder = Path(sys.prefix) / "share/jupyter/labextensions"
    missing = [
        n for n in ("@jupyter-widgets/jupyterlab-manager", "anywidget") if not (folder / n / "package.json").exists()
    ]
    if missing:
        return Finding("题目控件", f"JupyterLab 里没有 {'、'.join(missing)}", "重装：python start.py --fresh。")
    return Finding("题目控件", "已装进 JupyterLab")


def _kernel() -> Finding:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        spec = KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        return Finding("内核", "没有 python3 内核", "重装：python start.py --fresh。")
    program = spec.argv[0]
    if program not in ("python", "python3", sys.executable):
        says = f"python3 内核用的是 {program}，不是课程的 Python"
        return Finding("内核", says, "用 cs-training start 打开课程，它会优先用自己的内核。")
    return Finding("内核", "python3，用课程自己的 Python")


def _records() -> Finding:
    log = attempt_log()
    try:
        damaged = log.damage()
        log.append()
    except TrainingError as error:
        return Finding("学习记录", str(log.path), str(error))
    if damaged:
        lines = "、".join(map(str, damaged[:5]))
        return Finding(
            "学习记录", f"{log.path} 第 {lines} 行读不出", "其他行不受影响，可以照常学。要留证就先复制一份这个文件。"
        )
    return Finding("学习记录", f"{log.path}，能读能写")


def _disk() -> Finding:
    place = attempt_log().path
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    says = f"还剩 {free / 1024**3:.1f} GB"
    return Finding("磁盘", says, "" if free > ENOUGH_DISK else "快满了，作答可能记不下来。清出一些空间。")


def _content() -> Finding:
    try:
        return Finding("课程内容", f"{len(read_lessons())} 课，{len(open_bank().question_ids())} 道题")
    except (TrainingError, json.JSONDecodeError, OSError) as error:
        return Finding("课程内容", "读不出来", f"{error}\n运行 cs-training check 看全部问题。")


def _browser() -> Finding:
    try:
        webbrowser.get()
    except webbrowser.Error:
        return Finding(
            "浏览器", "没找到", "装一个浏览器；或用 cs-training start --no-browser，把地址复制到别的浏览器。"
        )
    return Finding("浏览器", "有")
