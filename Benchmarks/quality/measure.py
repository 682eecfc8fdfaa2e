"""The quality of the main index beside its goals A1 to A7. Started by Benchmarks/quality/run."""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[2] / "tools"
sys.path.insert(0, str(TOOLS))
from index_yardstick import score  # noqa: E402

BINARY = os.environ["XINGLIN_BINARY"]
DEVELOPMENT = ("region:11", "hard:21", "clean:31")
# From so many records on, the goals are those of a million.
MILLION = 1_000_000


@dataclass(frozen=True)
class Goals:
    """What a corpus is held to; None where nothing was set."""

    wrongly_joined: int = 0
    recall: float | None = None
    reviews: float | None = None
    review_yield: float | None = None
    after_review: float | None = None
    f1: float | None = None


GOALS = {
    "region": Goals(0, 0.93, 40, 0.85, 0.993, 0.991),
    "hard": Goals(0, 0.87, 65, 0.85, 0.985),
    "clean": Goals(0, 0.955, None, 0.75),
    "febrl3": Goals(0, f1=0.997),
    "febrl4": Goals(0, f1=0.9995),
}
OF_A_MILLION = {"region": Goals(2, 0.925, 45, 0.75, None, 0.988)}


@dataclass(frozen=True)
class Reading:
    name: str
    goals: Goals
    wrongly_joined: int
    recall: float
    reviews: float
    review_yield: float
    after_review: float
    # Of everything at or above one line, joined and closed: the best there is.
    f1: float
    # What the program said of itself.
    figures: dict[str, str]

    def misses(self) -> list[str]:
        """The goals that are not reached, each as a sentence's end."""
        wanted = self.goals
        found = []
        if self.wrongly_joined > wanted.wrongly_joined:
            found.append(f"{self.wrongly_joined} people wrongly joined, at most {wanted.wrongly_joined}")
        if wanted.reviews is not None and self.reviews > wanted.reviews:
            found.append(f"{self.reviews:.1f} questions per 1,000 records, at most {wanted.reviews}")
        for name, reading, least in (
            ("recall", self.recall, wanted.recall),
            ("of the questions true", self.review_yield, wanted.review_yield),
            ("after review", self.after_review, wanted.after_review),
            ("best F1", self.f1, wanted.f1),
        ):
            if least is not None and reading < least:
                found.append(f"{name} {reading:.4f}, at least {least}")
        return found

    def row(self) -> str:
        return (
            f"| {self.name} | {self.wrongly_joined} | {self.recall:.4f} | {self.reviews:.1f} | {self.review_yield:.0%} "
            f"| {self.after_review:.4f} | {self.f1:.4f} | {self.figures['candidates per record']} "
            f"| {self.figures['records per second']} | {self.figures['peak memory MiB']} |"
        )


