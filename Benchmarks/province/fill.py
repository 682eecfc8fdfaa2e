"""Fills a region with made-up rows, as many and as long as a province's, and with residents who are imported."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from postgres import FILLING, ROOT, Postgres

sys.path.insert(0, str(ROOT / "Benchmarks"))
from rig import Failure, Server, free_port  # noqa: E402

BINARY = os.environ["XINGLIN_BINARY"]
PART = 250_000
# Keys begin with 40 bits that rise with the row, so that every tree is appended to; the rest is random.
KEY_SPACE = 1 << 40
# The lengths that sealing gives: a document's number, and each of the other six.
NUMBER_BYTES, CELL_BYTES, CELLS = 70, 54, 6
# Bytes that must be free for each person, and beside them.
NEED = {"sqlite": 1_900, "postgres": 2_400}
SPARE = 6 << 30
APP = "xl-region-app"
# The cards that came by the import and nobody claimed become active ones of one app.
ACTIVATE = f"""
    UPDATE cards SET status = 'active', proofing_method = 'staff_checked', proofing_verifier = 'BENCHMARK',
        proofed_at = issued_at WHERE status = 'preissued'"""
BIND = f"INSERT INTO card_apps SELECT card_id, '{APP}', issued_at FROM cards WHERE status = 'preissued'"
REAL = "SELECT card_id, person_id FROM cards WHERE status = 'preissued' ORDER BY card_id"


@dataclass
class Filled:
    """What `filled.json` keeps: what was asked for, what is there, and how long it took."""

    persons: int
    cards: int
    rows: int
    bytes: int
    fill_seconds: float
    import_seconds: float


class Region:
    """The region on one engine, in a folder of its own: database, keys, sandbox file, cards to scan."""

    engine = ""
    storage: list[str] = []

    def __init__(self, folder: Path):
        self.folder = folder / self.engine
        self.data = self.folder / "data"

    def command(self, name: str, *more: str) -> list[str]:
        return [BINARY, *name.split(), *more, "--data", str(self.data), *self.storage]

    def ensure(self, persons: int, cards: int) -> Filled:
        """Fills the region unless it is there as wanted. It is open afterwards."""
        note = self.folder / "filled.json"
        if note.exists():
            filled = Filled(**json.loads(note.read_text()))
            if (filled.persons, filled.cards) != (persons, cards):
                raise Failure(f"{self.folder} has {filled.persons} persons, {filled.cards} cards: name another folder")
            self.open()
            return filled
        need = persons * NEED[self.engine] + SPARE
        self.remove()
        if shutil.disk_usage(self.folder.parent).free < need:
            raise Failure(f"{need:,} bytes must be free in {self.folder.parent}")
        self.folder.mkdir(mode=0o755)
        self.create()
        # The schema and its keys first, so that rows are appended to empty trees; then the demo region's people.
        self.brief("serve")
        begin = time.monotonic()
        self.fill(persons, cards)
        filled_at = time.monotonic()
        self.brief("demo")
        imported = time.monotonic()
        self.take_in(cards)
        import_seconds = time.monotonic() - imported
        rows = self.settle()
        self.close()
        self.open()
        size = sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())
        filled = Filled(persons, cards, rows, size, filled_at - begin, import_seconds)
        note.write_text(json.dumps(asdict(filled)))
        return filled

    def brief(self, name: str) -> None:
        """Starts a server and stops it: what it makes at its start is what is wanted."""
        port = free_port()
        Server(name, self.command(name, "--port", str(port)), port, self.folder / f"{name}.log").stop()

    def take_in(self, cards: int) -> None:
        """Imports residents by the platform's own command."""
        file, log = self.folder / "list.csv", self.folder / "import.log"
        subprocess.run([BINARY, "bench", "residents", "--count", str(cards), "--out", file], check=True)
        command = self.command("import residents", str(file), "--operator", "centre-1", "--rows", "10000")
        with log.open("wb") as output:
            done = subprocess.run(command, stdout=output, stderr=output)
        if done.returncode != 0 or f"{cards} rows: {cards} added" not in log.read_text():
            raise Failure(f"the import failed:\n{log.read_text()[-2000:]}")
        file.unlink()

    def keep_cards(self, rows: list[tuple[str, str]]) -> None:
        """Keeps which cards are real, so that nobody has to look for them among all."""
        (self.folder / "cards.json").write_text(json.dumps(rows))

    def create(self) -> None: ...

    def open(self) -> None: ...

    def close(self) -> None: ...

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def fill(self, persons: int, cards: int) -> None:
        raise NotImplementedError

    def settle(self) -> int:
        """Makes the imported cards usable and the statistics true; gives the number of persons."""
        raise NotImplementedError

    def counts(self) -> tuple[int, int]:
        """Uses and audit entries."""
        raise NotImplementedError


