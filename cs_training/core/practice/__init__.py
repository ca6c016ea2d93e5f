"""
Practice cases without end: seven topics, three levels, the same case for the same number.

The way in: :func:`practice_case`, :func:`parts`, :func:`mark_parts`, :func:`plain_answer`.
"""

from cs_training.core.practice.asking import Part, mark_parts, parts
from cs_training.core.practice.catalogue import TOPICS, PracticeCase, Topic, practice_case
from cs_training.core.practice.replying import plain_answer
from cs_training.core.practice.story import Goods

__all__ = ["TOPICS", "Goods", "Part", "PracticeCase", "Topic", "mark_parts", "parts", "plain_answer", "practice_case"]
