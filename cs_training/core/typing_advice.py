"""The one thing to change next: from a round of typed lines to a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from cs_training.core.typing_drill import Judged, Summary
from cs_training.core.typing_slips import Kind, Slip

_HABITS: dict[Kind, str] = {
    "number": "数字打完先停一秒，和订单对一遍再发",
    "sound": "选词前看一眼候选；整词一起打（“账单”“再来”），比一个字一个字挑准",
    "wrong": "打完一个逗号，回头看这半句再往下打",
    "missing": "漏字多半在赶：眼睛跟着屏幕上的字走，每打完半句看一眼",
    "extra": "多字多半是重复上屏：提交候选词后看一眼光标前面再打",
    "mark": "逗号、句号跟着半句话一起打，不要留到最后补",
    "width": "输入法切到中文标点；金额和单号里的数字用半角",
}


def advice(lines: Sequence[Judged], whole: Summary, *, level: int, speed: float, accuracy: float) -> str:
    """
    One concrete piece of advice.

    Args:
        lines: The round's lines.
        whole: The same together.
        level: Of the round.
        speed: The shop's target, characters a minute.
        accuracy: The shop's target, 0–1.
    """
    numbers = [slip for one in lines for slip in one.slips if slip.kind == "number"]
    if numbers:
        return f"先管数字：{_said(numbers[0])}。{_HABITS['number']}。"
    if whole.accuracy < accuracy:
        kind = next(iter(whole.slips))
        first = next(slip for one in lines for slip in one.slips if slip.kind == kind)
        return f"先准后快：{_said(first)}。{_HABITS[kind]}。"
    return _with_phrases(whole) if level == 3 else _faster(whole, level, speed)


def _with_phrases(whole: Summary) -> str:
    if not whole.inserted:
        return "这一轮一条短语也没用。按 / 打短语键（比如 cfh），回车插入，再把花括号里的空填上。"
    if whole.saved is not None and whole.saved < 0:
        return "短语反而慢了：多半慢在找。记住最常用的五条键，不看列表直接打键回车。"
    return "短语用对了。下一步把常用的键背下来；插入之后，空填得对比快要紧。"


def _faster(whole: Summary, level: int, speed: float) -> str:
    if whole.net is None:
        return "字打对了。要看速度，在能显示控件的 JupyterLab 里打同一关。"
    if not whole.counts:
        return "有的行没量到可信的时间，这一轮的速度不作数。再打一轮，一个字一个字自己打。"
    if whole.deletions is not None and whole.deletions * 10 > whole.typed:
        return f"退格删了 {whole.deletions} 个字。放慢一点点，整词打，改的时间就省下来了。"
    if whole.net < speed and whole.pause is not None and whole.pause >= 3:
        return f"最长停了 {whole.pause:.1f} 秒。打之前先把整行看一遍，生词想好怎么拼再动手。"
    if whole.net < speed:
        return f"字是准的，离 {speed:g} 字/分还差 {speed - whole.net:.0f}。按整词、半句上屏，不要一个字一个字选。"
    return f"又准又快，去第 {level + 1} 关：drill({level + 1})。"


def _said(slip: Slip) -> str:
    if not slip.got:
        return f"“{slip.want}”漏打了"
    return f"“{slip.want}”打成了“{slip.got}”" if slip.want else f"多打了“{slip.got}”"
