"""Measures `xinglin import residents` on both engines, and psql and sqlite3 with the same rows in the same run."""

from __future__ import annotations

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ["XINGLIN_BINARY"]
TABLES = ("persons", "identifiers", "person_versions", "cards", "audit_entries", "population")
LIST_COLUMNS = "name text, id_type text, id_no text, phone text, nation text"
START_SECONDS = 120


class Failure(Exception):
    """The benchmark is void: something did not run, or rows are missing."""


@dataclass
class Import:
    """One run of the command."""

    rows: int
    seconds: float
    cpu_seconds: float
    peak_mb: float

    @property
    def rate(self) -> float:
        return self.rows / self.seconds


def timed(command: list[str], text: str = "") -> float:
    """Seconds that a command takes."""
    begin = time.monotonic()
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - begin
    if done.returncode != 0:
        raise Failure(f"{command[0]} failed:\n{done.stderr[-2000:]}")
    return seconds


def psql(address: str, *commands: str) -> str:
    options = [part for command in commands for part in ("-c", command)]
    done = subprocess.run(
        ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", address, *options],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Failure(f"psql failed:\n{done.stderr[-2000:]}")
    return done.stdout


def timed_psql(address: str, *commands: str) -> float:
    begin = time.monotonic()
    psql(address, *commands)
    return time.monotonic() - begin


def make_region(data: Path, options: list[str]) -> None:
    """A fresh sandbox whose server has stopped."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = data.with_suffix(".log")
    with log.open("wb") as output:
        command = [BINARY, "demo", "--port", str(port), "--data", str(data), *options]
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            if server.poll() is not None or time.monotonic() > deadline:
                server.kill()
                raise Failure(f"the server did not start:\n{log.read_text()[-2000:]}") from None
            time.sleep(0.1)
    server.send_signal(signal.SIGTERM)
    if server.wait(60) not in (0, -signal.SIGTERM):
        raise Failure(f"the server did not stop:\n{log.read_text()[-2000:]}")


def take(file: Path, data: Path, rows: int, options: list[str]) -> Import:
    """Imports the list and checks that everyone of it is there."""
    command = [BINARY, "import", "residents", str(file), "--operator", "centre-1", "--tag", "bench"]
    out = data.with_suffix(".out")
    with out.open("wb") as output:
        begin = time.monotonic()
        process = subprocess.Popen([*command, "--data", str(data), *options], stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    said = out.read_text()
    if process.returncode != 0 or f"{rows} rows: {rows} added" not in said:
        raise Failure(f"the import ended with {process.returncode}:\n{said[-2000:]}")
    return Import(rows, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def sqlite(folder: Path, file: Path, rows: int, options: list[str]) -> None:
    data = folder / "sqlite"
    make_region(data, [])
    ours = take(file, data, rows, options)
    size = sum(part.stat().st_size for part in data.glob("xinglin.sqlite*")) / 1e6
    limit = folder / "limit.sqlite"
    settings = f"PRAGMA journal_mode = WAL;\nCREATE TABLE list ({LIST_COLUMNS});\n"
    copied = timed(["sqlite3", "-batch", str(limit)], f"{settings}.mode csv\n.import --skip 1 {file} list\n")
    indexed = timed(["sqlite3", "-batch", str(limit)], "CREATE UNIQUE INDEX one ON list (id_type, id_no);\n")
    show("SQLite", ours, [("sqlite3 .import", copied), (".import and CREATE UNIQUE INDEX", copied + indexed)])
    print(f"database after it: {size:,.0f} MB")


def postgres(folder: Path, file: Path, rows: int, options: list[str]) -> None:
    started = subprocess.run(
        [ROOT / "tools/postgres.sh", "start", folder / "pg"], capture_output=True, text=True, check=True
    )
    server = started.stdout.strip().splitlines()[-1]

    def database(name: str) -> str:
        psql(server, f"CREATE DATABASE {name}")
        return server.replace("/postgres?", f"/{name}?", 1)

    ours_at, limit_at, same_at = database("ours"), database("limits"), database("same")
    # The server's log says how long each COPY took; no value is written into it.
    for setting in ("log_min_duration_statement = 0", "log_parameter_max_length = 0"):
        psql(server, f"ALTER DATABASE ours SET {setting}")
    data = folder / "postgres"
    make_region(data, ["--storage", ours_at])
    log = folder / "pg/log"
    before = log.stat().st_size
    ours = take(file, data, rows, ["--storage", ours_at, *options])
    with log.open("rb") as lines:
        lines.seek(before)
        spent = re.findall(rb"duration: ([0-9.]+) ms  statement: COPY (\w+) \(", lines.read())
    copying = sum(float(milliseconds) for milliseconds, _ in spent) / 1_000

    psql(limit_at, f"CREATE TABLE list ({LIST_COLUMNS})")
    copied = timed_psql(limit_at, f"\\copy list FROM '{file}' (FORMAT csv, HEADER)")
    indexed = timed_psql(limit_at, "CREATE UNIQUE INDEX one ON list (id_type, id_no)")

    # The very rows that the import wrote, by \copy: into the same tables with their rules, and into bare ones.
    schema = subprocess.run(["pg_dump", "--schema-only", "-d", ours_at], capture_output=True, text=True, check=True)
    subprocess.run(
        ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", same_at],
        input=schema.stdout,
        capture_output=True,
        text=True,
        check=True,
    )
    ruled = bare = 0.0
    for table in TABLES:
        rows_file = folder / f"{table}.rows"
        psql(ours_at, f"\\copy (SELECT * FROM {table}) TO '{rows_file}' (FORMAT binary)")
        psql(same_at, f"CREATE TABLE bare_{table} (LIKE {table})")
        bare += timed_psql(same_at, f"\\copy bare_{table} FROM '{rows_file}' (FORMAT binary)")
        ruled += timed_psql(same_at, f"\\copy {table} FROM '{rows_file}' (FORMAT binary)")
        rows_file.unlink()
    limits = [("psql \\copy", copied), ("\\copy and CREATE UNIQUE INDEX", copied + indexed)]
    limits.append(("\\copy of the rows it wrote, six tables without rules", bare))
    limits.append(("… the same with their indexes, keys and checks", ruled))
    show("PostgreSQL", ours, limits)
    print(
        f"COPY phase, by the server's log: {copying:.1f} s ({len(spent)} statements); "
        f"\\copy of the same rows into the same tables ÷ it: {ruled / copying:.2f}; into bare tables ÷ it: "
        f"{bare / copying:.2f}"
    )
    size = float(psql(ours_at, "SELECT pg_database_size(current_database())")) / 1e6
    print(f"database after it: {size:,.0f} MB")


def show(engine: str, ours: Import, limits: list[tuple[str, float]]) -> None:
    print(f"\n{engine}, {ours.rows:,} residents (load average {os.getloadavg()[0]:.1f})\n")
    print("| what | s | rows/s | import ÷ it |\n| --- | --- | --- | --- |")
    print(f"| `xinglin import residents`, whole | {ours.seconds:.1f} | {ours.rate:,.0f} | |")
    for name, seconds in limits:
        print(f"| {name} | {seconds:.1f} | {ours.rows / seconds:,.0f} | {seconds / ours.seconds:.3f} |")
    microseconds = ours.cpu_seconds / ours.rows * 1e6
    print(f"\npeak memory {ours.peak_mb:.0f} MB; {microseconds:.0f} µs of the command's own CPU time a resident")
    sys.stdout.flush()


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--folder", type=Path, required=True)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--engine", choices=("sqlite", "postgres"))
    options.add_argument("--chunk", type=int, help="rows that share a transaction, if not as many as usual")
    given = options.parse_args()
    file = given.folder / "list.csv"
    timed([BINARY, "bench", "residents", "--count", str(given.rows), "--out", str(file)])
    more = ["--rows", str(given.chunk)] if given.chunk else []
    try:
        for engine in (sqlite, postgres):
            if given.engine in (None, engine.__name__):
                engine(given.folder, file, given.rows, more)
    except Failure as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main()
