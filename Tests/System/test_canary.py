"""Forty made-up people go every way through the platform, and then nothing of them may be found outside it.

Not in the database, its log of writes, a backup or a dump of every table, not in another file of the data folder, the
server's log or its metrics, nor in a refusal: in no encoding that a program is likely to write.
"""

from __future__ import annotations

import base64
import random
import secrets
import shutil
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

import client as native
import made_up
import national_client as national
import pytest
from server import Server
from traces import Search, citizen_numbers, forms
from visitor import Visitor

CANARIES = 40
BY_PAGES = 4
# Rare and of many planes: extensions A, B, C, E and G, the zero, compatibility; and what takes two bytes in GB 18030.
RARE = "㛃㐂䶮𠮷𠀋𡛖𪜀𫝀𫟦𬭎𬀩𰻝𰀀〇﨎﨏喆燚镕堃"
SURNAMES = "亓仉佘仝妫莘郇麴逄甯"
STREETS = "槐榆桧楸栾榉椴柞栎桤"


@dataclass
class Canary:
    """One made-up person. `values` are all that must not be found, wrong entries and later ones among them."""

    resident: made_up.Resident
    address: str
    values: list[str] = field(default_factory=list)
    card_id: str = ""

    def say(self, value: str) -> str:
        self.values.append(value)
        return value


def canary(index: int) -> Canary:
    base = made_up.resident(index, 7100)
    chance = random.Random(f"canary:{index}")
    if index % 4 == 3:
        name = f"Žofïa{chance.choice('ĄĆĘŁŃ')}ö{''.join(chance.choices('bcdfghklmnprst', k=5))} D’Ưng"
    elif index % 4 == 2:
        name = "".join(chance.choices("阿卜杜拉海姆吾古丽", k=5)) + "·" + "".join(chance.choices(RARE, k=3))
    else:
        name = chance.choice(SURNAMES) + "".join(chance.choices(RARE, k=3))
    resident = made_up.Resident(
        name=name,
        id_type="01",
        id_no=base.id_no,
        phone=base.phone,
        gender=base.gender,
        birth_date=base.birth_date,
    )
    street = "".join(chance.choices(STREETS, k=3))
    made = Canary(resident, f"金丝雀{street}巷{chance.randrange(1000, 9999)}号")
    made.values += [name, resident.id_no, resident.phone, made.address]
    return made


def apply(visitor: Visitor, person: Canary) -> None:
    """The three screens of an application, with a mistake on the second."""
    resident = person.resident
    visitor.sign_in(resident.phone)
    fields = {"name": resident.name, "id_type": resident.id_type, "id_no": resident.id_no}
    wrong = person.say(wrong_check(resident.id_no))
    visitor.go("POST", "/identity", fields | {"id_no": wrong})
    assert 'data-problem="id_number_' in visitor.page
    assert visitor.go("POST", "/identity", fields) == 200
    assert visitor.go("POST", "/check", fields | {"verdict": "passed"}) == 200
    assert 'id="code"' in visitor.page


def wrong_check(number: str) -> str:
    """The number with another last character than its check digit."""
    return number[:17] + ("1" if number[17] != "1" else "2")


@dataclass
class Region:
    """A server that has seen the canaries, and what it answered about them when it refused."""

    server: Server
    canaries: list[Canary]
    refusals: list[bytes]

    @property
    def values(self) -> list[str]:
        return [value for one in self.canaries for value in one.values]


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    folder = tmp_path_factory.mktemp("canary")
    server = Server(folder).start("demo", "--traces", str(folder / "traces.jsonl"), "--trace-share", "1")
    try:
        seen = Region(server, [canary(index) for index in range(CANARIES)], [])
        app = native.App.of(server.sandbox["apps"][0])
        with native.Client(server.base_url, app, returns_unsigned=True) as client:
            live(seen, client)
        yield seen
        server.stop()
    finally:
        server.kill()


