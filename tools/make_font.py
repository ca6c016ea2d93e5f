"""
Makes the Chinese font of our charts: a subset of Noto Sans SC, Regular, small enough to travel in the wheel.

For maintainers; learners never run it. It needs fonttools (the version below) and the wheel named below:

    pip download --no-deps pylopdf-fonts-zh-cn==0.1.1
    python tools/make_font.py pylopdf_fonts_zh_cn-0.1.1-py3-none-any.whl

The same wheel and the same fonttools give the same bytes. The licence beside the font, OFL.txt, is the file
LICENSE_FONT of the npm package @expo-google-fonts/noto-sans-sc 0.4.3, unchanged: it carries the copyright line. It
reserves the name “Source”, which the subset does not use.
"""
# ruff: noqa: INP001 -- a script, no module

from __future__ import annotations

import argparse
import hashlib
import io
import sys
import zipfile
from pathlib import Path

import fontTools  # type: ignore[import-untyped]
from fontTools import subset  # type: ignore[import-untyped]

WHEEL_SHA256 = "e2661ef3790cbe0f0f6aa5338b6859b7cd288ee75bc88cd4239c62cd025d4fb3"
FONTTOOLS = "4.68.0"
MEMBER = "pylopdf_fonts_zh_cn/NotoSansSC-Regular.otf"  # Noto Sans SC 2.004, one static weight
TARGET = Path(__file__).parent.parent / "cs_training/notebook/charts/font/NotoSansSC-GB2312.otf"

# Given names that GB2312 cannot write: agents have them, and charts name agents.
NAMES = (
    "喆玥翀堃祎昇珺琤玙璟垚骉赟晞旻旸玘玹珮珣琇璿瑀瑄瑢璠翃翾芃霂頔骦鹓龑曌犇羴燚堉堔妧姞姵婳媄嫄嬿孖峣崟彧惇愔昉昫昳晢晸暐曈杍棪橦沄沚洢"
    "洣洺浛浥淏渟湉湜溦澔濛炆烜焜燊爔玓玗玚玠玡玧珅珰琀琎琭琯琲瑆瑧瑱璘璪璱瓅睎矅祐禔禛竑缊翙翚翯莀蒁衎訚谞赪锜镕頫飏龢"
)
SYMBOLS = "−–—…·•×÷±≈≠≤≥‰¥￥€°←↑→↓✓√★☆■□●○◆◇▲△▼▽“”‘’"  # what GB2312 lacks of them, and a few it has


def characters() -> set[str]:
    """Every character that the subset can write."""
    gb2312 = {_gb2312(row, cell) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF)} - {""}
    latin = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100))}
    full_width = {chr(code) for code in range(0xFF01, 0xFF5F)}
    circled = {chr(code) for code in range(0x2460, 0x2474)}  # ①–⑳
    return gb2312 | latin | full_width | circled | set(NAMES + SYMBOLS)


def _gb2312(row: int, cell: int) -> str:
    return bytes((row, cell)).decode("gb2312", errors="ignore")


def make(font: bytes) -> bytes:
    """The subset of a font: outlines as they were, without hints and layout features, and without today's date."""
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = ["*"]  # copyright and licence stay in the font
    options.notdef_outline = True
    options.recalc_timestamp = False  # the date of the source font: nothing of the day it was cut
    options.drop_tables += [
        "DSIG",
        "BASE",
        "VORG",
        "vhea",
        "vmtx",
        "GPOS",
        "GSUB",
    ]  # the signature of other bytes; vertical text; layout
    cut = subset.load_font(io.BytesIO(font), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(one) for one in characters()])
    cutter.subset(cut)
    out = io.BytesIO()
    subset.save_font(cut, out, options)
    return out.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path, help="pylopdf_fonts_zh_cn-0.1.1-py3-none-any.whl")
    wheel = parser.parse_args().wheel.read_bytes()
    if hashlib.sha256(wheel).hexdigest() != WHEEL_SHA256:
        sys.exit("This is not the wheel that the docstring names: its sha256 differs.")
    if fontTools.version != FONTTOOLS:
        sys.exit(f"The bytes were made with fonttools {FONTTOOLS}; this is {fontTools.version}.")
    with zipfile.ZipFile(io.BytesIO(wheel)) as files:
        TARGET.write_bytes(make(files.read(MEMBER)))


if __name__ == "__main__":
    main()
