"""Measures Splink on a corpus, or writes a public Latin corpus in our schema.

    .venv-index/bin/python -m index_yardstick splink DIR…          both models on DIR/records.csv, against DIR/truth.csv
    .venv-index/bin/python -m index_yardstick score DIR --clusters clusters.csv [--review review.csv]
    .venv-index/bin/python -m index_yardstick febrl --out DIR      DIR/febrl3 and DIR/febrl4

Run it in the folder `tools`, after `index_yardstick/setup.sh`.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import time
from dataclasses import asdict
from pathlib import Path

from . import columns, febrl, score, splink_models


def measure(folder: Path, kind: str) -> dict:
    truth = score.read_truth(folder / "truth.csv")
    started = time.monotonic()
    rows = (columns.raw if kind == "raw" else columns.normalised)(folder / "records.csv")
    best = score.best_threshold(truth, splink_models.scored_pairs(rows, kind))
    return {
        "corpus": folder.name, "model": kind, **{name: round(value, 4) for name, value in asdict(best).items()},
        "seconds": round(time.monotonic() - started, 1),
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip


def score_files(folder: Path, clusters: Path, review: Path | None) -> dict:
    with open(clusters, encoding="utf-8", newline="") as file:
        found = {row["record_id"]: row["cluster_id"] for row in csv.DictReader(file)}
    asked = []
    if review is not None:
        with open(review, encoding="utf-8", newline="") as file:
            asked = [(row["record_id_1"], row["record_id_2"]) for row in csv.DictReader(file)]
    result = score.score(score.read_truth(folder / "truth.csv"), found, asked)
    return {**asdict(result), "precision": round(result.precision, 6), "recall": round(result.recall, 6), "f1": round(result.f1, 6)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="index_yardstick", description="Measure other matchers on a corpus.")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("splink")
    command.add_argument("folders", type=Path, nargs="+")
    command.add_argument("--model", choices=("raw", "normalised"), action="append")
    command = commands.add_parser("score")
    command.add_argument("folder", type=Path)
    command.add_argument("--clusters", type=Path, required=True)
    command.add_argument("--review", type=Path)
    command = commands.add_parser("febrl")
    command.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    if options.command == "febrl":
        febrl.write(options.out)
    elif options.command == "score":
        print(json.dumps(score_files(options.folder, options.clusters, options.review), indent=1))
    else:
        for folder in options.folders:
            for kind in options.model or ("raw", "normalised"):
                print(json.dumps(measure(folder, kind)), flush=True)


if __name__ == "__main__":
    main()
