"""Reads what two simple rules find in a corpus, to compare it with the readings known of a regional one.

    python3 -m made_up_region.calibrate DIR

Pairwise, after transitive closure: equal ID numbers as typed, and equal numbers together with equal names.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from . import files


def pairs(count: int) -> int:
    return count * (count - 1) // 2


def rule(records: list[dict[str, str]], truth: dict, key: Callable[[dict[str, str]], tuple | None]) -> dict[str, float]:
    """Precision and recall of joining all records with the same key; records without one stay alone."""
    groups: dict[tuple, Counter] = defaultdict(Counter)
    persons = Counter(person for person, _ in truth.values())
    for record in records:
        if (value := key(record)) is not None:
            groups[value][truth[record["record_id"]][0]] += 1
    joined = sum(pairs(group.total()) for group in groups.values())
    right = sum(pairs(count) for group in groups.values() for count in group.values())
    wanted = sum(pairs(count) for count in persons.values())
    return {"precision": round(right / joined, 4), "recall": round(right / wanted, 4), "wrong_pairs": joined - right}


def readings(folder: Path) -> dict:
    records, truth = files.read_records(folder / "records.csv"), files.read_truth(folder / "truth.csv")
    persons = Counter(person for person, _ in truth.values())
    return {
        "records": len(records),
        "people": len(persons),
        "institutions": len({record["org"] for record in records}),
        "true_pairs": sum(pairs(count) for count in persons.values()),
        "same_number": rule(records, truth, lambda record: (record["id_no"],) if record["id_no"] else None),
        "same_number_and_name": rule(records, truth, lambda record: (record["id_no"], record["name"]) if record["id_no"] else None),
        "homophones": sum("name_homophone" in tags for _, tags in truth.values()),
    }


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        print(json.dumps(readings(Path(argument)), indent=1))
