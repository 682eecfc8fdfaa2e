"""How many bytes a row has in each table and index, on both engines, and how much log a scan writes on PostgreSQL.

The rows are made up, as long as those of the demo region: its tables are read for the lengths of sealed columns. They
are inserted in the order of time, random keys at random, as a region would.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PGBENCH = "/usr/lib/postgresql/15/bin/pgbench"
DAY = 86_400_000
SEALED = ("id_no", "name", "gender", "birth_date", "phone", "nation", "address")
PERSONAL = ("persons", "person_versions", "identifiers", "cards", "card_apps", "resident_accounts")
GROWING = ("uses", "audit_entries", "nonces", "used_codes")


def long_id(kind: str, number: int) -> str:
    return hashlib.sha256(f"{kind}{number}".encode()).hexdigest().upper()


class Rows:
    """The rows of every table, the same for the same seed."""

    def __init__(self, count: int, lengths: dict[str, int], now: int) -> None:
        self.count, self.lengths, self.now = count, lengths, now
        self.random = random.Random(1)

    def of(self, table: str) -> Iterator[tuple[object, ...]]:
        for number in range(self.count):
            yield getattr(self, table)(number, self.now - DAY + number * DAY // self.count)

    def persons(self, number: int, at: int) -> tuple[object, ...]:
        return (long_id("p", number), 1, at, at)

    def person_versions(self, number: int, at: int) -> tuple[object, ...]:
        cells = [self.random.randbytes(self.lengths[column]) for column in SEALED]
        return (long_id("p", number), 1, at, "01", *cells, 1)

    def identifiers(self, number: int, at: int) -> tuple[object, ...]:
        return (number + 1_000_000, "01", self.random.randbytes(16), long_id("p", number), at, None)

    def cards(self, number: int, at: int) -> tuple[object, ...]:
        card, person = long_id("c", number), long_id("p", number)
        return (card, person, "active", at, "staff", "clerk-1", at, "1", "app-hospital", at)

    def card_apps(self, number: int, at: int) -> tuple[object, ...]:
        return (long_id("c", number), "app-hospital", at)

    def resident_accounts(self, number: int, at: int) -> tuple[object, ...]:
        return (self.random.randbytes(16), long_id("p", number), at)

    def uses(self, number: int, at: int) -> tuple[object, ...]:
        which = self.random.randrange(self.count)
        identifier = f"{at:012X}" + self.random.randbytes(26).hex().upper()
        place = ("H1", "0101", f"T-{which % 2000:05}", "1", f"{which % 9999:04}")
        return (identifier, long_id("c", which), long_id("p", which), *place, "010101", "挂号", "dynamic",
                "app-hospital", "accepted", at)

    def audit_entries(self, number: int, at: int) -> tuple[object, ...]:
        which = self.random.randrange(self.count)
        place = ("app-hospital", "H1", "0101", f"T-{which % 2000:05}", f"{which % 9999:04}")
        return (number + 1_000_000, at, "code.scan", "ok", "app", *place, "010101", "挂号", long_id("p", which),
                long_id("c", which), "name,gender,birth-date,phone", self.random.randbytes(8).hex())

    def nonces(self, number: int, at: int) -> tuple[object, ...]:
        return ("app-hospital", self.random.randbytes(16).hex(), at)

    def used_codes(self, number: int, at: int) -> tuple[object, ...]:
        return (self.random.randbytes(16), at)


@contextlib.contextmanager
def demo(binary: str, folder: Path, *more: str) -> Iterator[None]:
    """A demo region, running for as long as its schema and its rows are wanted."""
    command = [binary, "demo", "--data", str(folder), "--port", "18479", *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as server:
        assert server.stdout is not None
        try:
            for line in server.stdout:
                if "Ctrl-C" in line:
                    break
            yield
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=60)


def literal(value: object) -> str:
    if value is None:
        return r"\N"
    return "\\\\x" + value.hex() if isinstance(value, bytes) else str(value)


class PostgreSQL:
    def __init__(self, address: str) -> None:
        self.address = address

    def ask(self, text: str, rows: Iterator[str] | None = None) -> list[list[str]]:
        command = ["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", self.address, "-c", text]
        answer = subprocess.run(command, input="".join(rows) if rows else None, text=True, check=True,
                                capture_output=True)
        return [line.split("\t") for line in answer.stdout.splitlines()]

    def fill(self, rows: Rows, tables: tuple[str, ...]) -> None:
        for table in tables:
            columns = ", ".join(name for [name] in self.ask(
                f"SELECT attname FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 ORDER BY attnum"
            )[: len(next(rows.of(table)))])
            self.ask(f"COPY {table} ({columns}) FROM STDIN",
                     ("\t".join(map(literal, row)) + "\n" for row in rows.of(table)))

    def sizes(self, table: str, count: int) -> list[tuple[str, float]]:
        """Bytes per row of the table and of each index; partitions are added up under the name of the parent's."""
        found = self.ask(f"""
            SELECT coalesce(p.inhparent::regclass::text, i.indexrelid::regclass::text, c.oid::regclass::text) || CASE
                    WHEN i.indisprimary THEN ' (primary key)' ELSE '' END,
                sum(pg_relation_size(coalesce(i.indexrelid, c.oid)))
            FROM pg_partition_tree('{table}') AS t JOIN pg_class AS c ON c.oid = t.relid AND t.isleaf
            CROSS JOIN LATERAL (SELECT indexrelid, indisprimary FROM pg_index WHERE indrelid = c.oid
                UNION ALL SELECT NULL, NULL) AS i
            LEFT JOIN pg_inherits AS p ON p.inhrelid = coalesce(i.indexrelid, c.oid)
            GROUP BY 1 ORDER BY 2 DESC""") if table in ("uses", "audit_entries") else self.ask(f"""
            SELECT indexrelid::regclass::text, pg_relation_size(indexrelid) FROM pg_index
                WHERE indrelid = '{table}'::regclass
            UNION ALL SELECT '{table}', pg_relation_size('{table}') ORDER BY 2 DESC""")
        return [(name, int(size) / count) for name, size in found if int(size) / count >= 1]

    def log_of_scans(self, persons: int, scans: int) -> list[float]:
        """Bytes of the log per scan, of those after a checkpoint, which log whole pages, and of as many after them."""
        text = rf"""
            \set i random(0, {persons - 1})
            BEGIN ISOLATION LEVEL SERIALIZABLE;
            INSERT INTO nonces VALUES ('app-hospital', md5(random()::text),
                (extract(epoch FROM clock_timestamp()) * 1000)::bigint) ON CONFLICT (app_id, nonce) DO NOTHING;
            INSERT INTO used_codes VALUES (decode(md5(random()::text), 'hex'),
                (extract(epoch FROM clock_timestamp()) * 1000)::bigint) ON CONFLICT (token) DO NOTHING;
            INSERT INTO uses SELECT upper(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
                || md5(random()::text) || left(md5(random()::text), 20)), card_id, person_id, 'H1', '0101', 'T-00001', '1',
                '0042', '010101', '挂号', 'dynamic', 'app-hospital', 'accepted',
                (extract(epoch FROM clock_timestamp()) * 1000)::bigint
                FROM cards WHERE card_id = upper(encode(sha256('c:i'::bytea), 'hex'))
                ON CONFLICT (card_id, terminal_code, step, used_at) DO NOTHING;
            INSERT INTO audit_entries (at, operation, outcome, role, actor, institution_code, department, terminal_code,
                operator_id, step, purpose, person_id, card_id, shown, request_id)
                SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint, 'code.scan', 'ok', 'app', 'app-hospital',
                'H1', '0101', 'T-00001', '0042', '010101', '挂号', person_id, card_id, 'name,gender,birth-date,phone',
                left(md5(random()::text), 16) FROM cards WHERE card_id = upper(encode(sha256('c:i'::bytea), 'hex'));
            UPDATE slots SET serial = serial + 1 WHERE slot = :client_id;
            COMMIT;
            """
        text = text.replace("'c:i'::bytea", "('c' || :i)::bytea")
        self.ask("CREATE TABLE slots AS SELECT s AS slot, 0 AS serial FROM generate_series(0, 3) AS s")
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
            script.write(" ".join(text.split()).replace("; ", ";\n").replace(") BEGIN", ")\nBEGIN"))
            script.flush()
            self.ask("CHECKPOINT")
            found = []
            for _ in range(2):
                [[start]] = self.ask("SELECT pg_current_wal_lsn()")
                subprocess.run([PGBENCH, "-n", "-c", "4", "-t", str(scans // 4), "--max-tries", "50", "-f", script.name,
                                self.address], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                [[size]] = self.ask(f"SELECT pg_current_wal_lsn() - '{start}'::pg_lsn")
                found.append(float(size) / scans)
        return found


def fill_sqlite(path: Path, rows: Rows) -> dict[str, list[tuple[str, float]]]:
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.executescript("PRAGMA foreign_keys = OFF; PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF")
        names = {table: [row[0] for row in database.execute(
            "SELECT name FROM sqlite_schema WHERE tbl_name = ?", (table,))] for table in PERSONAL + GROWING}
        # dbstat is in Debian's command, not in every Python.
        sizes = lambda: {name: int(size) for name, size in (line.split("|") for line in subprocess.run(
            ["sqlite3", str(path), "SELECT name, sum(pgsize) FROM dbstat GROUP BY 1"],
            check=True, text=True, capture_output=True).stdout.splitlines())}
        before = sizes()
        for table in PERSONAL + GROWING:
            marks = ", ".join("?" * len(next(rows.of(table))))
            database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows.of(table))
            database.commit()
        after = sizes()
    return {table: [(name, (after[name] - before[name]) / rows.count) for name in sorted(names[table])
                    if name in after and after[name] > before[name]] for table in PERSONAL + GROWING}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000, help="rows of each table")
    parser.add_argument("--scans", type=int, default=40_000, help="scans whose log is measured")
    options = parser.parse_args()
    binary, server = os.environ["XINGLIN_BINARY"], os.environ["XINGLIN_POSTGRES"]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "sqlite"
        with demo(binary, place):
            pass
        file = place / "xinglin.sqlite"
        with contextlib.closing(sqlite3.connect(file)) as database:
            lengths = {column: round(database.execute(f"SELECT avg(length({column})) FROM person_versions").fetchone()[0])
                       for column in SEALED}
        rows = Rows(options.rows, lengths, int(time.time() * 1_000))
        in_sqlite = fill_sqlite(file, rows)

        name = f"size_{os.getpid()}"
        main_database = PostgreSQL(server)
        main_database.ask(f"CREATE DATABASE {name}")
        try:
            database = PostgreSQL(server.replace("/postgres?", f"/{name}?", 1))
            with demo(binary, Path(folder) / "postgres", "--storage", database.address):
                pass
            database.ask("""
                INSERT INTO institutions VALUES ('H1', 'H', 'H', NULL, 'A100', '510100', 'authorised', '');
                INSERT INTO apps VALUES ('app-hospital', 'app', 'R-size', NULL, 'authorised', '')""")
            database.fill(rows, PERSONAL + GROWING)
            database.ask("VACUUM ANALYZE")
            print(f"{options.rows} rows of each table; sealed columns: {lengths}\n")
            print("| table | PostgreSQL: bytes a row | SQLite: bytes a row |\n| --- | --- | --- |")
            for table in PERSONAL + GROWING:
                cells = []
                for found in (database.sizes(table, options.rows), in_sqlite[table]):
                    parts = ", ".join(f"{part} {size:.0f}" for part, size in found)
                    cells.append(f"**{sum(size for _, size in found):.0f}**: {parts}")
                print(f"| `{table}` | {cells[0]} | {cells[1]} |")
            first, later = database.log_of_scans(options.rows, options.scans)
            print(f"\n{options.scans} scans of four connections after a checkpoint wrote {first:.0f} bytes of the log each, "
                  f"as many after them {later:.0f}")
        finally:
            main_database.ask(f"DROP DATABASE {name} WITH (FORCE)")


if __name__ == "__main__":
    sys.exit(main())
