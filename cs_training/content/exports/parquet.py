"""A Parquet file, some records at a time; all values are written out as text, so that they are checked like others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cs_training.content.exports.batch import CHUNK, Batch, Progress, Wanted
from cs_training.content.exports.tally import Tally
from cs_training.errors import ExportError


def batches(path: Path, *, wanted: Wanted, tally: Tally, progress: Progress) -> Iterator[Batch]:
    """
    The records of a file; the “line” of one is its number from 1, as a Parquet file has no header line.

    Raises:
        ExportError: PyArrow is not installed, the file is damaged, or its columns are not those that are wanted.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise ExportError(
            f'{tally.file} 是 Parquet 文件，读它要先装 pyarrow：pip install "cs-training[scale]"，或者改用 CSV。'
        ) from None
    try:
        with parquet.ParquetFile(path) as file:
            names = file.schema_arrow.names
            fields = {field: names[place] for field, place in wanted.places(names, tally.file).items()}
            number, size = 0, file.metadata.num_rows
            for part in file.iter_batches(batch_size=CHUNK, columns=list(fields.values())):
                cells = {field: _texts(part.column(name), pa) for field, name in fields.items()}
                rows = range(number, number + part.num_rows)
                yield Batch(rows, range(number + 1, number + 1 + part.num_rows), cells)
                number += part.num_rows
                progress(number / max(size, 1))
    except (pa.ArrowException, OSError):
        raise ExportError(f"{tally.file} 不是完整的 Parquet 文件，或有一列不是文字、数字、时间。请重新导出。") from None


def _texts(column: Any, pa: Any) -> list[str]:
    texts: list[str] = column.cast(pa.string()).fill_null("").to_pylist()
    return texts