def progress(engine: str, done: int, persons: int, begin: float) -> None:
    if done % 1_000_000 < PART or done == persons:
        print(f"{engine}: {done:,} of {persons:,} in {time.monotonic() - begin:.0f} s", file=sys.stderr, flush=True)


class SQLiteRegion(Region):
    engine = "sqlite"

    @property
    def file(self) -> Path:
        return self.data / "xinglin.sqlite"

    def fill(self, persons: int, cards: int) -> None:
        step, begin = KEY_SPACE // persons, time.monotonic()
        key = f"printf('%010X', i * {step} + abs(random() % {step})) || hex(randomblob(27))"
        value = f"unhexed(printf('%010X', i * {step} + abs(random() % {step})) || hex(randomblob(11)))"
        cells = ", ".join(f"randomblob({CELL_BYTES})" for _ in range(CELLS))
        with contextlib.closing(sqlite3.connect(self.file, isolation_level=None)) as database:
            # No log and no rollback: a fill that is broken off is begun anew.
            database.executescript("""
                PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
                PRAGMA cache_size = -500000; PRAGMA temp_store = MEMORY;
                CREATE TEMP TABLE part (i INTEGER PRIMARY KEY, person TEXT, card TEXT)""")
            # SQLite 3.40 has no unhex.
            database.create_function("unhexed", 1, bytes.fromhex, deterministic=True)
            now = int(time.time() * 1_000)
            for first in range(0, persons, PART):
                last = min(first + PART, persons) - 1
                database.executescript(f"""
                    BEGIN;
                    DELETE FROM part;
                    WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last})
                        INSERT INTO part SELECT i, {key}, {key} FROM n;
                    INSERT INTO persons SELECT person, 1, {now}, {now} FROM part ORDER BY i;
                    INSERT INTO person_versions SELECT person, 1, {now}, '01', randomblob({NUMBER_BYTES}), {cells}, 1
                        FROM part ORDER BY i;
                    INSERT INTO identifiers (authority, value, person_id, valid_from)
                        SELECT 'id:01', {value}, person, {now} FROM part ORDER BY i;
                    INSERT INTO cards SELECT card, person, 'active', {now}, 'staff_checked', 'FILLER', {now}, '3',
                        NULL, {now} FROM part ORDER BY i;
                    INSERT INTO card_apps SELECT card, '{APP}', {now} FROM part ORDER BY i;
                    COMMIT""")
                progress(self.engine, last + 1, persons, begin)
            database.execute("PRAGMA journal_mode = WAL")

    def settle(self) -> int:
        with contextlib.closing(sqlite3.connect(self.file, isolation_level=None)) as database:
            self.keep_cards(database.execute(REAL).fetchall())
            database.executescript(f"BEGIN; {BIND}; {ACTIVATE}; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)")
            # No ANALYZE: no node makes statistics, so that none would be there.
            (rows,) = database.execute("SELECT count(*) FROM persons").fetchone()
        return rows

    def counts(self) -> tuple[int, int]:
        with contextlib.closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as database:
            if database.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                raise Failure("the database is not in WAL mode")
            return database.execute(
                "SELECT (SELECT count(*) FROM uses), (SELECT count(*) FROM audit_entries)"
            ).fetchone()


