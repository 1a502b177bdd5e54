#!/usr/bin/env python3
"""Scores CSV and Parquet files by a model file of VaeMl, on a Dask cluster or on this machine's cores.

A partition is a Parquet file, or a range of a CSV file (UTF-8, with a header) cut at line ends. Each becomes a CSV file in OUTPUT: the row's number
within the partition, from 1, the columns to keep, and the scores. Its name holds the byte at which the partition begins, and a digest of the input's
path, size and time of change, the range, the columns and the model. It appears when it is whole, so that a partition done twice replaces its own
file, and a rerun with --resume leaves out what is done. Results of anything else in OUTPUT are an error. All machines must see the files under the
same paths, and only one run at a time may write to OUTPUT.

Where a cell with a line break is cut, the partition that it begins in is an error; --partition-bytes 0 leaves files whole.
"""
import argparse
import csv
import hashlib
import io
import os
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from distributed import Client, as_completed

import vaeml_scoring


@dataclass(frozen=True)
class Partition:
    """A range of bytes of a file that had that size and time of change when the run was started."""
    path: str
    start: int
    end: int
    size: int
    changed: int

    def __str__(self):
        return self.path if self.end - self.start == self.size else f"{self.path}, bytes {self.start} to {self.end}"

    def target(self, folder, *facts):
        """The file of its scores, which depend on further facts."""
        digest = hashlib.sha256(repr((self, facts)).encode()).hexdigest()
        return Path(folder, f"{Path(self.path).stem}-{self.start:015}-{digest[:16]}.csv")

    def read(self, columns, separator):
        """Its rows as a frame; cells of CSV are text."""
        if self.path.endswith(".parquet"):
            return pd.read_parquet(self.path, columns=columns, dtype_backend="numpy_nullable")
        with open(self.path, "rb") as file:
            text = file.readline()
            if self.start > file.tell():  # A line belongs to the range in which it begins.
                file.seek(self.start - 1)
                file.readline()
            if file.tell() < self.end:
                text += file.read(self.end - file.tell())
                text += b"" if text.endswith(b"\n") else file.readline()
        lines, rows = csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=separator, strict=True), []
        try:
            header = [name.strip() for name in next(lines, [])]
            for cells in filter(None, lines):
                if len(cells) != len(header):
                    raise csv.Error(f"{len(cells)} cells where the header has {len(header)}")
                rows.append(cells)
        except csv.Error as error:
            raise ValueError(f"row {len(rows) + 1}: {error}; if a cell with a line break was cut here, take --partition-bytes 0") from None
        return pd.DataFrame(rows, columns=header, dtype=object)


def partitions(path, most):
    """A file's partitions, of so many bytes at most if it is CSV; 0 for any number."""
    path, status = os.path.abspath(path), os.stat(path)
    step = most if most and not path.endswith(".parquet") else status.st_size
    return [Partition(path, start, min(start + step, status.st_size), status.st_size, status.st_mtime_ns)
            for start in range(0, status.st_size, step or 1)]


def score(partition, target, model, digest, keep, separator):
    """Scores a partition into a file, on a worker. Returns the number of rows."""
    model = vaeml_scoring.load(model, digest)
    frame = partition.read([*dict.fromkeys([*model.columns, *keep])], separator)
    status = os.stat(partition.path)
    if (status.st_size, status.st_mtime_ns) != (partition.size, partition.changed):
        raise ValueError("the file has changed since the run was started")
    result = pd.DataFrame({"Row": np.arange(1, len(frame) + 1)}, index=frame.index)
    for name in keep:
        result[name] = vaeml_scoring.only(frame, name).astype(object).where(lambda cells: cells.notna(), "")
    for name, values in model.score(frame).items():
        result[name] = np.where(values, "true", "false") if values.dtype == bool else values
    temporary = target.with_name(f".{target.name}.{uuid.uuid4().hex}.tmp")
    try:
        with open(temporary, "w", encoding="utf-8", newline="") as file:
            result.to_csv(file, index=False, na_rep="NaN", lineterminator="\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)
    return len(frame)


def sweep(folder):
    """Removes what killed workers left."""
    for left in Path(folder).glob(".*.csv.*.tmp"):
        left.unlink(missing_ok=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", metavar="MODEL")
    parser.add_argument("output", metavar="OUTPUT", help="folder of the results")
    parser.add_argument("inputs", metavar="INPUT", nargs="+", help=".parquet (which needs pyarrow or fastparquet), or CSV")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="tcp://host:8786; without it, processes on this machine")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), metavar="N", help="how many of these (%(default)s)")
    parser.add_argument("--partition-bytes", type=int, default=1 << 24, metavar="N", help="length of CSV's ranges (%(default)s); 0: whole files")
    parser.add_argument("--keep", action="append", default=[], metavar="COLUMN", help="column to copy beside the scores; may be given again")
    parser.add_argument("--separator", default=",", help="of CSV")
    parser.add_argument("--resume", action="store_true", help="leave out partitions that are done")
    options = parser.parse_args()
    model, output, keep = os.path.abspath(options.model), os.path.abspath(options.output), options.keep
    content = Path(model).read_bytes()
    facts = {"digest": hashlib.sha256(content).hexdigest(), "keep": keep, "separator": options.separator}
    taken = [*keep, "Row", *vaeml_scoring.Model(content).outputs]
    for name in keep:
        if taken.count(name) > 1:
            parser.error(f"--keep {name}: the results would have two columns of this name")
    os.makedirs(output, exist_ok=True)
    targets = {part.target(output, facts): part for path in options.inputs for part in partitions(path, options.partition_bytes)}
    for foreign in sorted({*Path(output).glob("*.csv")} - targets.keys()):
        parser.error(f"{foreign} is no result of these inputs, ranges, columns and model; take another OUTPUT, or delete it")
    sweep(output)
    todo = {target: part for target, part in targets.items() if not (options.resume and target.exists())}
    local = {"n_workers": options.workers, "threads_per_worker": 1, "dashboard_address": None}
    rows = failed = 0
    with Client(options.scheduler) if options.scheduler else Client(**local) as client:
        client.upload_file(vaeml_scoring.__file__)
        parts = dict(zip(client.map(score, todo.values(), todo.keys(), model=model, pure=False, **facts), todo.values()))
        for future in as_completed([*parts]):
            part = parts.pop(future)  # Futures that are kept would be computed again when the worker that did them dies.
            if error := future.exception():
                print(f"{part}: {error}", file=sys.stderr)
            rows, failed = rows + (0 if error else future.result()), failed + bool(error)
    sweep(output)
    print(f"rows scored: {rows}, partitions: {len(todo) - failed}, done before: {len(targets) - len(todo)}, failed: {failed}")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
