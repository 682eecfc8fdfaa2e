"""Rounds on a region of the size of a province, and the goals they are held to. Started by Benchmarks/province/run."""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import share
from fill import REGIONS, Filled, PostgresRegion, Region
from load import BARE, OPEN, Load, Round
from rig import CLIENT_CORE, Failure, Server, free_port, sync_milliseconds

# Nobody is refused here, however slow the machine: refusing is measured by Benchmarks/overload.
ROOMY = ("--in-work-floor", "256")
# What a node in service has beside that: a share of its requests traced, and a quota for each app.
PRODUCTION = ("--trace-share", "0.01", "--app-quota", "100000/100000")
START_COUNT = 10
WARM_UP_SECONDS = 2
IDLE_SECONDS = 3
# Two nodes of this share of a core leave enough of both cores to PostgreSQL and wrk.
NODE_SHARE = 0.2
BUSY_SHARE = 0.9
NAMES = {
    "bare": "bare JSON, `GET /api/v1/time`",
    "open": f"behind all middleware, `GET {OPEN}`, traces and quota on",
    "look-up": "card look-up, signed, durable",
    "scan": "scan, durable, 64 connections",
    "scan-8": "… 8 connections",
    "scan-1": "… 1 connection: a transaction for each request",
    "pair": "scan, two nodes on the same core, 64 connections each",
    "share": f"scan, one node with {NODE_SHARE:.0%} of a core",
    "shares": f"scan, two nodes with {NODE_SHARE:.0%} of a core each",
}


class Bench:
    """The nodes of one region, and what was read from them."""

    def __init__(self, region: Region, stack: contextlib.ExitStack):
        self.region, self.stack = region, stack
        self.readings: dict[str, list[Round]] = {}
        self.sync: dict[str, list[float]] = {}
        self.loads: list[float] = []
        self.starts = [self.start_once() for _ in range(START_COUNT)]
        self.first = self.node("first", *ROOMY)
        time.sleep(IDLE_SECONDS)
        self.idle = memory(self.first, "VmRSS")
        self.traced = self.node("traced", *ROOMY, *PRODUCTION, "--traces", str(region.folder / "traces"))
        self.load = Load(region)

    def command(self, port: int, *more: str) -> list[str]:
        return self.region.command("serve", "--port", str(port), *more)

    def node(self, name: str, *more: str) -> Server:
        port = free_port()
        server = Server(name, self.command(port, *more), port, self.region.folder / f"{name}.log")
        self.stack.callback(server.stop)
        return server

    def start_once(self) -> float:
        port = free_port()
        server = Server("start", self.command(port), port, self.region.folder / "start.log")
        server.stop()
        return server.start_seconds * 1_000

    def run(self, rounds: int, seconds: float) -> None:
        runs: dict[str, Callable[[float], Round]] = {
            "bare": lambda seconds: self.load.open(self.first, BARE, seconds),
            "open": lambda seconds: self.load.open(self.traced, OPEN, seconds),
            "look-up": lambda seconds: self.load.look_ups(self.first, seconds),
            "scan": lambda seconds: self.load.scans([self.first], seconds),
            "scan-8": lambda seconds: self.load.scans([self.first], seconds, 8),
            "scan-1": lambda seconds: self.load.scans([self.first], seconds, 1),
        }
        if isinstance(self.region, PostgresRegion):
            self.second = self.node("second", *ROOMY)
            runs["pair"] = lambda seconds: self.load.scans([self.first, self.second], seconds)
            if share.is_possible():
                runs["share"] = lambda seconds: self.shared([self.first], seconds)
                runs["shares"] = lambda seconds: self.shared([self.first, self.second], seconds)
        for run in runs.values():
            run(WARM_UP_SECONDS)
        for number in range(rounds):
            for key, run in runs.items():
                before = sync_milliseconds(self.region.data, 50)
                reading = run(seconds)
                self.readings.setdefault(key, []).append(reading)
                self.sync.setdefault(key, []).extend(before + sync_milliseconds(self.region.data, 50))
                self.loads.append(os.getloadavg()[0])
                print(
                    f"{self.region.engine} round {number + 1} {key:8} {reading.rate:8,.0f} req/s "
                    f"{reading.rate_per_cpu_second:8,.0f} per CPU-second p99 {reading.p99_ms:.1f} ms",
                    file=sys.stderr,
                    flush=True,
                )
        self.after, self.after_whole = memory(self.first, "RssAnon"), memory(self.first, "VmRSS")

    def shared(self, servers: list[Server], seconds: float) -> Round:
        with contextlib.ExitStack() as stack:
            for server in servers:
                stack.enter_context(share.held(server.pid, NODE_SHARE))
            return self.load.scans(servers, seconds, 16)

    def ratio(self, key: str, other: str, value: Callable[[Round], float]) -> float:
        """The median over the rounds of one reading by another of the same round."""
        pairs = zip(self.readings[key], self.readings[other], strict=True)
        return statistics.median(value(one) / value(two) for one, two in pairs)

    def least_ratio(self, key: str, other: str = "bare") -> float:
        """The lower of the ratios by time and by CPU time: other processes disturb them in opposite ways."""
        return min(self.ratio(key, other, by_rate), self.ratio(key, other, by_cpu))