class PostgresRegion(Region):
    engine = "postgres"

    def __init__(self, folder: Path):
        super().__init__(folder)
        self.server = Postgres(self.folder / "pg")

    @property
    def storage(self) -> list[str]:  # type: ignore[override]
        return ["--storage", self.server.address]

    def create(self) -> None:
        self.server.start(FILLING)
        self.server.ask("CREATE DATABASE province", database="postgres")

    def open(self) -> None:
        self.server.start()

    def close(self) -> None:
        self.server.stop()

    def remove(self) -> None:
        if self.server.folder.exists():
            subprocess.run([ROOT / "tools/postgres.sh", "stop", self.server.folder], check=True)
        super().remove()

    def fill(self, persons: int, cards: int) -> None:
        # Two neighbours in so many are deleted again: those who are imported find room there, all over the tables.
        persons += 2 * cards
        hole = max(2, persons // cards)
        step, begin = KEY_SPACE // persons, time.monotonic()
        high = f"lpad(upper(to_hex(i * {step} + floor(random() * {step})::bigint)), 10, '0')"
        key = f"{high} || upper(encode(gen_random_bytes(27), 'hex'))"
        sizes, cells, at = [NUMBER_BYTES] + [CELL_BYTES] * CELLS, [], 1
        for size in sizes:
            cells.append(f"substr(cells, {at}, {size})")
            at += size
        now = int(time.time() * 1_000)
        self.server.ask("CREATE EXTENSION pgcrypto")
        for first in range(0, persons, PART):
            last = min(first + PART, persons) - 1
            self.server.ask(
                # No triggers, and so no foreign keys' checks; synchronous commits would be of no use here.
                "SET session_replication_role = replica; SET synchronous_commit = off",
                f"""CREATE TEMP TABLE part AS SELECT i, {key} AS person, {key} AS card,
                    decode({high}, 'hex') || gen_random_bytes(11) AS value, gen_random_bytes({at - 1}) AS cells
                    FROM generate_series({first}::bigint, {last}) AS i""",
                f"""BEGIN;
                    INSERT INTO persons SELECT person, 1, {now}, {now} FROM part ORDER BY i;
                    INSERT INTO person_versions SELECT person, 1, {now}, '01', {', '.join(cells)}, 1
                        FROM part ORDER BY i;
                    INSERT INTO identifiers (authority, value, person_id, valid_from)
                        SELECT 'id:01', value, person, {now} FROM part ORDER BY i;
                    INSERT INTO cards SELECT card, person, 'active', {now}, 'staff_checked', 'FILLER', {now}, '3', NULL,
                        {now} FROM part ORDER BY i;
                    INSERT INTO card_apps SELECT card, '{APP}', {now} FROM part ORDER BY i;
                    DELETE FROM part WHERE i % {hole} > 1;
                    ANALYZE part;
                    DELETE FROM persons USING part WHERE person_id = person;
                    DELETE FROM person_versions USING part WHERE person_id = person;
                    DELETE FROM identifiers USING part WHERE person_id = person;
                    DELETE FROM cards USING part WHERE card_id = card;
                    DELETE FROM card_apps USING part WHERE card_id = card;
                    COMMIT""",
            )
            progress(self.engine, last + 1, persons, begin)
        self.server.ask("DROP EXTENSION pgcrypto")
        self.server.ask("VACUUM ANALYZE")

    def settle(self) -> int:
        rows = self.server.ask(REAL).splitlines()
        self.keep_cards([tuple(row.split("|")) for row in rows])
        self.server.ask(f"BEGIN; {BIND}; {ACTIVATE}; COMMIT")
        self.server.ask("VACUUM ANALYZE")
        self.server.ask("CHECKPOINT")
        return int(self.server.ask("SELECT count(*) FROM persons"))

    def counts(self) -> tuple[int, int]:
        uses, entries = self.server.ask(
            "SELECT (SELECT count(*) FROM uses), (SELECT count(*) FROM audit_entries)"
        ).split("|")
        return int(uses), int(entries)


REGIONS = {region.engine: region for region in (SQLiteRegion, PostgresRegion)}
