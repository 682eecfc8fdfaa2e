"""Lists that are imported: killed and gone on with, read twice, explained row by row, hostile ones.

`XINGLIN_IMPORT_ROWS` is the length of the list of the kill test, 20,000 rows where nobody says; bin/test --long takes
200,000.
"""

from __future__ import annotations

import csv
import os
import random
import re
import sqlite3
import stat
import subprocess
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import made_up
import pytest
from server import BINARY, Server, run

SEED = 5000
ROWS = int(os.environ.get("XINGLIN_IMPORT_ROWS", "20000"))
KILLS = 6
MEMORY_LIMIT_MB = 300
# One row of this size is read in less than half of it.
BOMB_MB = 160
REJECTS_EXIT = 3
FILE_REFUSED_EXIT = 65


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of a fresh sandbox, whose server has stopped."""
    server = Server(tmp_path).start()
    server.stop()
    return server.data


def take(data: Path, kind: str, file: Path, *options: str, exit_code: int = 0) -> str:
    done = run("import", kind, file, "--data", data, "--operator", "centre-1", *options, timeout=600)
    assert done.returncode == exit_code, done.stdout + done.stderr
    return done.stdout


def counted(text: str) -> dict[str, int]:
    """The counts of the English half of the last line that has them."""
    line = [line for line in text.splitlines() if " rows: " in line][-1]
    rows, rest = re.search(r"(\d+) rows: (.*)", line).groups()
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", rest)}
    return {"rows": int(rows)} | counts


def write(file: Path, lines: list[str], encoding: str = "utf-8") -> Path:
    file.write_bytes("\r\n".join(["姓名,证件类型,身份证号,手机号", *lines, ""]).encode(encoding))
    return file


def line(index: int, **changed: str) -> str:
    resident = made_up.resident(index, SEED)
    values = {"name": resident.name, "id_type": resident.id_type, "id_no": resident.id_no, "phone": resident.phone}
    return ",".join((values | changed).values())


def rejects(file: Path) -> list[dict[str, str]]:
    found = list(file.parent.glob(f"{file.name}.rejects-*.csv"))
    assert len(found) == 1
    assert stat.S_IMODE(found[0].stat().st_mode) == 0o600
    with found[0].open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def rows(data: Path, query: str) -> list[tuple]:
    database = sqlite3.connect(f"file:{data}/xinglin.sqlite?mode=ro", uri=True)
    try:
        return database.execute(query).fetchall()
    finally:
        database.close()


def number(data: Path, query: str) -> int:
    return rows(data, query)[0][0]


class Watch(threading.Thread):
    """The most memory a process ever held, from /proc."""

    def __init__(self, process: subprocess.Popen):
        super().__init__(daemon=True)
        self.process = process
        self.peak_kb = 0
        self.start()

    def run(self) -> None:
        while self.process.poll() is None:
            try:
                text = Path(f"/proc/{self.process.pid}/status").read_text()
            except OSError:
                return
            if found := re.search(r"VmHWM:\s+(\d+) kB", text):
                self.peak_kb = max(self.peak_kb, int(found.group(1)))
            time.sleep(0.02)


def start(data: Path, kind: str, file: Path, *options: str) -> subprocess.Popen:
    return subprocess.Popen(
        [BINARY, "import", kind, file, "--data", data, "--operator", "centre-1", *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@dataclass
class Region:
    """A fresh sandbox on one of the engines, whose server has stopped."""

    data: Path
    storage: tuple[str, ...] = ()

    def number(self, query: str) -> int:
        return int(psql(query, self.storage[1])) if self.storage else number(self.data, query)


def psql(statement: str, address: str | None = None) -> str:
    command = ["psql", "-X", "-A", "-t", "-q", "-d", address or os.environ["XINGLIN_POSTGRES"], "-c", statement]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


@pytest.fixture(params=["sqlite", "postgres"])
def region(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Region]:
    name = f"import_{uuid.uuid4().hex}" if request.param == "postgres" else ""
    storage: tuple[str, ...] = ()
    if name:
        psql(f"CREATE DATABASE {name} TEMPLATE template0")
        storage = ("--storage", os.environ["XINGLIN_POSTGRES"].replace("/postgres?", f"/{name}?", 1))
    server = Server(tmp_path, *storage).start()
    server.stop()
    yield Region(server.data, storage)
    if name:
        psql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_killed_import_goes_on_where_it_stopped(region: Region, tmp_path: Path):
    """Killed again and again at chance moments: nobody is left out, nobody comes twice, no reject is written twice."""
    file = tmp_path / "list.csv"
    run("bench", "residents", "--count", str(ROWS), "--out", file).check_returncode()
    lines = file.read_bytes().split(b"\n")
    for index in range(50, len(lines) - 1, 97):
        lines[index] = lines[index].replace(b",01,5", b",01,6")
    file.write_bytes(b"\n".join(lines))
    bad = len(range(50, len(lines) - 1, 97))

    chance = random.Random(1)
    killed, peak_kb, stopped = 0, 0, []
    data = region.data
    options = ("--rows", "500", "--tag", "list-1", *region.storage)
    while killed < KILLS:
        process = start(data, "residents", file, *options)
        watch = Watch(process)
        before = region.number("SELECT coalesce(max(row_count), 0) FROM import_jobs")
        # Not before it did something, and then at any moment of the next few parts.
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            if region.number("SELECT coalesce(max(row_count), 0) FROM import_jobs") > before:
                break
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.5))
        if process.poll() is not None:
            break
        process.kill()
        process.wait()
        watch.join()
        peak_kb = max(peak_kb, watch.peak_kb)
        killed += 1
        stopped.append(region.number("SELECT max(row_count) FROM import_jobs"))
    assert killed >= 3, "the list is too short to be killed in"
    assert stopped == sorted(stopped)

    process = start(data, "residents", file, *options)
    watch = Watch(process)
    output, _ = process.communicate(timeout=600)
    watch.join()
    assert process.returncode == REJECTS_EXIT, output
    assert max(peak_kb, watch.peak_kb) < MEMORY_LIMIT_MB * 1024
    counts = counted(output)
    assert counts == {"rows": ROWS, "added": ROWS - bad, "unchanged": 0, "changed": 0, "repeated": 0, "rejected": bad}

    listed = "FROM population WHERE tag = 'list-1'"
    assert region.number(f"SELECT count(*) {listed}") == ROWS - bad
    cards = "FROM cards WHERE status = 'preissued' AND proofing_method IS NULL"
    assert region.number(f"SELECT count(*) {cards}") == ROWS - bad
    entries = "FROM audit_entries WHERE operation = 'card.preissue'"
    assert region.number(f"SELECT count(*) {entries}") == ROWS - bad
    assert region.number(f"SELECT count(DISTINCT card_id) {entries}") == ROWS - bad
    explained = [int(reject["row"]) for reject in rejects(file)]
    assert explained == list(range(50, len(lines) - 1, 97))

    # The same again, and a copy under another name: both say so and change nothing.
    copy = tmp_path / "copy.csv"
    copy.write_bytes(file.read_bytes())
    for again in (file, copy):
        output = take(data, "residents", again, "--tag", "list-1", *region.storage)
        assert "nothing was changed" in output
        listed = "FROM persons p JOIN population q ON q.person_id = p.person_id"
        assert region.number(f"SELECT count(*) {listed}") == ROWS - bad
    said = run("coverage", "--data", data, "--tag", "list-1", *region.storage)
    assert f"listed {ROWS} " in said.stdout and f"preissued {ROWS - bad} " in said.stdout and "reconciled" in said.stdout


def test_every_rejected_row_is_explained_and_masked(data: Path, tmp_path: Path):
    wrong_digit = made_up.resident(2, SEED).id_no
    wrong_digit = wrong_digit[:-1] + ("1" if wrong_digit[-1] != "1" else "2")
    file = write(
        tmp_path / "list.csv",
        [
            line(0),
            line(1, name="=cmd|' /C calc'!A0"),
            line(2, id_no=wrong_digit),
            line(3, name=""),
            line(4, phone="12"),
            line(0, name="别人"),
            line(0),
            "只有一列",
            line(5),
        ],
    )
    output = take(data, "residents", file, exit_code=REJECTS_EXIT)
    assert counted(output) | {"unchanged": 1} == counted(output)
    found = {int(reject["row"]): reject for reject in rejects(file)}
    assert {row: (reject["field"], reject["code"]) for row, reject in found.items()} == {
        2: ("name", "import_formula_cell"),
        3: ("id_no", "id_number_check_digit"),
        4: ("name", "field_missing"),
        5: ("phone", "phone_malformed"),
        6: ("name", "person_name_differs"),
        8: ("", "import_column_count"),
    }
    for reject in found.values():
        assert re.search("[一-鿿]", reject["reason_zh"]) and re.search("[a-z]", reject["reason_en"])
    assert found[3]["value"] == wrong_digit[:3] + "*" * 11 + wrong_digit[-4:]
    assert found[2]["value"].startswith("'=") and found[6]["value"] == "别*"


def test_gb_18030_becomes_the_same_people(data: Path, tmp_path: Path):
    lines = [line(index) for index in range(10, 20)]
    assert counted(take(data, "residents", write(tmp_path / "gb.csv", lines, "gb18030")))["added"] == 10
    assert counted(take(data, "residents", write(tmp_path / "utf8.csv", lines)))["unchanged"] == 10
    out = tmp_path / "out.csv"
    run("export", "residents", out, "--data", data, "--operator", "centre-1").check_returncode()
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with out.open(encoding="utf-8-sig", newline="") as exported:
        found = {row["id_no"]: row for row in csv.DictReader(exported)}
    for index in range(10, 20):
        resident = made_up.resident(index, SEED)
        row = found[resident.id_no]
        assert (row["name"], row["phone"], row["card_status"]) == (resident.name, resident.phone, "preissued")
        assert row["birth_date"] == resident.birth_date and row["gender"] == resident.gender
    looks = "FROM audit_entries WHERE operation = 'registry.export' AND shown <> ''"
    assert number(data, f"SELECT count(DISTINCT person_id) {looks}") == len(found)
    # What was exported is read back, and changes nothing.
    assert counted(take(data, "residents", out)) == {
        "rows": len(found), "added": 0, "unchanged": len(found), "changed": 0, "repeated": 0, "rejected": 0,
    }


def test_a_run_is_held_to_the_report_of_a_dry_run(data: Path, tmp_path: Path):
    file = write(tmp_path / "list.csv", [line(index) for index in range(30, 40)])
    before = number(data, "SELECT count(*) FROM persons")
    report = take(data, "residents", file, "--dry-run")
    assert counted(report)["added"] == 10
    assert number(data, "SELECT count(*) FROM persons") == before
    digest = re.search("sm3:[0-9a-f]{64}$", report.strip()).group()
    other = write(tmp_path / "other.csv", [line(index) for index in range(30, 41)])
    assert take(data, "residents", other, "--expect", digest, exit_code=1) == ""
    assert take(data, "residents", file, "--expect", "sm3:" + "0" * 64, exit_code=1) == ""
    assert number(data, "SELECT count(*) FROM persons") == before
    assert counted(take(data, "residents", file, "--expect", digest))["added"] == 10
    assert rows(data, "SELECT operator_id, checked_by FROM import_jobs") == [("centre-1", "centre-1")]


def test_hostile_files_are_refused_as_a_whole(data: Path, tmp_path: Path):
    for name, content in {
        "zip.xlsx": b"PK\x03\x04" + b"\0" * 1000,
        "gzip.csv": b"\x1f\x8b\x08" + b"\0" * 1000,
        "wide.csv": "姓名,身份证号\n".encode("utf-16"),
        "empty.csv": b"",
        "short.csv": "姓名\n张三\n".encode(),
        "long.csv": b"x" * 5_000_000,
    }.items():
        file = tmp_path / name
        file.write_bytes(content)
        take(data, "residents", file, exit_code=FILE_REFUSED_EXIT)
    assert number(data, "SELECT count(*) FROM import_jobs") == 0


@pytest.mark.slow
def test_a_bomb_of_one_row_does_not_fill_the_memory(data: Path, tmp_path: Path):
    file = tmp_path / "bomb.csv"
    with file.open("wb") as out:
        out.write("姓名,身份证号\n\"".encode())
        for _ in range(BOMB_MB):
            out.write(b"a" * 1_000_000)
    process = start(data, "residents", file)
    watch = Watch(process)
    output, _ = process.communicate(timeout=300)
    watch.join()
    assert process.returncode == REJECTS_EXIT and counted(output)["rejected"] == 1
    assert watch.peak_kb < BOMB_MB * 1024 // 2


def test_institutions_terminals_and_patient_numbers(data: Path, tmp_path: Path):
    places = tmp_path / "places.csv"
    places.write_text(
        "机构代码,机构名称,机构级别,机构类别,行政区划,状态,科室\n519900H09,青山医院,22,A100,519900,authorised,0200 0300\n",
        encoding="utf-8",
    )
    assert counted(take(data, "institutions", places))["added"] == 1
    assert counted(take(data, "institutions", places, "--again"))["unchanged"] == 1
    terminals = tmp_path / "terminals.csv"
    terminals.write_text(
        "终端编码,机构代码,科室,状态\nT9-1,519900H09,0200,authorised\nT9-2,519900H09,5400,authorised\nT9-3,nowhere,0200,filed\n",
        encoding="utf-8",
    )
    output = take(data, "terminals", terminals, exit_code=REJECTS_EXIT)
    assert counted(output)["added"] == 1
    assert [reject["code"] for reject in rejects(terminals)] == ["department_unknown", "import_institution_unknown"]

    residents = write(tmp_path / "list.csv", [line(50), line(51)])
    take(data, "residents", residents)
    first, second = made_up.resident(50, SEED), made_up.resident(51, SEED)
    indexes = tmp_path / "indexes.csv"
    unknown = made_up.resident(52, SEED)
    indexes.write_text(
        "机构代码,患者编号,身份证号,姓名\n"
        f"519900H09,P-1,{first.id_no},{first.name}\n519900H01,0001,{first.id_no},\n519900H09,P-2,{second.id_no},\n"
        f"519900H09,P-1,{second.id_no},\n519900H09,P-3,{unknown.id_no},\n519900H09,P-4,{first.id_no},别人\n",
        encoding="utf-8",
    )
    output = take(data, "patient-indexes", indexes, exit_code=REJECTS_EXIT)
    assert counted(output)["added"] == 3
    assert [reject["code"] for reject in rejects(indexes)] == [
        "import_index_taken", "person_not_found", "person_name_differs",
    ]
    out = tmp_path / "out.csv"
    run("export", "patient-indexes", out, "--data", data, "--operator", "centre-1").check_returncode()
    with out.open(encoding="utf-8-sig", newline="") as exported:
        found = {(row["institution"], row["patient_id"], row["id_no"]) for row in csv.DictReader(exported)}
    assert found == {
        ("519900H09", "P-1", first.id_no), ("519900H01", "0001", first.id_no), ("519900H09", "P-2", second.id_no),
    }


def test_only_the_card_centre_imports(data: Path, tmp_path: Path):
    file = write(tmp_path / "list.csv", [line(60)])
    for operator in ("desk-1", "nobody"):
        done = run("import", "residents", file, "--data", data, "--operator", operator)
        assert done.returncode == 1 and re.search("[一-鿿]", done.stderr)
    assert number(data, "SELECT count(*) FROM import_jobs") == 0