HEAD = (
    "| corpus | wrongly joined | recall | questions per 1,000 | of them true | after review | best F1 | candidates | "
    "records a second | MiB |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)


def made(folder: Path, mix: str, seed: int, records: int) -> Path:
    """The corpus; made beside its place first, so that half a corpus is never taken for one."""
    if not folder.exists():
        fresh = folder.with_name(folder.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        command = [sys.executable, "-m", "made_up_region", "--records", str(records), "--seed", str(seed)]
        subprocess.run([*command, "--mix", mix, "--out", str(fresh)], cwd=TOOLS, check=True)
        fresh.rename(folder)
    return folder


def evaluated(corpus: Path, out: Path, profile: str) -> dict[str, str]:
    """What the index made of a corpus, in `out`; its figures by name."""
    figures = out / "figures.txt"
    if not figures.exists():
        shutil.rmtree(out, ignore_errors=True)
        command = [BINARY, "index", "evaluate", "--profile", profile]
        command += ["--in", str(corpus / "records.csv"), "--out", str(out)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        for database in out.glob("index.sqlite*"):
            database.unlink()
        figures.write_text(done.stdout, encoding="utf-8")
    names = ("candidates per record", "records per second", "peak memory MiB")
    lines = figures.read_text(encoding="utf-8").splitlines()
    return {name: line.removeprefix(name).strip() for line in lines for name in names if line.startswith(name)}


def read(name: str, corpus: Path, out: Path, goals: Goals) -> Reading:
    figures = evaluated(corpus, out, "latin" if corpus.name.startswith("febrl") else "region")
    truth = score.read_truth(corpus / "truth.csv")
    with open(out / "clusters.csv", encoding="utf-8", newline="") as file:
        clusters = {row["record_id"]: row["cluster_id"] for row in csv.DictReader(file)}
    with open(out / "review.csv", encoding="utf-8", newline="") as file:
        asked = [(row["record_id_1"], row["record_id_2"], float(row["score"])) for row in csv.DictReader(file)]
    found = score.score(truth, clusters, [pair[:2] for pair in asked])
    # What was joined lies above any line: each record of a cluster with the one before it.
    last: dict[str, str] = {}
    chains = []
    for record, cluster in clusters.items():
        if cluster in last:
            chains.append((last[cluster], record, float("inf")))
        last[cluster] = record
    return Reading(
        name,
        goals,
        found.persons_wrongly_joined,
        found.recall,
        found.review_pairs * 1_000 / len(truth),
        found.review_right / found.review_pairs if found.review_pairs else 1.0,
        found.right_pairs_after_review / found.true_pairs,
        score.best_threshold(truth, chains + asked).f1,
        figures,
    )


def yardstick(*words: str) -> str:
    command = [sys.executable, "-m", "index_yardstick", *words]
    return subprocess.run(command, cwd=TOOLS, stdout=subprocess.PIPE, text=True, check=True).stdout


def splink(corpora: list[Path]) -> None:
    print("\n| Splink | precision | recall | best F1 | recall with no false pair | seconds | MB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for corpus in corpora:
        for line in yardstick("splink", str(corpus)).splitlines():
            found = json.loads(line)
            print(
                f"| {corpus.name}, {found['model']} | {found['precision']:.3f} | {found['recall']:.3f} | {found['f1']:.3f} "
                f"| {found['recall_without_wrong_pair']:.3f} | {found['seconds']:.0f} | {found['peak_megabytes']:,} |",
                flush=True,
            )


def corpora(options: argparse.Namespace, folder: Path) -> tuple[list[tuple[str, Path, Goals]], list[Path]]:
    """Each corpus with its goals, made where it is not there; and those that Splink is asked about."""
    found = []
    for name in options.corpus or DEVELOPMENT:
        mix, _, seed = name.partition(":")
        path = made(folder / f"{mix}-{seed}-{options.records}", mix, int(seed), options.records)
        goals = GOALS[mix] if options.records < MILLION else OF_A_MILLION.get(mix, GOALS[mix])
        found.append((f"{mix}, seed {seed}", path, goals))
    rivals = [path for _, path, _ in found]
    if not options.no_febrl:
        if not (folder / "febrl4/truth.csv").exists():
            yardstick("febrl", "--out", str(folder))
        found += [(f"FEBRL {number}", folder / f"febrl{number}", GOALS[f"febrl{number}"]) for number in (3, 4)]
    return found, rivals


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, prog="Benchmarks/quality/run")
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--corpus", action="append", metavar="MIX:SEED", help="region, hard or clean, and a seed")
    parser.add_argument("--no-febrl", action="store_true")
    parser.add_argument("--splink", action="store_true")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    for name in options.corpus or ():
        mix, _, seed = name.partition(":")
        if mix not in ("region", "hard", "clean") or not seed.isdecimal():
            parser.error(f"{name} is no corpus: MIX:SEED, and MIX is region, hard or clean")
    missed = []
    with tempfile.TemporaryDirectory(prefix="xinglin-quality-") as place:
        folder = (options.keep or Path(place)).absolute()
        folder.mkdir(exist_ok=True)
        named, rivals = corpora(options, folder)
        print(HEAD, flush=True)
        for name, path, goals in named:
            reading = read(name, path, folder / f"out-{path.name}", goals)
            print(reading.row(), flush=True)
            missed += [f"{name}: {miss}" for miss in reading.misses()]
        if options.splink:
            splink(rivals)
    print("\n" + ("\n".join(f"missed: {miss}" for miss in missed) if missed else "Every goal is reached."))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