def live(region: Region, client: native.Client) -> None:
    """Applications by both ways, scans, a change, looks, refusals."""
    terminal = native.pick_terminal(region.server.sandbox, client.app)["code"]
    for person in region.canaries[:BY_PAGES]:
        apply(Visitor(region.server), person)
    for person in region.canaries:
        answer = client.register(person.resident, address=person.address)
        person.card_id = answer.must(200, 201).json["card_id"]
        assert answer.status == (200 if person in region.canaries[:BY_PAGES] else 201)
    for person in region.canaries[::2]:
        scan = client.scan(client.code(person.card_id).must().json["text"], terminal).must(200).json
        assert scan["resident"]["name"] == person.resident.name
        assert scan["resident"]["id_no"] == person.resident.id_no
        assert len(client.looks(person.card_id).must(200).json["looks"]) >= 1
    person = region.canaries[0]
    gateway = national.NationalClient(region.server.base_url, client.app.app_id, client.app.app_secret)
    changed = {
        "ehealth_card_id": person.card_id,
        "address": person.say("金丝雀新居榕樟路8765号"),
        "cellphone": person.say("15487654321"),
        "alter_no": national.serial(),
        "alter_time": national.china_time(),
    }
    assert gateway.call("ehc.ehealthcard.modify", changed).code == national.SUCCESS
    wished = {"id_type": "01", "id_no": person.resident.id_no}
    assert gateway.call("ehc.ehealthcode.query", wished).code == national.SUCCESS
    gateway.close()
    for person in region.canaries[:6]:
        region.refusals += refusals(person, client, terminal)


def refusals(person: Canary, client: native.Client, terminal: str) -> list[bytes]:
    """What requests about a person are answered that are wrong."""
    resident = person.resident
    key = secrets.token_hex(16)
    client.register(resident, key=key).must(200)
    answers = [
        client.register(resident, id_no=person.say(wrong_check(resident.id_no))),
        client.register(resident, id_no=person.say(resident.id_no[:16])),
        client.register(resident, name=person.say(resident.name + "7")),
        client.register(resident, name=person.say(resident.name + "甯甯"), key=key),
        client.register(resident, phone=person.say(resident.phone + "9")),
        client.register(resident, address=person.say(person.address + "二楼" * 100)),
        client.register(resident, birth_date="1931-02-03"),
        client.register(resident, surprise=person.address),
        client.scan(resident.id_no, terminal),
        client.scan(f"{person.card_id}:0:{resident.phone}:1", terminal),
        client.scan(person.card_id, terminal, operator=resident.name),
        client.request("POST", "/api/v1/cards", ('{"name":"' + resident.name + '","id_no":').encode(), key=key),
    ]
    assert all(400 <= answer.status < 500 for answer in answers), [answer.status for answer in answers]
    # Addresses belong to what servers like to write down. Their answers are the sender's own words and not kept.
    for path in (f"/api/v1/cards/{resident.id_no}", f"/nowhere/{resident.phone}", f"/api/v1/time?of={resident.phone}"):
        client.request("GET", path)
        client.send("GET", path, None, {"user-agent": resident.phone, "referer": f"/{resident.id_no}"})
    return [answer.body for answer in answers]


@pytest.fixture(scope="module")
def places(region: Region, tmp_path_factory) -> dict[str, list[Path]]:
    """Everything that can be had of the running server without its keys, as files, by what it is."""
    folder = tmp_path_factory.mktemp("copies")
    data, copy = region.server.data, folder / "copy"
    copy.mkdir()
    files = [path for path in data.rglob("*") if path.is_file() and path.name != "sandbox.json"]
    for path in files:
        shutil.copy(path, copy / path.name)
    kept = folder / "kept"
    shutil.copytree(copy, kept)
    database = copy / "xinglin.sqlite"
    with sqlite3.connect(database) as opened:
        opened.execute("VACUUM INTO ?", (str(folder / "vacuum.sqlite"),))
    opened.close()
    live_one = sqlite3.connect(f"file:{data}/xinglin.sqlite?mode=ro", uri=True)
    backup = sqlite3.connect(folder / "backup.sqlite")
    with backup:
        live_one.backup(backup)
    live_one.close()
    (folder / "dump.txt").write_bytes(dump(backup))
    backup.close()
    (folder / "metrics.txt").write_bytes(region.server.get("/metrics")[2])
    (folder / "refusals.txt").write_bytes(b"\n".join(region.refusals))
    traces = data.parent / "traces.jsonl"
    assert traces.stat().st_size > 0, "nothing was traced"
    assert (kept / "xinglin.sqlite-wal").stat().st_size > 0, "the copy holds no log of writes"
    return {
        "data folder": sorted(kept.iterdir()),
        "vacuumed copy": [folder / "vacuum.sqlite"],
        "backup": [folder / "backup.sqlite"],
        "dump of every table": [folder / "dump.txt"],
        "log": [region.server.log],
        "metrics": [folder / "metrics.txt"],
        "refusals": [folder / "refusals.txt"],
        "traces": [traces],
    }


