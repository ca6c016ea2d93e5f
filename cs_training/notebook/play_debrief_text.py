"""The debrief of a simulated shift as plain text, from the same JSON that the widget draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]
_QUIET = ("over", "rated", "bought")  # said in the heading already


def debrief_text(debrief: Json) -> str:
    """All of it: each chat line by line, what would have been better, and the figures."""
    lines = ["复盘", debrief["words"]]
    if debrief["passed"] is not None:
        lines.append("测验通过了。" if debrief["passed"] else "测验这次没通过。")
    for number, chat in enumerate(debrief["chats"], 1):
        lines += ["", *_chat(chat, number)]
    return "\n".join([*lines, "", *_card(debrief)])


def _chat(chat: Json, number: int) -> Iterator[str]:
    yield heading(chat, number)
    before: Json | None = None
    for row in chat["timeline"]:
        if row["kind"] not in _QUIET:
            yield f"  {row['atText']}  {row['who']}：{_flat(row['text'])}{_moved(row, before)}"
            yield from (f"            {remark}" for remark in _of_row(row))
        before = row
    yield from _better(chat)
    yield from _listed(chat)


def heading(chat: Json, number: int) -> str:
    """A chat in a line: who, what about, how it came out, and how an expert does."""
    stars = f"，顾客打了 {chat['stars']} 星" if chat["stars"] else "，顾客没打分"
    bought = "，下单了" if chat["bought"] else ""
    expert = f"；老手同一班里：{chat['expert']['end']}，{chat['expert']['score']} 分" if chat["expert"] else ""
    return f"{number}. {chat['name']} · {chat['title']}：{chat['end']}，{chat['score']} 分{stars}{bought}{expert}"


def _moved(row: Json, before: Json | None) -> str:
    """Her state, where it has changed."""
    if before and (before["anger"], before["trust"]) == (row["anger"], row["trust"]):
        return ""
    hides = f"（看着只有 {row['shown']}）" if row["shown"] < row["anger"] else ""
    return f"  〔火气 {row['anger']}{hides}，信任 {row['trust']}〕"


def _of_row(row: Json) -> Iterator[str]:
    yield from (f"! {remark}" for remark in row["remarks"])
    if row["labels"] or row["lacks"]:
        yield f"六项：有 {'、'.join(row['labels']) or '—'}；没有 {'、'.join(row['lacks']) or '—'}"
    if row["points"]:
        yield f"✓ 说到了：{'、'.join(row['points'])}"
    for name, given, words, reason in row["evidence"] or ():
        quoted = f"（{'；'.join(f'“{one}”' for one in words)}）" if words else ""
        yield f"  {'✓' if given else '✗'} {name}：{reason}{quoted}"
    if row["why"]:
        yield row["why"]


def _better(chat: Json) -> Iterator[str]:
    if chat["best"]:
        yield "  换个做法会更好的地方"
    for one in chat["best"]:
        yield f"  · {one['atText']}  顾客说：{_flat(' / '.join(one['says']))}"
        yield f"      你：{one['yours']}"
        if one["yoursWhy"] or one["wait"]:
            yield f"      {one['yoursWhy']}{one['wait']}"
        yield f"      可以：{one['better']}"
        yield f"      {one['why']}{one['gain']}"


def _listed(chat: Json) -> Iterator[str]:
    yield from (f"  ✓ 做到了：{says}" for says in chat["kept"])
    yield from (f"  ✗ 没做到：{says}" for says in chat["missed"])
    yield from (f"  ✗ 不该做的做了：{says}" for says in chat["forbidden"])
    for card in chat["facts"]:
        yield f"  可以查没有查：{card['name']}"
        yield from (f"      {line}" for line in card["lines"])
    for hidden in chat["hidden"]:
        yield f"  只有顾客知道的：{hidden['means']}（{'顾客说了' if hidden['told'] else '没有问出来'}）"
    if chat["ticketLacks"]:
        yield f"  工单里还差：{'、'.join(chat['ticketLacks'])}"
    yield f"  顾客的脾气：{_flat(chat['arc'])}"
    yield from (f"  {line.strip()}" for line in chat["debrief"].splitlines())


def _card(debrief: Json) -> Iterator[str]:
    yield "这一班的数"
    if debrief["card"] is None:
        yield f"  {debrief['cardWhy']}"
        return
    for row in debrief["card"]["rows"]:
        said = "，".join(filter(None, (row["value"], row["target"], row["verdict"])))
        yield f"  {row['label']}：{said}（{row['note']}）"
    yield f"  {debrief['card']['note']}"


def _flat(text: str) -> str:
    return " / ".join(text.split("\n"))
