"""One-time marks in PostgreSQL beside Redis. Started by Benchmarks/marks/run."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "Benchmarks"), str(ROOT / "Benchmarks/province")]
from postgres import SETTINGS, Postgres  # noqa: E402
from rig import CLIENT_CORE, SERVER_CORE, TICKS_PER_SECOND, Failure, Server, free_port, sync_milliseconds  # noqa: E402

BINARY = os.environ["XINGLIN_BINARY"]
PGBENCH = "/usr/lib/postgresql/15/bin/pgbench"
SOURCE = ROOT / "Sources/Storage/CardCode/SQLMarkRepository.swift"
CLIENTS = 16
# How long a mark is kept: 26 hours.
LIFE_SECONDS = 93_600
WANTED = 0.4
# redis-benchmark draws from as many names as a C int has.
NAMES_OF_REDIS = 2**31 - 1
NAMES = {
    "redis": "Redis, `SET … NX EX`",
    "on": "PostgreSQL, `synchronous_commit` on",
    "off": "PostgreSQL, `synchronous_commit` off",
}


def statement() -> str:
    """The platform's own statement, with values that pgbench makes: a nonce of 32 characters, the server's time."""
    found = re.search(r"INSERT INTO nonces .*?DO NOTHING", SOURCE.read_text(), re.DOTALL)
    if found is None:
        raise Failure(f"{SOURCE} has no INSERT INTO nonces")
    values = {"$1": ":app", "$2": "md5(:nonce)", "$3": "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"}
    text = " ".join(found[0].split())
    for place, value in values.items():
        text = text.replace(place, value)
    return f"\\set nonce random(1, 9223372036854775807)\n{text};\n"


class Redis:
    """A Redis of the benchmark's own, on loopback, that writes nothing to the disk."""

    def __init__(self, folder: Path):
        program = folder / "redis-server"
        # One program under several names, of which Debian puts this one into the package with the service.
        program.symlink_to("/usr/bin/redis-check-rdb")
        self.port = free_port()
        options = {"port": self.port, "bind": "127.0.0.1", "dir": folder, "save": "", "appendonly": "no"}
        command = ["taskset", "-c", str(SERVER_CORE), str(program)]
        for name, value in options.items():
            command += [f"--{name}", str(value)]
        with (folder / "redis.log").open("wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        deadline = time.monotonic() + 10
        while self.command("PING") != "PONG":
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise Failure(f"Redis did not start:\n{(folder / 'redis.log').read_text()[-2000:]}")
            time.sleep(0.05)
        if self.command("SET", "a", "1", "NX", "EX", "60") != "OK" or self.command("SET", "a", "1", "NX", "EX", "60"):
            raise Failure("Redis marked one name twice")

    def command(self, *words: str) -> str:
        command = ["redis-cli", "-p", str(self.port), *words]
        return subprocess.run(command, capture_output=True, text=True).stdout.strip()

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND

    def marks(self) -> int:
        return int(self.command("DBSIZE"))

    def run(self, count: int) -> int:
        """Gives how many names were marked."""
        before = self.marks()
        command = ["taskset", "-c", str(CLIENT_CORE), "redis-benchmark", "-p", str(self.port), "-c", str(CLIENTS)]
        command += ["-n", str(count), "-r", str(NAMES_OF_REDIS), "-P", "1", "-q"]
        command += ["SET", "nonce:xl-region-app:00000000__rand_int__", "1", "NX", "EX", str(LIFE_SECONDS)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        marked = self.marks() - before
        # Now and then a name is drawn twice.
        if not 0.99 * count <= marked <= count:
            raise Failure(f"{count} names, {marked} marks:\n{done.stdout[-1000:]}{done.stderr[-1000:]}")
        return marked

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)


def mark_in_postgres(server: Postgres, script: Path, seconds: int, synchronous: str) -> int:
    command = ["taskset", "-c", str(CLIENT_CORE), PGBENCH, "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "1"]
    command += ["-T", str(seconds), "-D", "app=xl-region-app", "-f", str(script), server.address]
    before = int(server.ask("SELECT count(*) FROM nonces"))
    environment = dict(os.environ, PGOPTIONS=f"-c synchronous_commit={synchronous}")
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        raise Failure(f"pgbench failed:\n{done.stderr[-2000:]}")
    return int(server.ask("SELECT count(*) FROM nonces")) - before


def measure(folder: Path, server: Postgres, redis: Redis, rounds: int, seconds: int) -> bool:
    script = folder / "mark.sql"
    script.write_text(statement())
    # Redis counts requests instead of seconds: as many as it did in a second of the round before, for each second.
    speed = 20_000.0

    def in_redis(seconds: int) -> int:
        return redis.run(int(speed * seconds))

    runs: dict[str, tuple[Callable[[int], int], Callable[[], float]]] = {
        "redis": (in_redis, redis.cpu_seconds),
        "on": (lambda seconds: mark_in_postgres(server, script, seconds, "on"), server.cpu_seconds),
        "off": (lambda seconds: mark_in_postgres(server, script, seconds, "off"), server.cpu_seconds),
    }
    rates: dict[str, list[float]] = {key: [] for key in runs}
    by_cpu: dict[str, list[float]] = {key: [] for key in runs}
    sync: list[float] = []
    for number in range(rounds + 1):
        for key, (run, cpu_seconds) in runs.items():
            spent, begin = cpu_seconds(), time.monotonic()
            marked = run(seconds)
            # pgbench connects first and redis-benchmark reports last: small beside the seconds.
            rate = marked / (time.monotonic() - begin)
            spent = cpu_seconds() - spent
            if key == "redis":
                speed = rate
            # The first round warms up.
            if number:
                rates[key].append(rate)
                by_cpu[key].append(marked / spent)
                said = f"{rate:8,.0f} marks/s {marked / spent:8,.0f} per CPU-second"
                print(f"round {number} {key:5} {said}", file=sys.stderr)
        sync += sync_milliseconds(folder)
    print(f"\nMedians of {rounds} rounds (least to most); load average {os.getloadavg()[0]:.1f}; `fdatasync` of 4 KiB: "
          f"median {statistics.median(sync):.2f} ms. {CLIENTS} clients.\n")
    print("| one-time mark | marks/s | ÷ Redis | per server-CPU-second | ÷ Redis |\n| --- | --- | --- | --- | --- |")
    holds = True
    for key in runs:
        ratio = statistics.median(one / two for one, two in zip(rates[key], rates["redis"], strict=True))
        cpu_ratio = statistics.median(one / two for one, two in zip(by_cpu[key], by_cpu["redis"], strict=True))
        print(f"| {NAMES[key]} | {spread(rates[key])} | {ratio:.2f} | {spread(by_cpu[key])} | {cpu_ratio:.2f} |")
        if key != "redis":
            holds = holds and ratio >= WANTED
    print(f"\nP15, wanted {WANTED} of Redis by rate with either setting: {'reached' if holds else 'MISS'}")
    return holds


def spread(values: list[float]) -> str:
    return f"{statistics.median(values):,.0f} ({min(values):,.0f}–{max(values):,.0f})"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, prog="Benchmarks/marks/run")
    parser.add_argument("--rounds", type=int, default=5, help="interleaved rounds (5)")
    parser.add_argument("--seconds", type=int, default=6, help="length of each run (6)")
    given = parser.parse_args()
    if given.rounds < 1 or given.seconds < 1:
        parser.error("--rounds and --seconds must be at least 1")
    folder = Path(tempfile.mkdtemp(prefix="xinglin-marks-", dir="/tmp"))
    folder.chmod(0o755)
    # Ends as an exception would, so that no server outlives the benchmark.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    server, redis = Postgres(folder / "pg"), None
    try:
        server.start(SETTINGS)
        server.ask("CREATE DATABASE province", database="postgres")
        port = free_port()
        # The schema is what a node makes at its start.
        command = [BINARY, "serve", "--data", str(folder / "data"), "--storage", server.address, "--port", str(port)]
        Server("serve", command, port, folder / "serve.log").stop()
        server.pin(SERVER_CORE)
        redis = Redis(folder)
        return 0 if measure(folder, server, redis, given.rounds, given.seconds) else 1
    except Failure as failure:
        print(f"void: {failure}", file=sys.stderr)
        return 2
    finally:
        if redis:
            redis.stop()
        subprocess.run([ROOT / "tools/postgres.sh", "stop", server.folder], check=True)
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