def dump(database: sqlite3.Connection) -> bytes:
    """Every value of every table, a line each: text as it is, bytes as they are and in hexadecimal."""
    lines: list[bytes] = []
    tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert {"person_versions", "sessions", "idempotency", "audit_entries", "master_keys"} <= set(tables)
    for table in tables:
        for row in database.execute(f'SELECT * FROM "{table}"'):
            for value in row:
                if isinstance(value, bytes):
                    lines += [value, value.hex().encode()]
                else:
                    lines.append(str(value).encode())
    return b"\n".join(lines)


def test_the_search_finds_each_form_of_each_value(region, tmp_path):
    """What finds nothing proves nothing before it has found what was planted."""
    search = Search(region.values)
    assert len(search) > CANARIES * 4 * 20
    chance = random.Random(1)
    planted = [form for value in region.values for _, form in forms(value)]
    file = tmp_path / "planted"
    file.write_bytes(b"\n".join(noise(chance) + form + noise(chance) for form in planted))
    assert search.lines(file) == len(planted) > 9_000
    file.write_bytes(b"\n".join(noise(chance) for _ in planted))
    assert search.lines(file) == 0
    # A base64 text at each alignment, made by the whole encoding and not by the search's own reckoning.
    for before in range(3):
        raw = bytes(before) + region.canaries[1].resident.name.encode() + b"tail"
        assert search.found_in(base64.b64encode(raw)) and search.found_in(base64.urlsafe_b64encode(raw))
    # Within a page of a database, as SQLite itself writes it.
    path = tmp_path / "planted.sqlite"
    for encoding in ("UTF-8", "UTF-16le", "UTF-16be"):
        path.unlink(missing_ok=True)
        with sqlite3.connect(path) as database:
            database.execute(f'PRAGMA encoding = "{encoding}"')
            database.execute("CREATE TABLE people (name TEXT)")
            database.execute("INSERT INTO people VALUES (?)", (region.canaries[2].resident.name,))
        database.close()
        assert search.found(path) == [encoding.lower().replace("le", "-le").replace("be", "-be")]
    number = region.canaries[3].resident.id_no
    assert citizen_numbers(b"name" + number.encode() + b"1999") >= {number}
    assert not citizen_numbers(wrong_check(number).encode())


def noise(chance: random.Random) -> bytes:
    return chance.randbytes(50).replace(b"\n", b"")


def test_no_canary_is_found_anywhere(region, places):
    search = Search(region.values)
    assert len(region.values) >= CANARIES * 4 + 30
    for place, paths in places.items():
        assert sum(path.stat().st_size for path in paths) > 500, f"the {place} is empty"
        found = search.found(*paths)
        assert not found, f"the {place} shows values of canaries: {found}"


def test_no_number_of_anybody_is_found(region, places):
    seeded = {entry["id_no"] for entry in region.server.sandbox["residents"]}
    sandbox = (region.server.data / "sandbox.json").read_bytes()
    assert citizen_numbers(sandbox) >= seeded and len(seeded) == 1000
    search = Search(seeded | {entry["phone"] for entry in region.server.sandbox["residents"]})
    for place, paths in places.items():
        count = sum(len(citizen_numbers(path.read_bytes())) for path in paths)
        assert count == 0, f"the {place} shows {count} numbers"
        found = search.found(*paths)
        assert not found, f"the {place} shows numbers or phones of seeded residents: {found}"


def test_no_secret_of_an_app_is_found(region, places):
    values = []
    for app in region.server.sandbox["apps"]:
        values += [app["app_secret"], app["sm2_private_key"], app["sm2_private_key"].upper()]
    search = Search(values)
    private = [bytes.fromhex(app["sm2_private_key"]) for app in region.server.sandbox["apps"]]
    assert search.found(region.server.data / "sandbox.json")
    for place, paths in places.items():
        found = search.found(*paths)
        assert not found, f"the {place} shows secrets: {found}"
        assert not any(key in path.read_bytes() for path in paths for key in private)


def test_no_sign_in_link_and_no_machine_secret_is_found(region, places):
    links = [entry["sign_in_url"].rsplit("/", 1)[1] for entry in region.server.sandbox["operators"]]
    assert links
    secret = (region.server.data.parent / "data.secret/machine-secret").read_bytes()
    assert len(secret) >= 32
    # The demo prints its links on the terminal that started it, where the log of this test comes from.
    search = Search(links)
    for place, paths in places.items():
        assert place == "log" or not search.found(*paths), f"the {place} shows a sign-in link"
        for path in paths:
            content = path.read_bytes()
            assert secret not in content and secret.hex().encode() not in content.lower()
