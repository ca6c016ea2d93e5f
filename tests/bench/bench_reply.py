"""
Judging replies: how many a second, how long one takes, how time grows with length, what it costs a kernel.

Nothing is asserted: machines are noisy. In the same run the same texts go through scikit-learn's own pipeline of the
same kind (character n-grams, logistic regression for six labels and no explanation), the way most would build it.

    python tests/bench/bench_reply.py [--rounds 5]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence

from cs_training.content.bank import open_bank
from cs_training.core.judging.judge import Judge
from cs_training.core.reply import assess
from cs_training.grading.judge_corpus import Row, read_rows

KERNEL = """
import time
start = time.perf_counter()
from cs_training.content.bank import open_bank
from cs_training.core.reply import assess
judge = open_bank().judge
ready = time.perf_counter()
assess("您好，我来查。", judge=judge)
print((ready - start) * 1000, (time.perf_counter() - ready) * 1000)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    judge, rows = open_bank().judge, read_rows("test")
    single = timed(lambda: [judged(row, judge) for row in rows], rounds) / len(rows)
    each = sorted(timed(lambda row=row: judged(row, judge), 3) * 1000 for row in rows)
    median, most = statistics.median(each), each[int(len(each) * 0.95)]
    print(f"one reply: median {median:.2f} ms, 95 % {most:.2f} ms, longest {each[-1]:.1f} ms ({len(rows)} replies)")
    print(f"replies a second on one core: {1 / single:,.0f}")
    one, batch = peer([row.reply for row in rows], [row.final.labels["solution"] for row in rows], rounds)
    print(f"scikit-learn, six labels without evidence: one by one {1 / one:,.0f} a second, in a batch {1 / batch:,.0f}")
    print(
        f"ours takes {single / one:.2f} times as long as scikit-learn one by one, {single / batch:.1f} times its batch"
    )
    for times in (1, 4, 16, 64):
        text = (rows[0].reply + "。") * times
        took = timed(lambda text=text: assess(text, judge=judge), rounds) * 1000
        print(f"  {len(text):>6} characters: {took:8.1f} ms, {took / len(text) * 1000:.1f} µs a character")
    print(f"memory of the judge: {memory(rows) / 2**20:.0f} MiB")
    print("a fresh kernel: judge ready after {:.0f} ms, first reply after {:.0f} ms more".format(*kernel(rounds)))


def judged(row: Row, judge: Judge) -> object:
    return assess(row.reply, judge=judge, customer=row.customer, facts=row.facts, scenario=row.scenario)


def timed(work: Callable[[], object], rounds: int) -> float:
    """Median seconds of so many runs."""
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def peer(texts: Sequence[str], truth: Sequence[bool], rounds: int) -> tuple[float, float]:
    """Seconds a text takes in scikit-learn, one by one and in a batch, for six labels."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multioutput import MultiOutputClassifier

    words = CountVectorizer(analyzer="char", ngram_range=(1, 3), binary=True)
    model = MultiOutputClassifier(LogisticRegression(solver="liblinear")).fit(
        words.fit_transform(texts), [[one] * 6 for one in truth]
    )
    one = timed(lambda: [model.predict_proba(words.transform([text])) for text in texts[:50]], rounds) / 50
    batch = timed(lambda: model.predict_proba(words.transform(texts)), rounds) / len(texts)
    return one, batch


def memory(rows: Sequence[Row]) -> int:
    """Bytes that a judge takes once it has judged."""
    tracemalloc.start()
    judge = open_bank.__wrapped__().judge
    for row in rows[:20]:
        judged(row, judge)
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return taken


def kernel(rounds: int) -> tuple[float, float]:
    """Median milliseconds until the judge is there, and until its first reply."""
    runs = [
        subprocess.run([sys.executable, "-c", KERNEL], capture_output=True, text=True, check=True).stdout.split()
        for _ in range(rounds)
    ]
    return statistics.median(float(run[0]) for run in runs), statistics.median(float(run[1]) for run in runs)


if __name__ == "__main__":
    main()
