"""Numbers and names as charts write them; nothing is rounded before it is written."""

from __future__ import annotations

import unicodedata


def share(value: float) -> str:
    """A share as per cent: 62.3%. What is not nothing is not written as 0%, nor what is not everything as 100%."""
    if value in {0, 1}:
        return f"{value:.0%}"
    if 0 < value < 0.0005:
        return "<0.1%"
    return ">99.9%" if 0.9995 <= value < 1 else f"{value:.1%}"


def goal(value: float) -> str:
    """A target as per cent: one sets it, so a round one is written round."""
    return f"{value * 100:.4g}%"


def number(value: float) -> str:
    """A number in full, one decimal if it has any: 1,204 or 3.5."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def brief(value: float) -> str:
    """A number for a narrow place: 128.5 万 for 1,284,600."""
    if value >= 1e8:
        return f"{number(round(value / 1e8, 1))} 亿"
    return f"{number(round(value / 1e4, 1))} 万" if value >= 1e5 else number(value)


def width(text: str) -> float:
    """About how many Chinese characters wide a text is."""
    return sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else 0.57 for one in text)


def short(text: str, most: float) -> str:
    """
    A name that fits; what is left out is the middle.

    Shop accounts begin alike (“shop: name”), and differ at the end.
    """
    if width(text) <= most:
        return text
    head, tail = text, ""
    while width(head) > most * 0.4:
        head = head[:-1]
    for one in reversed(text):
        if width(head + "…" + one + tail) > most:
            break
        tail = one + tail
    return f"{head}…{tail}"


def hours(every: list[int]) -> str:
    """Hours of the day, runs as a range: 0–7、23 点."""
    starts = [hour for hour in every if hour - 1 not in every]
    ends = [hour for hour in every if hour + 1 not in every]
    return "、".join(str(a) if a == b else f"{a}–{b}" for a, b in zip(starts, ends, strict=True)) + " 点"


def wrapped(text: str, most: float) -> list[str]:
    """A text as lines of at most so many Chinese characters; no line begins with a closing mark."""
    lines = [""]
    for one in text:
        if width(lines[-1] + one) > most and one not in "，。；：、）”？":
            lines.append("")
        lines[-1] += one
    return [line.strip() for line in lines if line.strip()]
