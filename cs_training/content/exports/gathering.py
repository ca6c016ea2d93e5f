"""Chunks put together again: in memory with each name held once, or on the disk."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cs_training.content.exports.cells import SENDERS
from cs_training.errors import ExportError

_IDS = ("session_id", "agent_id", "buyer_id", "shop")
_UNUSED = ("text", "key2")  # what was said is in the key, as far as figures need it


def gathered(chunks: Iterable[Any]) -> Any:
    """One pandas frame of all chunks, its names as categories: a month of a large shop fits into a laptop."""
    import pandas as pd

    # A category can only become what is one: any sender, and “nobody”.
    numbers: dict[str, dict[str, int]] = {name: {"": 0} for name in _IDS}
    numbers["sender"] = {sender: number for number, sender in enumerate(SENDERS)}
    parts = []
    for chunk in chunks:
        part = chunk.drop(columns=list(_UNUSED))
        for name in part.columns.intersection(list(numbers)):
            part[name] = _numbered(part[name], numbers[name])
        parts.append(part)
    frame = pd.concat(parts, ignore_index=True)
    for name in frame.columns.intersection(list(numbers)):
        known = numbers[name]
        frame[name] = pd.Categorical.from_codes(frame[name], categories=pd.Index(list(known), dtype=object))
    return frame


def _numbered(names: Any, known: dict[str, int]) -> Any:
    import numpy as np
    import pandas as pd

    codes, new = pd.factorize(names)
    places = np.fromiter((known.setdefault(name, len(known)) for name in new), dtype=np.int64, count=len(new))
    return places[codes]


def written(chunks: Iterable[Any], path: Path) -> None:
    """
    A Parquet file of all chunks, one after the other.

    Raises:
        ExportError: PyArrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise ExportError('这个引擎要先装 pyarrow：pip install "cs-training[scale]"，或者不写 --engine。') from None
    writer = None
    try:
        for chunk in chunks:
            table = pa.Table.from_pandas(chunk.drop(columns=[*_UNUSED, "automatic"]), preserve_index=False)
            writer = writer or parquet.ParquetWriter(path, table.schema)
            writer.write_table(table)
    finally:
        if writer:
            writer.close()
