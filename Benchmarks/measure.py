"""Runs the measurements of docs/benchmarks.md and holds them to floors.json. Started by Benchmarks/run."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import scan_profile
from rig import CLIENT_CORE, CONNECTIONS, HERE, Exhausted, Failure, Reading, Server, drive, free_port, sync_milliseconds

BINARY = os.environ["XINGLIN_BINARY"]
START_COUNT = 10
# Nobody is refused here, however slow the machine: refusing is measured by Benchmarks/overload.
ROOMY = ("--in-work-floor", "256")
WARM_UP_SECONDS = 2
# A saturated server that got less of its core had to share it.
BUSY_SHARE = 0.9
COUNTS = "SELECT (SELECT count(*) FROM uses), (SELECT count(*) FROM audit_entries)"
ACCEPTED = '"result":"accepted"'
NAMES = {
    "bare": "bare JSON, `GET /api/v1/time`",
    "durable": "scan, durable (`synchronous=FULL`)",
    "memory": "scan, database in memory",
    "fastapi": "FastAPI, uvloop, httptools, 1 worker, the same JSON",
}


class Scans:
    """Sends signed scans to one server, each with a nonce and a code of its own, made right before."""

    def __init__(self, server: Server, data: Path):
        self.server = server
        self.data = data
        self.rate = 20_000.0

    def run(self, seconds: float) -> Reading:
        for _ in range(3):
            count = int(self.rate * seconds * 1.4) + 1_000
            file = self.data.with_suffix(".requests")
            command = [BINARY, "bench", "requests", "--data", self.data, "--count", str(count), "--out", file]
            subprocess.run(["taskset", "-c", str(CLIENT_CORE), *map(str, command)], check=True)
            try:
                reading = self.drive(seconds, file)
            except Exhausted:
                self.rate *= 2
                continue
            finally:
                file.unlink()
            self.rate = max(reading.rate, self.rate / 2)
            return reading
        raise Failure("the requests ran out three times")

    def drive(self, seconds: float, file: Path) -> Reading:
        return drive(self.server, seconds, ACCEPTED, file)


class DurableScans(Scans):
    """Scans whose rows are counted, too: one use and one audit entry for each accepted answer."""

    def rows(self) -> tuple[int, int]:
        """Uses and audit entries, once the requests that wrk left behind are through."""
        with contextlib.closing(sqlite3.connect(f"file:{self.data}/xinglin.sqlite?mode=ro", uri=True)) as database:
            if database.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                raise Failure("the database is not in WAL mode")
            before = None
            while (now := database.execute(COUNTS).fetchone()) != before:
                before = now
                time.sleep(0.5)
            return now

    def drive(self, seconds: float, file: Path) -> Reading:
        uses, entries = self.rows()
        reading = super().drive(seconds, file)
        new_uses, new_entries = self.rows()
        # Requests whose answer wrk no longer waited for were carried out, too: at most one a connection.
        most = reading.requests + CONNECTIONS
        if not reading.requests <= new_uses - uses == new_entries - entries <= most:
            raise Failure(
                f"{reading.requests} scans were accepted, {new_uses - uses} uses "
                f"and {new_entries - entries} audit entries written"
            )
        return reading


def start_milliseconds(data: Path, logs: Path) -> list[float]:
    """Start to first answer of `xinglin serve` on a data folder that is there."""
    readings = []
    for _ in range(START_COUNT):
        port = free_port()
        server = Server("serve", [BINARY, "serve", "--data", str(data), "--port", str(port)], port, logs / "start.log")
        readings.append(server.start_seconds * 1_000)
        server.stop()
    return readings


def spread(values: list[float], form: str) -> str:
    return f"{statistics.median(values):{form}} ({min(values):{form}}..{max(values):{form}})"


def machine() -> str:
    model = next(
        (line.partition(": ")[2] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    system = platform.freedesktop_os_release()["PRETTY_NAME"]
    return f"{os.cpu_count()} cores, {model}, {memory:.0f} GiB, {system}, Linux {platform.release()}"


def report(readings: dict[str, list[Reading]], sync: list[float], loads: list[float]) -> dict[str, tuple[float, float]]:
    """Prints the table of the rounds; gives each row's median ratios to bare JSON, by time and by CPU time."""
    print(f"\nMachine: {machine()}; load average {min(loads):.1f}..{max(loads):.1f}.")
    ordered = sorted(sync)
    print(
        f"fdatasync of 4 KiB in the same minutes: median {statistics.median(sync):.2f} ms, "
        f"p99 {ordered[int(len(ordered) * 0.99)]:.2f} ms, {ordered[0]:.2f}..{ordered[-1]:.2f} ms.\n"
    )
    print("Medians over the rounds (min..max).\n")
    print("| what | req/s | × bare JSON | req per server-CPU-second | × bare JSON | server's core | p50 ms | p99 ms |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    ratios = {}
    for key, runs in readings.items():
        pairs = list(zip(runs, readings["bare"], strict=True))
        by_time = [run.rate / bare.rate for run, bare in pairs]
        by_cpu = [run.rate_per_cpu_second / bare.rate_per_cpu_second for run, bare in pairs]
        ratios[key] = (statistics.median(by_time), statistics.median(by_cpu))
        columns = [
            spread([run.rate for run in runs], ",.0f"),
            spread(by_time, ".2f"),
            spread([run.rate_per_cpu_second for run in runs], ",.0f"),
            spread(by_cpu, ".2f"),
            f"{statistics.median(run.core_share for run in runs):.0%}",
            spread([run.p50_ms for run in runs], ".1f"),
            spread([run.p99_ms for run in runs], ".1f"),
        ]
        print(f"| {NAMES[key]} | {' | '.join(columns)} |")
    if min(run.core_share for run in readings["bare"]) < BUSY_SHARE:
        print(f"\nThe bare route did not get {BUSY_SHARE:.0%} of its core: others used the machine, so rates say little.")
    return ratios


def judge(ratios: dict[str, tuple[float, float]], starts: list[float]) -> bool:
    """Holds the worse of the two ratios to each floor, since other processes disturb them in opposite ways."""
    floors = json.loads((HERE / "floors.json").read_text())
    scan = min(ratios["durable"])
    fastapi = min(1 / ratio for ratio in ratios["fastapi"])
    start = statistics.median(starts)
    verdicts = [
        (
            "durable scan ÷ bare JSON, the lower of both ratios",
            f"{scan:.3f}",
            f"≥ {floors['scan_of_bare_json']}",
            scan >= floors["scan_of_bare_json"],
        ),
        (
            "bare JSON ÷ FastAPI, the lower of both ratios",
            f"{fastapi:.1f}",
            f"≥ {floors['bare_json_of_fastapi']}",
            fastapi >= floors["bare_json_of_fastapi"],
        ),
        (
            f"start to first answer, {START_COUNT} starts",
            f"{spread(starts, '.0f')} ms",
            f"≤ {floors['start_milliseconds']} ms",
            start <= floors["start_milliseconds"],
        ),
    ]
    print("\n| floor | reading | wanted | |")
    print("| --- | --- | --- | --- |")
    for name, reading, wanted, holds in verdicts:
        print(f"| {name} | {reading} | {wanted} | {'pass' if holds else 'MISS'} |")
    return all(holds for *_, holds in verdicts)


def measure(folder: Path, rounds: int, seconds: float, with_profile: bool) -> bool:
    data, volatile = folder / "durable", folder / "memory"
    port = free_port()
    # The demo seeds the made-up region; what is measured is `serve` on the folder it leaves.
    Server("demo", [BINARY, "demo", "--data", str(data), "--port", str(port)], port, folder / "demo.log").stop()
    with contextlib.ExitStack() as stack:

        def started(name: str, port: int, *command: str) -> Server:
            server = Server(name, list(command), port, folder / f"{name}.log")
            stack.callback(server.stop)
            return server

        durable = started("durable", port, BINARY, "serve", "--data", str(data), "--port", str(port), *ROOMY)
        port = free_port()
        memory = started(
            "memory", port, BINARY, "bench", "serve", "--memory", "--data", str(volatile), "--port", str(port),
            *ROOMY,
        )
        port = free_port()
        fastapi = started(
            "fastapi", port, sys.executable, "-m", "uvicorn", "fastapi_time:app", "--port", str(port), "--workers", "1",
            "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning",
        )
        scans, memory_scans = DurableScans(durable, data), Scans(memory, volatile)
        runs = {
            "bare": lambda seconds: drive(durable, seconds, '{"time":"'),
            "durable": scans.run,
            "memory": memory_scans.run,
            "fastapi": lambda seconds: drive(fastapi, seconds, '{"time":"'),
        }
        readings: dict[str, list[Reading]] = {key: [] for key in runs}
        sync, loads = [], []
        for run in runs.values():
            run(WARM_UP_SECONDS)
        for number in range(rounds):
            for key, run in runs.items():
                reading = run(seconds)
                readings[key].append(reading)
                print(
                    f"round {number + 1} {key:8} {reading.rate:9,.0f} req/s "
                    f"{reading.rate_per_cpu_second:9,.0f} per CPU-second p99 {reading.p99_ms:.1f} ms",
                    file=sys.stderr,
                )
                if key == "durable":
                    sync += sync_milliseconds(data)
                    loads.append(os.getloadavg()[0])
        if with_profile:
            table = scan_profile.record(durable.pid, folder, lambda seconds: scans.run(seconds))
    starts = start_milliseconds(data, folder)
    ratios = report(readings, sync, loads)
    holds = judge(ratios, starts)
    if with_profile:
        print(f"\n{table}")
    return holds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, prog="Benchmarks/run")
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds (5)")
    parser.add_argument("--seconds", type=int, default=6, help="length of each run, 2 to 20 (6); codes live 30 s")
    parser.add_argument("--no-profile", action="store_true", help="leave out the profile of a scan")
    arguments = parser.parse_args()
    if arguments.rounds < 1 or not 2 <= arguments.seconds <= 20:
        parser.error("--rounds must be at least 1 and --seconds 2 to 20")
    if len(os.sched_getaffinity(0)) < 2:
        parser.error("two cores are needed: one for the server, one for wrk")
    # Beside the build, so on the disk that the repository is on.
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=Path(BINARY).resolve().parent))
    try:
        return 0 if measure(folder, arguments.rounds, arguments.seconds, not arguments.no_profile) else 1
    except Failure as failure:
        print(f"void: {failure}", file=sys.stderr)
        return 2
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
