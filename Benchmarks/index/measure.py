"""The main index at a size: what its goals S1 to S6 ask for, beside bare inserts of the same rows. Started by
Benchmarks/index/run."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "province"))
import bare  # noqa: E402
from postgres import Postgres  # noqa: E402
from rig import (  # noqa: E402
    CLIENT_CORE,
    SERVER_CORE,
    Exhausted,
    Failure,
    Reading,
    Server,
    drive,
    free_port,
    sync_milliseconds,
)

BINARY = os.environ["XINGLIN_BINARY"]
# The share of the cores' time that the host may take for others while something is read; above it the table is void.
STOLEN_LIMIT = 0.03
# What is asked over HTTP, and what every answer holds.
ASKED = {"register": '"index":"', "match": '"candidates":', "search": '"persons":', "look-up": '"identifiers":'}
# Nobody is refused here, however slow the machine: refusing is measured by Benchmarks/overload.
ROOMY = ("--in-work-floor", "256")
WORKS = ("register", "register-together", "match", "look-up", "kernel", "review", "unmerge")
# By persons: S1 and S2 allow more time where there are ten times as many.
LARGE = 5_000_000
TABLES = ("source_records", "source_record_versions", "index_persons", "index_links", "index_blocks", "index_events",
          "index_reviews", "index_merges", "index_apart")


def stolen_ticks() -> tuple[int, int]:
    """Ticks of all cores that the host took, and all; proc(5), stat."""
    fields = list(map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]))
    return fields[7], sum(fields)


@dataclass
class Engine:
    name: str
    # Of the files of the data.
    folder: Path
    options: list[str]
    readings: dict[str, dict[str, float]] = field(default_factory=dict)
    stolen: dict[str, float] = field(default_factory=dict)
    loads: list[float] = field(default_factory=list)
    over_http: dict[tuple[str, int], Reading] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def command(self, *words: str) -> list[str]:
        return [BINARY, *words, "--data", str(self.data), *self.options]

    def serve(self, *words: str) -> Server:
        port = free_port()
        # The goals are those of a process with two cores, of which wrk takes what it needs.
        command = self.command(*words, "--port", str(port))
        return Server(self.name, command, port, self.folder / "server.log", cores=f"{SERVER_CORE},{CLIENT_CORE}")

    def seed(self) -> None:
        """Makes the region whose apps ask over HTTP, where it is not there."""
        if not (self.data / "sandbox.json").exists():
            self.serve("demo").stop()

    def drive(self, kinds: dict[str, str], connections: int, seconds: float) -> None:
        """Asks a server on the filled index, each kind of request for some seconds, over so many connections."""
        file = self.folder / "requests"
        server = self.serve("serve", *ROOMY)
        try:
            for kind, expected in kinds.items():
                rate = 4_000
                while (kind, connections) not in self.over_http:
                    count = int(rate * seconds)
                    subprocess.run(
                        [*self.command("bench", "requests"), "--kind", kind, "--count", str(count), "--out", str(file)],
                        check=True,
                    )
                    before = stolen_ticks()
                    try:
                        self.over_http[kind, connections] = drive(server, seconds, expected, file, connections=connections)
                    except Exhausted:
                        rate *= 2
                    taken, all_ticks = (now - then for now, then in zip(stolen_ticks(), before))
                    self.stolen[f"{kind} over HTTP"] = taken / all_ticks
        finally:
            file.unlink(missing_ok=True)
            server.stop()

    def ask(self, work: str, *more: str) -> dict[str, float]:
        command = [*self.command("bench", "index"), "--work", work, *more]
        before = stolen_ticks()
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        if done.returncode != 0:
            raise Failure(f"{work} ended with {done.returncode}")
        taken, all_ticks = (now - then for now, then in zip(stolen_ticks(), before))
        self.readings[work] = json.loads(done.stdout)
        self.stolen[work] = taken / all_ticks
        self.loads.append(os.getloadavg()[0])
        print(f"{self.name} {work}: {done.stdout.strip()}", file=sys.stderr, flush=True)
        return self.readings[work]


def measure(engine: Engine, options: argparse.Namespace, insert) -> list[tuple[str, float, str, float]]:
    """All works one after another.

    Returns: the goals, as `goals_of` says them.
    """
    engine.seed()
    fill = engine.ask("fill", "--persons", str(options.persons), "--batch", str(options.batch))
    rows = insert()
    sync = sync_milliseconds(engine.folder, 200)
    for work in WORKS:
        more = ["--count", str(options.count)] if work in ("register", "register-together", "match", "look-up") else []
        engine.ask(work, *more, *(["--reviews", str(options.reviews)] if work == "review" else []))
    for connections in (1, 64):
        engine.drive(ASKED, connections, options.seconds)
    fdatasync = statistics.median(sync)
    print(f"\n## {engine.name}\n")
    print(f"{fill['indexes']:,.0f} indexes. Load average {min(engine.loads):.1f} to {max(engine.loads):.1f}; of the cores' "
          f"time the host took at most {max(engine.stolen.values()):.1%}; `fdatasync` of 4 KiB: median "
          f"{fdatasync:.2f} ms, p99 {sorted(sync)[198]:.2f} ms.\n")
    print("| what | reading |\n| --- | --- |")
    for what, reading in (*filling(fill, rows), *asking(engine), *reviewing(engine.readings)):
        print(f"| {what} | {reading} |")
    goals = goals_of(engine, fdatasync, is_large=options.persons >= LARGE)
    if fill["records"]:
        rate = fill["records"] / fill["seconds"]
        goals += [("S3 bulk, records a second", rate, "≥", 3_000 if options.persons >= LARGE else 5_000),
                  ("bulk ÷ bare insert", rate / rows.rate, "≥", options.floor)]
    return goals


def filling(fill: dict[str, float], rows) -> Iterator[tuple[str, str]]:
    """What is read of the filling; an index that was kept may be full already."""
    if fill["records"]:
        yield (f"bulk, {fill['records']:,.0f} records with full matching",
               f"{fill['records'] / fill['seconds']:,.0f} a second, "
               f"{fill['cpu_seconds'] / fill['records'] * 1e6:,.0f} µs of CPU each, "
               f"{fill['last_tenth_per_second']:,.0f} a second in the last tenth")
    spent = f", {rows.cpu_seconds / rows.records * 1e6:,.0f} µs of CPU each" if rows.cpu_seconds else ""
    yield f"the rows of {rows.records:,} records, bare", f"{rows.rate:,.0f} records a second{spent}"
    yield "memory while filling", f"{fill['peak_mib']:,.0f} MiB"


def asking(engine: Engine) -> Iterator[tuple[str, str]]:
    """Single registrations and questions, by the service alone and over HTTP."""
    for what, work in (("registration, one at a time", "register"), ("registration, 64 at once", "register-together"),
                       ("match", "match"), ("look-up of a person by local id", "look-up")):
        reading = engine.readings[work]
        more = f", {reading['per_second']:,.0f} a second" if "per_second" in reading else ""
        more += f", {reading['cpu_ms'] * 1e3:,.0f} µs of CPU each" if "cpu_ms" in reading else ""
        yield what, f"p50 {reading['p50_ms']:.2f} ms, p99 {reading['p99_ms']:.2f} ms{more}"
    for (kind, connections), reading in engine.over_http.items():
        yield (f"{kind} over HTTP, {connections} at once",
               f"p50 {reading.p50_ms:.2f} ms, p99 {reading.p99_ms:.2f} ms, {reading.rate:,.0f} a second, "
               f"{reading.cpu_seconds / reading.requests * 1e6:,.0f} µs of CPU each")


def reviewing(readings: dict[str, dict[str, float]]) -> Iterator[tuple[str, str]]:
    """The engine alone, the queue of reviews, and un-merge."""
    kernel, review, unmerge = (readings[work] for work in ("kernel", "review", "unmerge"))
    yield "engine", (f"{kernel['pairs_per_cpu_second']:,.0f} pairs a CPU-second scored, "
                     f"{kernel['decided_per_cpu_second']:,.0f} decided")
    for name, part in (("counter", "counter_"), ("page of 50", "page_"), ("pair of persons", "pair_")):
        yield (f"review, {review['open']:,.0f} open: {name}",
               f"p50 {review[part + 'p50_ms']:.2f} ms, p99 {review[part + 'p99_ms']:.2f} ms")
    yield ("un-merge of a person of 50 records",
           f"p50 {unmerge['p50_ms']:.2f} ms, p99 {unmerge['p99_ms']:.2f} ms")


def goals_of(engine: Engine, fdatasync: float, *, is_large: bool) -> list[tuple[str, float, str, float]]:
    """The goals, but for those of the filling: what is read, how much, the comparison, and what is wanted."""
    http = engine.over_http
    kernel, review, unmerge = (engine.readings[work] for work in ("kernel", "review", "unmerge"))
    return [
        ("S1 registration over HTTP, p50 − `fdatasync`, ms", http["register", 1].p50_ms - fdatasync, "≤", 2),
        ("S1 registration over HTTP, p99, ms", http["register", 1].p99_ms, "≤", 30 if is_large else 20),
        ("S1 registrations over HTTP a second, 64 at once", http["register", 64].rate, "≥", 600 if is_large else 1_000),
        ("S2 match over HTTP, p99, ms", http["match", 1].p99_ms, "≤", 20 if is_large else 10),
        ("S2 search over HTTP, p99, ms", http["search", 1].p99_ms, "≤", 20 if is_large else 10),
        ("S2 look-up over HTTP, p99, ms", http["look-up", 1].p99_ms, "≤", 4 if is_large else 2),
        ("S4 memory, MiB", engine.readings["fill"]["peak_mib"], "≤", 800 if is_large else 200),
        ("S5 pairs a CPU-second", kernel["pairs_per_cpu_second"], "≥", 500_000),
        ("S6 review page and pair, p99, ms", review["page_p99_ms"] + review["pair_p99_ms"], "≤", 100),
        ("S6 counter, p99, ms", review["counter_p99_ms"], "≤", 10),
        ("S6 un-merge, p99, ms", unmerge["p99_ms"], "≤", 50),
    ]


def sqlite(options: argparse.Namespace, folder: Path) -> tuple[Engine, list]:
    folder.mkdir(exist_ok=True)
    engine = Engine("SQLite", folder, [])
    file = folder / "data" / "xinglin.sqlite"
    goals = measure(engine, options, lambda: bare.sqlite(file, folder, options.batch))
    print(f"\n{file.stat().st_size / 1e6:,.0f} MB.")
    return engine, goals


def postgres(options: argparse.Namespace, folder: Path) -> tuple[Engine, list]:
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    server = Postgres(folder / "pg")
    server.start()
    try:
        if server.ask("SELECT 1 FROM pg_database WHERE datname = 'province'", database="postgres") != "1":
            server.ask("CREATE DATABASE province", database="postgres")
        engine = Engine("PostgreSQL", folder, ["--storage", server.address])
        goals = measure(engine, options, lambda: bare.postgres(server.address, options.batch))
        sizes = server.ask(*(f"SELECT '{table} ' || pg_total_relation_size('{table}')" for table in TABLES))
        print("\n" + sizes)
        return engine, goals
    finally:
        server.stop()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=40_000)
    parser.add_argument("--engine", choices=("sqlite", "postgres"))
    parser.add_argument("--batch", type=int, default=1_000, help="records of a transaction in bulk")
    parser.add_argument("--count", type=int, default=5_000, help="how often what is timed one by one is done")
    parser.add_argument("--seconds", type=float, default=5, help="how long each kind of request is sent over HTTP, twice")
    parser.add_argument("--reviews", type=int, default=100_000)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    options.floor = json.loads(Path(__file__).with_name("floors.json").read_text())["bulk_of_bare_insert"]
    missed = disturbed = False
    with tempfile.TemporaryDirectory(prefix="xinglin-index-") as place:
        folder = options.keep or Path(place)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
        for run in (sqlite, postgres):
            if options.engine not in (None, run.__name__):
                continue
            engine, goals = run(options, folder / run.__name__)
            print("\n| goal | reading | wanted | |\n| --- | --- | --- | --- |")
            for name, reading, sign, wanted in goals:
                reached = reading <= wanted if sign == "≤" else reading >= wanted
                missed = missed or not reached
                form = ",.0f" if wanted >= 100 else ".2f"
                print(f"| {name} | {reading:{form}} | {sign} {wanted:,} | {'reached' if reached else '**missed**'} |")
            void = [work for work, share in engine.stolen.items() if share > STOLEN_LIMIT]
            if void:
                disturbed = True
                print(f"\nVOID: the host took more than {STOLEN_LIMIT:.0%} of the cores during {', '.join(void)}.")
    return 2 if disturbed else 1 if missed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        sys.exit(str(failure))