def by_rate(round: Round) -> float:
    return round.rate


def by_cpu(round: Round) -> float:
    return round.rate_per_cpu_second


def memory(server: Server, name: str) -> float:
    """MiB of a process: `VmRSS`, or `RssAnon`, which leaves out what is mapped from files."""
    for line in Path(f"/proc/{server.pid}/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) / 1_024
    raise Failure(f"the system says nothing of {name}")


def spread(values: list[float], form: str) -> str:
    return f"{statistics.median(values):{form}} ({min(values):{form}}–{max(values):{form}})"


def quantile(values: list[float], part: float) -> float:
    return sorted(values)[int(len(values) * part)]


def show(bench: Bench, filled: Filled) -> None:
    sync = [reading for readings in bench.sync.values() for reading in readings]
    print(f"\n## {bench.region.engine}\n")
    print(
        f"{filled.rows:,} persons, {filled.bytes / 1e9:.1f} GB; filled in {filled.fill_seconds:.0f} s, "
        f"{filled.cards:,} of them imported in {filled.import_seconds:.0f} s: the scans and look-ups go round "
        f"{len(bench.load.cards):,} cards. Load average {min(bench.loads):.1f} to {max(bench.loads):.1f}; `fdatasync` "
        f"of 4 KiB in the same minutes: median {statistics.median(sync):.2f} ms, p99 {quantile(sync, 0.99):.2f} ms.\n"
    )
    print("| what | req/s | × bare JSON | per server-CPU-second | × bare JSON | server's core "
          "| PostgreSQL, CPU µs each | PostgreSQL's core | cores busy | p50 ms | p99 ms |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for key, rounds in bench.readings.items():
        spent = [round.postgres_cpu_seconds / round.requests * 1e6 for round in rounds
                 if round.postgres_cpu_seconds is not None]
        columns = [
            spread([round.rate for round in rounds], ",.0f"),
            f"{bench.ratio(key, 'bare', by_rate):.2f}",
            spread([round.rate_per_cpu_second for round in rounds], ",.0f"),
            f"{bench.ratio(key, 'bare', by_cpu):.2f}",
            f"{statistics.median(round.core_share for round in rounds):.0%}",
            f"{statistics.median(spent):.0f}" if spent else "",
            f"{statistics.median(round.postgres_share for round in rounds):.0%}" if spent else "",
            " and ".join(f"{statistics.median(shares):.0%}" for shares in zip(*(round.cores for round in rounds))),
            spread([round.p50_ms for round in rounds], ".1f"),
            spread([round.p99_ms for round in rounds], ".1f"),
        ]
        print(f"| {NAMES[key]} | {' | '.join(columns)} |")
    print("\nThe server has the first core; wrk, and PostgreSQL, the second. A core that is full binds the rate.")
    if min(round.core_share for round in bench.readings["bare"]) < BUSY_SHARE:
        print(f"\nThe bare route got under {BUSY_SHARE:.0%} of its core: others used the machine: rates say little.")


def judge(bench: Bench) -> bool:
    is_postgres = isinstance(bench.region, PostgresRegion)
    rows: list[tuple[str, str, str, bool]] = []

    def at_least(name: str, reading: float, wanted: float) -> None:
        rows.append((name, f"{reading:.2f}", f"≥ {wanted:.2f}", reading >= wanted))

    def at_most(name: str, reading: float, wanted: float, unit: str) -> None:
        rows.append((name, f"{reading:.1f} {unit}", f"≤ {wanted:.1f} {unit}", reading <= wanted))

    at_least("P2 behind all middleware ÷ bare JSON, the lower ratio", bench.least_ratio("open"), 0.60)
    name, wanted = ("P4", 0.50) if is_postgres else ("P3", 0.40)
    at_least(f"{name} card look-up ÷ bare JSON, the lower ratio", bench.least_ratio("look-up"), wanted)
    if not is_postgres:
        at_least("P6 scans, 64 connections ÷ 1 connection, by rate", bench.ratio("scan", "scan-1", by_rate), 3.0)
    wanted = 0.33 if is_postgres else 0.20
    at_least("P8 scan ÷ bare JSON by CPU time of the server", bench.ratio("scan", "bare", by_cpu), wanted)
    at_least("P8 scan ÷ bare JSON by rate", bench.ratio("scan", "bare", by_rate), wanted)
    sync = statistics.median(bench.sync["scan-8"])
    p99 = statistics.median(round.p99_ms for round in bench.readings["scan-8"])
    limit = 10 if sync <= 1 else 4 * sync + 5
    at_most(f"P9 p99 of scans at 8 connections, `fdatasync` {sync:.2f} ms", p99, limit, "ms")
    at_most(f"P17 start to first answer, median of {START_COUNT}", statistics.median(bench.starts), 100, "ms")
    at_most("P17 memory, idle", bench.idle, 64, "MiB")
    name = f"P17 anonymous memory after the load, of {bench.after_whole:.0f} MiB resident"
    at_most(name, bench.after, 256, "MiB")
    if "shares" in bench.readings:
        at_least(f"P18 two nodes ÷ one, {NODE_SHARE:.0%} of a core each, by rate",
                 bench.ratio("shares", "share", by_rate), 1.6)
    if "pair" in bench.readings:
        at_least("P18 two nodes ÷ one by CPU time, twice", 2 * bench.ratio("pair", "scan", by_cpu), 1.6)
    print("\n| goal | reading | wanted | |\n| --- | --- | --- | --- |")
    for name, reading, wanted_text, holds in rows:
        print(f"| {name} | {reading} | {wanted_text} | {'reached' if holds else 'MISS'} |")
    return all(holds for *_, holds in rows)


def warm(folder: Path) -> None:
    """Reads the database once, as far as memory goes: a node in service has it there."""
    for path in folder.rglob("*"):
        if path.is_file() and "pg_wal" not in path.parts:
            with path.open("rb", buffering=0) as file:
                while file.read(1 << 20):
                    pass


def measure(engine: str, folder: Path, given: argparse.Namespace) -> bool:
    region = REGIONS[engine](folder)
    try:
        filled = region.ensure(given.persons, given.cards)
        print(f"{engine}: {filled}", file=sys.stderr)
        if given.fill_only:
            return True
        warm(region.folder)
        if isinstance(region, PostgresRegion):
            region.server.pin(CLIENT_CORE)
        with contextlib.ExitStack() as stack:
            bench = Bench(region, stack)
            bench.run(given.rounds, given.seconds)
        show(bench, filled)
        return judge(bench)
    finally:
        region.close()
        sys.stdout.flush()


def end(number: int, _frame: object) -> None:
    """Ends as an exception would, so that no server outlives the benchmark."""
    raise SystemExit(128 + number)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, prog="Benchmarks/province/run")
    parser.add_argument("--persons", type=int, default=1_000_000, help="persons of each engine's region (1,000,000)")
    parser.add_argument("--cards", type=int, default=50_000, help="of them imported, and scanned in turn (50,000)")
    parser.add_argument("--engine", choices=tuple(REGIONS), help="only this one")
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds (5)")
    parser.add_argument("--seconds", type=int, default=6, help="length of each run, 2 to 20 (6); codes live 30 s")
    parser.add_argument("--keep", type=Path, help="a folder where filled databases stay, and are found again")
    parser.add_argument("--fill-only", action="store_true", help="measure nothing")
    given = parser.parse_args()
    if given.rounds < 1 or not 2 <= given.seconds <= 20 or not 1 <= given.cards <= given.persons // 10:
        parser.error("--rounds must be at least 1, --seconds 2 to 20, --cards at most a tenth of --persons")
    if len(os.sched_getaffinity(0)) < 2:
        parser.error("two cores are needed: one for the server, one for wrk")
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
    folder = given.keep.resolve() if given.keep else Path(tempfile.mkdtemp(prefix="xinglin-province-", dir="/tmp"))
    folder.chmod(0o755)
    signal.signal(signal.SIGTERM, end)
    engines = [given.engine] if given.engine else list(REGIONS)
    try:
        return 0 if all([measure(engine, folder, given) for engine in engines]) else 1
    except Failure as failure:
        print(f"void: {failure}", file=sys.stderr)
        return 2
    finally:
        if not given.keep:
            for engine in engines:
                REGIONS[engine](folder).remove()
            shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
