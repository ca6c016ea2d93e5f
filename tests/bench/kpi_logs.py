"""
The logs that are measured: the practice shop's month (docs/practice-data.md) with a real export's mess, as Parquet.

Written day by day, so 20 million messages need no more memory than the busiest day. Ids and texts are plain strings,
as in other people's exports, and what people write is numbered: the generator knows 1,400 sentences, customers more.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SEED = 46


def write_log(messages: int, path: Path) -> None:
    """Writes about that many messages; 0.5 % of the rows stand twice and 3 % are out of order."""
    import pyarrow as pa
    from pyarrow import parquet

    moment = pa.timestamp("us", tz="Asia/Shanghai")
    names = ("session_id", "agent_id", "buyer_id", "ts", "sender", "text")
    plain = pa.schema([(name, moment if name == "ts" else pa.string()) for name in names])
    unfinished = path.with_suffix(".part")
    with parquet.ParquetWriter(unfinished, plain, compression="zstd") as file:
        for day in _days(messages):
            file.write_table(pa.Table.from_pandas(day, preserve_index=False).cast(plain))
    unfinished.rename(path)


def _days(messages: int) -> Iterator[Any]:
    from cs_training.content.practice_house import practice_house
    from cs_training.core.synth import days
    from cs_training.core.synthesis.mess import messed

    for day in days(messages=messages, seed=SEED, house=practice_house()):
        table = day.messages
        numbered = table["text"].astype("str") + table.index.astype("str")
        people = table["sender"].isin(["buyer", "agent"])
        yield messed(table.assign(text=table["text"].astype("str").where(~people, numbered)), SEED)


if __name__ == "__main__":
    write_log(int(sys.argv[1]), Path(sys.argv[2]))
