"""Pairwise scores of a result against the truth, and of every threshold of a list of scored pairs.

A pair is two records that the result puts into one cluster, so the closure is part of every number here.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

Truth = dict[str, tuple[str, tuple[str, ...]]]


def pairs(count: int) -> int:
    return count * (count - 1) // 2


def read_truth(path: Path) -> Truth:
    """The person and the tags of each record."""
    with open(path, encoding="utf-8", newline="") as file:
        return {row["record_id"]: (row["person_id"], tuple(filter(None, row["tags"].split(";")))) for row in csv.DictReader(file)}


class Forest:
    """Disjoint sets over any hashable values, each alone until it is joined."""

    def __init__(self) -> None:
        self._parents: dict = {}

    def find(self, value):
        parents = self._parents
        while (parent := parents.setdefault(value, value)) != value:
            parents[value] = parents[parent]
            value = parent
        return value

    def join(self, one, other) -> None:
        self._parents[self.find(one)] = self.find(other)


@dataclass(frozen=True)
class Score:
    """Counts of pairs, people wrongly joined, and the load and the worth of the review queue."""

    true_pairs: int
    joined_pairs: int
    right_pairs: int
    wrong_pairs_of_people: int
    persons_wrongly_joined: int
    review_pairs: int
    review_right: int
    right_pairs_after_review: int

    @property
    def precision(self) -> float:
        return self.right_pairs / self.joined_pairs if self.joined_pairs else 1.0

    @property
    def recall(self) -> float:
        return self.right_pairs / self.true_pairs if self.true_pairs else 1.0

    @property
    def f1(self) -> float:
        return harmonic(self.precision, self.recall)


def harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score(truth: Truth, clusters: dict[str, str], review: Iterable[tuple[str, str]] = ()) -> Score:
    """Scores clusters (a record without one is alone) and pairs for review.

    Pairs of two test patients are wrong pairs, but not wrong pairs of people; a cluster joins as many people wrongly as
    it holds beyond the first, where all its test patients together count as one and a cluster of test patients as none.
    """
    groups: dict[object, list[str]] = defaultdict(list)
    for record in truth:
        groups[clusters.get(record, (record,))].append(record)
    joined = right = of_tests = wrongly = 0
    for records in groups.values():
        joined += pairs(len(records))
        right += sum(pairs(count) for count in Counter(truth[record][0] for record in records).values())
        people = {truth[record][0] for record in records}
        if len(people) > 1:
            tests = [record for record in records if "test_patient" in truth[record][1]]
            of_tests += pairs(len(tests))
            if len(tests) < len(records):
                patients = {truth[record][0] for record in records if "test_patient" not in truth[record][1]}
                wrongly += len(patients) + bool(tests) - 1
    # A perfect reviewer accepts what is true; what then belongs together is closed within each person.
    forest = Forest()
    seen = {tuple(sorted(pair)) for pair in review if pair[0] in truth and pair[1] in truth}
    part = {record: (clusters.get(record, (record,)), truth[record][0]) for record in truth}
    accepted = [(one, other) for one, other in seen if truth[one][0] == truth[other][0]]
    for one, other in accepted:
        forest.join(part[one], part[other])
    after = Counter(forest.find(part[record]) for record in truth)
    return Score(
        true_pairs=sum(pairs(count) for count in Counter(person for person, _ in truth.values()).values()),
        joined_pairs=joined, right_pairs=right, wrong_pairs_of_people=joined - right - of_tests, persons_wrongly_joined=wrongly,
        review_pairs=len(seen), review_right=len(accepted), right_pairs_after_review=sum(pairs(count) for count in after.values()),
    )  # fmt: skip


@dataclass(frozen=True)
class Thresholds:
    """What the best threshold gives, and what the last threshold without a wrong pair gives."""

    threshold: float
    precision: float
    recall: float
    f1: float
    wrong_pairs: int
    recall_without_wrong_pair: float


def best_threshold(truth: Truth, scored: Iterable[tuple[str, str, float]]) -> Thresholds:
    """Lowers the threshold over the scored pairs, joins what is at or above it, and keeps the best F1 after closure."""
    total = sum(pairs(count) for count in Counter(person for person, _ in truth.values()).values())
    forest = Forest()
    members = {record: Counter({person: 1}) for record, (person, _) in truth.items()}
    joined = right = 0
    best = Thresholds(float("inf"), 1.0, 0.0, 0.0, 0, 0.0)
    clean = 0.0
    for threshold, edges in groupby(sorted(scored, key=lambda edge: -edge[2]), key=lambda edge: edge[2]):
        for one, other, _ in edges:
            one, other = forest.find(one), forest.find(other)
            if one == other:
                continue
            if len(members[one]) > len(members[other]):
                one, other = other, one
            small, large = members.pop(one), members[other]
            joined += small.total() * large.total()
            right += sum(count * large[person] for person, count in small.items())
            forest.join(one, other)
            large.update(small)
        precision, recall = right / joined if joined else 1.0, right / total
        if joined == right:
            clean = recall
        if (f1 := harmonic(precision, recall)) > best.f1:
            best = Thresholds(threshold, precision, recall, f1, joined - right, 0.0)
    return Thresholds(best.threshold, best.precision, best.recall, best.f1, best.wrong_pairs, clean)
