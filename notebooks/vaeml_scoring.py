"""Scores pandas frames by a model file of VaeMl in ONNX Runtime; for score-on-dask.py, Spark and other engines of that kind.

Cells may be typed or text. Text means what it means to the tool, as far as a cell by itself tells: numbers are plain ones in the invariant culture,
dates are of ISO 8601, and what is neither a value nor a mark of a missing one is an error that names row and column.
"""
import functools
import hashlib
import json
import re
from datetime import datetime
from pathlib import Path

import numpy as np
import onnxruntime
import pandas as pd

BATCH = 4096
TYPES = {"tensor(float)": np.float32, "tensor(double)": np.float64, "tensor(string)": object}
TRUTH = {"true": 1, "yes": 1, "false": 0, "no": 0}
MISSING = {"", *r"? - -- --- – — . na n/a #n/a #na <na> nan -nan nat null (null) nil none \n n.a.".split(),
           *"1.#ind -1.#ind 1.#qnan -1.#qnan #div/0! #null! #num! #ref! #value! #name?".split()}
DATE, CLOCK = r"(?:(\d{4})([-/])(\d\d)\2(\d\d))?", r"(\d\d):(\d\d)(?::([0-5]\d|60)(?:[.,](\d+))?)?"
MOMENT = re.compile(DATE + r"(?:(?:^|[Tt ])" + CLOCK + r" *(?:[Zz]|UTC|GMT|[-+−]\d\d(?::?\d\d)?)?)?", re.ASCII)


class Model:
    """A model file in ONNX Runtime, on one thread: the workers share out the cores."""

    def __init__(self, content):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        entries = {name: json.loads(text) for name, text in self.session.get_modelmeta().custom_metadata_map.items()
                   if name in ("vaeml.features", "vaeml.levels", "vaeml.columns", "vaeml.outputs")}
        if "vaeml.outputs" not in entries:
            raise ValueError("the file is no model file of VaeMl")
        names, features = entries["vaeml.outputs"], entries["vaeml.features"]
        self.kinds = {column["name"]: column["kind"] for column in entries.get("vaeml.columns", [])}
        self.levels = dict(zip(features, entries.get("vaeml.levels", [])))
        self.types = {node.name: TYPES.get(node.type) for node in self.session.get_inputs()}
        self.outputs = [names[key] for key in ("elbo", "score", "predictedLabel") if names.get(key)]
        self.matrix = None if names.get("columns") else names["input"]
        self.columns = features if self.matrix else [*self.types]
        if None in self.types.values() or (self.matrix and {"Category", "DateTime"} & {*self.kinds.values()}):
            raise ValueError("the model file does not take a table's columns; write it with InputType Single and Columns true")

    def score(self, frame):
        """The scores of a frame that has the model's columns, typed or as text, under the same index."""
        columns = {name: self.values(only(frame, name)) for name in self.columns}
        inputs = {self.matrix: np.column_stack([*columns.values()])} if self.matrix else {name: values[:, None] for name, values in columns.items()}
        batches = [self.session.run(self.outputs, {name: values[at:at + BATCH] for name, values in inputs.items()})
                   for at in range(0, len(frame), BATCH)]
        scores = {name: np.concatenate([batch[i][:, 0] for batch in batches]) if batches else [] for i, name in enumerate(self.outputs)}
        return pd.DataFrame(scores, index=frame.index)

    def values(self, column):
        """A column as the graph takes it."""
        kind, target = self.kinds.get(column.name), self.types[self.matrix or column.name]
        if target is object:
            return np.array([level(cell, self.levels[column.name]) for cell in column], object)
        with np.errstate(over="ignore"):  # Infinite beyond single precision: its row scores NaN and is flagged.
            return (seconds(column) if kind == "DateTime" else numbers(column, kind == "Boolean")).astype(target)


def only(frame, name):
    """The frame's one column of that name."""
    count = [*frame.columns].count(name)
    if count != 1:
        raise ValueError(f"{count or 'no'} columns are called '{name}', among {', '.join(map(str, frame.columns))}")
    return frame[name]


def unreadable(row, column, cell, expected):
    return ValueError(f"row {row}, column '{column.name}': '{cell}' is not {expected}; correct it, or leave it empty where it is missing")


def level(cell, levels):
    """A cell's text; empty where it is missing."""
    if not isinstance(cell, str):  # As the tool writes numbers and Booleans.
        cell = "" if pd.isna(cell) else str(cell).lower() if isinstance(cell, (bool, np.bool_)) else str(cell).removesuffix(".0")
    trimmed = cell.strip()
    return cell if cell in levels else "" if trimmed.lower() in MISSING and trimmed not in levels else trimmed


def numbers(column, truth):
    """NaN where missing."""
    if column.dtype.kind in "mM":
        raise unreadable(1, column, column.iloc[0], "a number")
    values = pd.to_numeric(column, errors="coerce").to_numpy(np.float64, na_value=np.nan, copy=True)
    cells = column.to_numpy(object)
    for row in np.flatnonzero(np.isnan(values)):
        word = str(cells[row]).strip().lower()
        values[row] = TRUTH.get(word, np.nan) if truth else np.nan
        if np.isnan(values[row]) and word not in MISSING:
            raise unreadable(row + 1, column, cells[row], "true or false" if truth else "a number")
    for row in np.flatnonzero(~np.isin(values, (0, 1)) & ~np.isnan(values)) if truth else []:
        raise unreadable(row + 1, column, cells[row], "true or false")
    return values


def seconds(column):
    """Seconds since 1970 by the clock as it is written, whatever the zone; NaN where missing."""
    if column.dtype.kind == "M":
        return ((column.dt.tz_localize(None) - datetime(1970, 1, 1)) / pd.Timedelta(seconds=1)).to_numpy(np.float64)
    values = np.full(len(column), np.nan)
    for row, cell in enumerate(column):
        text = str(cell).strip()
        if text.lower() not in MISSING:
            try:
                year, _, month, day, hour, minute, second, fraction = MOMENT.fullmatch(text).groups()
                moment = datetime(*map(int, (year or 1, month or 1, day or 1, hour or 0, minute or 0)), min(int(second or 0), 59))
            except (AttributeError, ValueError):
                raise unreadable(row + 1, column, cell, "a date of ISO 8601") from None
            values[row] = (moment - datetime(1970, 1, 1)).total_seconds() + float(f"0.{fraction or 0}")
    return values


@functools.lru_cache(maxsize=1)
def load(path, digest=None):
    """The model of a file, opened once per process."""
    content = Path(path).read_bytes()
    if digest not in (None, hashlib.sha256(content).hexdigest()):
        raise ValueError(f"{path} is another model file here than where the run was started")
    return Model(content)
