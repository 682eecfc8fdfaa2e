"""How honest the answers to queries are: what `index evaluate --answers` wrote, judged against the truth.

    python3 -m index_yardstick.calibration CORPUS=OUT…     in the folder `tools`; CORPUS has truth.csv

An answer is right where any other record of the person it names is of the same person as the record that was asked about.
"""

from __future__ import annotations

import collections
import csv
import json
import sys
from dataclasses import dataclass
from pathlib import Path

BINS = 10
# Bits of a bin of the line from weight to probability, and the fewest answers that make one.
BIN_BITS = 2.0
LEAST = 25


@dataclass(frozen=True)
class Answer:
    grade: str
    probability: float
    weight: float
    is_right: bool


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(corpus: Path, out: Path) -> list[Answer]:
    """The answers of one evaluation."""
    person = {row["record_id"]: row["person_id"] for row in _rows(corpus / "truth.csv")}
    people: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    own = {}
    for row in _rows(out / "clusters.csv"):
        people[row["cluster_id"]][person[row["record_id"]]] += 1
        own[row["record_id"]] = row["cluster_id"]
    answers = []
    for row in _rows(out / "answers.csv"):
        asked = row["record_id"]
        others = people[row["cluster_id"]][person[asked]] - (own[asked] == row["cluster_id"])
        answers.append(Answer(row["grade"], float(row["probability"]), float(row["weight"]), others > 0))
    return answers


def error(answers: list[Answer]) -> float:
    """The expected calibration error: how far what was said lies from what is, by tenths of probability."""
    bins: dict[int, list[float]] = collections.defaultdict(lambda: [0.0, 0.0])
    for answer in answers:
        sums = bins[min(BINS - 1, int(answer.probability * BINS))]
        sums[0] += answer.is_right
        sums[1] += answer.probability
    return sum(abs(right - said) for right, said in bins.values()) / max(1, len(answers))


def line(answers: list[Answer]) -> list[tuple[float, float]]:
    """Weight and probability of the candidates that nothing proves and nothing forbids, rising: for a model's line."""
    bins: dict[int, list[float]] = collections.defaultdict(lambda: [0.0, 0.0, 0.0])
    for answer in answers:
        if answer.grade in ("possible", "probable"):
            sums = bins[int(answer.weight // BIN_BITS)]
            sums[0] += 1
            sums[1] += answer.weight
            sums[2] += answer.is_right
    pools: list[list[float]] = []
    for _, sums in sorted(bins.items()):
        pool = list(sums)
        while pools and (pool[0] < LEAST or pools[-1][2] / pools[-1][0] > pool[2] / pool[0]):
            pool = [one + other for one, other in zip(pools.pop(), pool)]
        pools.append(pool)
    return [(round(weight / count, 1), round(right / count, 4)) for count, weight, right in pools]


def measure(answers: list[Answer]) -> dict:
    """The figures of goal A9, and the line that the answers would give."""
    certain = [answer for answer in answers if answer.grade == "certain"]
    return {
        "answers": len(answers),
        "certain": len(certain),
        "certain_right": round(sum(answer.is_right for answer in certain) / max(1, len(certain)), 6),
        "calibration_error": round(error(answers), 4),
        "calibration_error_uncertain": round(error([one for one in answers if one.grade in ("possible", "probable")]), 4),
        "line": line(answers),
    }  # fmt: skip


if __name__ == "__main__":
    pairs = [argument.split("=", 1) for argument in sys.argv[1:]]
    found = [answer for corpus, out in pairs for answer in read(Path(corpus), Path(out))]
    print(json.dumps(measure(found), indent=1))
