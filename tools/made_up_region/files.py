"""Writes and reads the corpus: records.csv and truth.csv (UTF-8, RFC 4180, lines end with a line feed)."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

from .registration import COLUMNS, Registration


def write(folder: Path, rows: list[Registration], seed: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    # Person numbers in another order than the records', so that nothing can be read off them.
    keys = sorted({row.person.key for row in rows})
    order = list(range(1, len(keys) + 1))
    Random(f"{seed}:persons").shuffle(order)
    numbers = {key: f"P{place:08d}" for key, place in zip(keys, order)}
    with open(folder / "records.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([getattr(row, column) for column in COLUMNS] for row in rows)
    with open(folder / "truth.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("record_id", "person_id", "tags"))
        writer.writerows((row.record_id, numbers[row.person.key], ";".join(sorted(row.person.tags.union(row.tags)))) for row in rows)


def read_records(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_truth(path: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The person and the tags of each record."""
    with open(path, encoding="utf-8", newline="") as file:
        return {row["record_id"]: (row["person_id"], tuple(filter(None, row["tags"].split(";")))) for row in csv.DictReader(file)}
