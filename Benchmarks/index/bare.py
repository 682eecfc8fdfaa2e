"""Bare inserts of an index's rows into tables of the same form on the same engine, in the same batches: the least that
keeping them costs. Foreign keys are not looked at: rows of one batch may name those of the next."""

from __future__ import annotations

import contextlib
import resource
import sqlite3
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from rig import Failure

# Each with what its rows come in the order of.
TABLES = {
    "index_persons": "index_number",
    "source_records": "record_number",
    "index_links": "record_number",
    "index_events": "event_id",
    "index_reviews": "review_id",
    "index_blocks": "index_number",
}


@dataclass
class Bare:
    records: int
    seconds: float
    # Of the process that ran SQLite; not known of PostgreSQL, which has several.
    cpu_seconds: float | None

    @property
    def rate(self) -> float:
        return self.records / self.seconds


def cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def slices(first: int, last: int, batches: int) -> list[tuple[int, int]]:
    """The keys from first to last in so many parts."""
    edges = [first + (last - first + 1) * part // batches for part in range(batches + 1)]
    return [(low, high - 1) for low, high in zip(edges, edges[1:])]


def sqlite(filled: Path, folder: Path, batch: int) -> Bare:
    path = folder / "bare.sqlite"
    path.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -65536;"
            "PRAGMA wal_autocheckpoint = 8192; PRAGMA temp_store = FILE"
        )
        database.execute("ATTACH ? AS filled", (str(filled),))
        for table in TABLES:
            for [text] in database.execute(
                "SELECT sql FROM filled.sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY rowid", (table,)
            ).fetchall():
                database.execute(text)
        # Blocks lie in the order of chance; this brings them into the order in which they came.
        database.execute(
            "CREATE TEMP TABLE blocks AS SELECT block, index_number FROM filled.index_blocks ORDER BY index_number"
        )
        database.execute("CREATE INDEX temp.blocks_by_index ON blocks (index_number, block)")
        [records] = database.execute("SELECT count(*) FROM filled.source_records").fetchone()
        batches = max(1, records // batch)
        parts = {}
        for table, key in TABLES.items():
            low, high = database.execute(f"SELECT min({key}), max({key}) FROM filled.{table}").fetchone()
            parts[table] = slices(low or 0, high or 0, batches)
        begin, spent = time.monotonic(), cpu()
        for number in range(batches):
            database.execute("BEGIN IMMEDIATE")
            for table, key in TABLES.items():
                source = "temp.blocks" if table == "index_blocks" else f"filled.{table}"
                database.execute(
                    f"INSERT INTO main.{table} SELECT * FROM {source} WHERE {key} BETWEEN ? AND ?", parts[table][number]
                )
            database.execute("COMMIT")
        found = Bare(records, time.monotonic() - begin, cpu() - spent)
        for table in TABLES:
            [[here], [there]] = (database.execute(f"SELECT count(*) FROM {place}.{table}").fetchone()
                                 for place in ("main", "filled"))
            if here != there:
                raise Failure(f"the bare insert left {there - here} rows of {table} out")
    path.unlink()
    for end in ("-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)
    return found


def psql(address: str, text: str) -> list[list[str]]:
    done = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", address], input=text,
                          capture_output=True, text=True)
    if done.returncode != 0:
        raise Failure(f"psql failed:\n{done.stderr[-2000:]}")
    return [line.split("\t") for line in done.stdout.splitlines()]


def postgres(address: str, batch: int) -> Bare:
    psql(address, "".join(
        ["DROP SCHEMA IF EXISTS bare CASCADE; CREATE SCHEMA bare;"]
        + [f"CREATE TABLE bare.{table} (LIKE public.{table} INCLUDING ALL);" for table in TABLES]
        + ["CREATE UNLOGGED TABLE bare.waiting AS SELECT * FROM public.index_blocks ORDER BY index_number;"
           "CREATE INDEX ON bare.waiting (index_number); ANALYZE bare.waiting; CREATE INDEX IF NOT EXISTS "
           "links_of_record ON public.index_links (record_number); CHECKPOINT;"]
    ))
    records = int(psql(address, "SELECT count(*) FROM public.source_records")[0][0])
    batches = max(1, records // batch)
    parts = {}
    for table, key in TABLES.items():
        [[low, high]] = psql(address, f"SELECT coalesce(min({key}), 0), coalesce(max({key}), 0) FROM public.{table}")
        parts[table] = slices(int(low), int(high), batches)
    lines = []
    for number in range(batches):
        lines.append("BEGIN;")
        for table, key in TABLES.items():
            source = "bare.waiting" if table == "index_blocks" else f"public.{table}"
            low, high = parts[table][number]
            lines.append(f"INSERT INTO bare.{table} SELECT * FROM {source} WHERE {key} BETWEEN {low} AND {high};")
        lines.append("COMMIT;")
    begin = time.monotonic()
    psql(address, "\n".join(lines))
    found = Bare(records, time.monotonic() - begin, None)
    psql(address, "DROP SCHEMA bare CASCADE")
    return found
