"""A typed reply judged in its chat: by what she said last, and by what the agent has on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from cs_training.core.judging.assessment import Assessment
from cs_training.core.judging.judge import Judge
from cs_training.core.playing.chat import Chat
from cs_training.core.reply import assess
from cs_training.core.scenario import Entry

LAST = 3  # messages of hers that a reply answers


def judged(text: str, chat: Chat, log: Sequence[Entry], *, judge: Judge) -> Assessment:
    """
    What is said of a reply.

    Args:
        log: Of the shift; only what the customer of this chat said counts.
    """
    shown = chat.scenario.facts.shown(chat.done)
    said = [one.text for one in log if one.chat == chat.id and one.kind == "says"]
    return assess(text, judge=judge, customer="\n".join(said[-LAST:]), facts=shown, scenario=chat.scenario.brief)
