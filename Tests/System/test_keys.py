"""The life of keys as custodians lead it, one documented command after another, beside a server that serves on."""

from __future__ import annotations

import itertools
import os
import re
import secrets
import subprocess
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import client as native
import components
import made_up
import pytest
from ceremony import TWO, Custody, refused, said
from server import BINARY, Server
from traces import Search

CLIENTS = 8
# The server takes changes of keys in once a second.
TAKEN_IN_SECONDS = 3


@dataclass
class Region:
    """A demo's server, its custodians, and the one who calls it."""

    server: Server
    custody: Custody
    app: native.App
    terminal: str
    numbers: itertools.count

    def client(self) -> native.Client:
        return native.Client(self.server.base_url, self.app)

    def next(self) -> made_up.Resident:
        return made_up.resident(next(self.numbers), 7200)

    def codes(self, count: int) -> list[str]:
        cards = [entry["card_id"] for entry in self.server.sandbox["residents"][:count]]
        with self.client() as client:
            return [client.code(card).must(200).json["text"] for card in cards]

    def scan(self, code: str) -> native.Answer:
        with self.client() as client:
            return client.scan(code, self.terminal)

    def require_all_readable(self) -> None:
        """Reads each resident whom the sandbox names."""
        residents = self.server.sandbox["residents"]

        def read(share: list[dict]) -> int:
            with self.client() as client:
                for entry in share:
                    masked = client.card(entry["card_id"]).must(200).json["resident"]["name_masked"]
                    assert masked == entry["name"][0] + "*" * (len(entry["name"]) - 1)
                entry = share[0]
                scan = client.scan(client.code(entry["card_id"]).must().json["text"], self.terminal).must(200).json
                assert (scan["resident"]["name"], scan["resident"]["id_no"]) == (entry["name"], entry["id_no"])
            return len(share)

        with ThreadPoolExecutor(CLIENTS) as pool:
            assert sum(pool.map(read, [residents[part::CLIENTS] for part in range(CLIENTS)])) == 1000


class Load:
    """Clients that call without pause while something is done; the first refusal ends the test."""

    def __init__(self, region: Region, work: Callable[[native.Client, int], None]):
        self._region, self._work = region, work
        self._enough = threading.Event()
        self.done = 0

    def _run(self, number: int) -> int:
        done = 0
        with self._region.client() as client:
            while not self._enough.is_set():
                self._work(client, number)
                done += 1
        return done

    def __enter__(self) -> Load:
        self._pool = ThreadPoolExecutor(CLIENTS)
        self._running = [self._pool.submit(self._run, number) for number in range(CLIENTS)]
        return self

    def __exit__(self, *_) -> None:
        self._enough.set()
        self._pool.shutdown()
        self.done = sum(one.result() for one in self._running)


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("keys")).start()
    try:
        sandbox = server.sandbox
        app = native.App.of(sandbox["apps"][0])
        terminal = native.pick_terminal(sandbox, app)["code"]
        custody = Custody(server.data)
        custody.enrol(*TWO)
        yield Region(server, custody, app, terminal, itertools.count())
        server.stop()
    finally:
        server.kill()


def test_the_list_says_what_there_is(region):
    rows = region.custody.list()
    expected = {"root signing", "root sealing", "code", "column", "blind-index", "credential", "answer"}
    assert {row["key"] for row in rows} >= expected
    for row in rows:
        assert row["state"] in ("generated", "active", "archived", "destroyed")
        assert row["region"] == "519900" and row["protects"] and row["algorithm"] and row["version"] >= 1
        assert "software" in row["place"]
    text = said(region.custody.keys("list"))
    assert len(text.splitlines()) == 2 * len(rows)
    for row in rows:
        assert f"{row['key']} {row['version']} · {row['state']}" in text
    assert "个人信息列" in text and "personal columns" in text


# Code keys.


def test_a_rotation_of_the_code_key_fails_no_scan(region):
    before = region.custody.version("code")
    cards = [entry["card_id"] for entry in region.server.sandbox["residents"][:CLIENTS]]

    def work(client: native.Client, number: int) -> None:
        code = client.code(cards[number]).must(200).json["text"]
        assert client.scan(code, region.terminal).must(200).json["result"] == "accepted"

    with Load(region, work) as load:
        time.sleep(1)
        old = region.codes(5)
        assert "code" in said(region.custody.keys("rotate", "--purpose", "code", by=("alice",)))
        answers = [region.scan(code) for code in old]
        time.sleep(3)
    assert [answer.status for answer in answers] == [200] * 5
    assert load.done > 50
    assert region.custody.version("code") == before + 1
    assert region.custody.state("code", before) == "archived"
    print(f"{load.done} codes made and scanned across a rotation, none refused")


def test_a_code_key_is_destroyed_by_two(region):
    version = region.custody.version("code")
    old = region.codes(3)
    active = ("--purpose", "code", "--version", str(version))
    refused(region.custody.keys("destroy", *active, by=TWO), "key_wrong_state")
    said(region.custody.keys("rotate", "--purpose", "code", by=("bob",)))
    assert region.scan(old[0]).status == 200
    refused(region.custody.keys("destroy", *active), "key_custodians_missing")
    refused(region.custody.keys("destroy", *active, by=("alice",)), "key_custodians_missing")
    refused(region.custody.keys("destroy", *active, by=("alice", "alice")), "key_custodians_missing")
    wrong = [region.custody.credentials["alice"], region.custody.credentials["alice"]]
    refused(region.custody.keys("destroy", *active, by=TWO, lines=wrong), "key_credential_wrong")
    refused(region.custody.keys("destroy", *active, by=("alice", "carol"), lines=wrong), "key_credential_wrong")
    refused(region.custody.keys("destroy", "--purpose", "code", "--version", "99", by=TWO), "key_not_found")
    assert region.custody.state("code", version) == "archived"
    assert region.scan(old[1]).status == 200
    said(region.custody.keys("destroy", *active, by=TWO))
    assert region.custody.state("code", version) == "destroyed"
    time.sleep(TAKEN_IN_SECONDS)
    gone = region.scan(old[2])
    assert (gone.status, gone.code) == (422, "code_not_genuine"), gone.body
    assert region.scan(region.codes(1)[0]).status == 200
    refused(region.custody.keys("destroy", *active, by=TWO), "key_wrong_state")
    refused(region.custody.keys("activate", *active, by=("alice",)), "key_wrong_state")


def test_a_code_key_in_components_is_the_key_that_was_meant(region, tmp_path):
    key = secrets.token_bytes(32)
    files = [components.write(tmp_path, name, part) for name, part in zip(TWO, components.split(key), strict=True)]
    value = components.check_value(key, "code")
    carried = [word for file in files for word in ("--component", file)]
    answer = said(region.custody.keys("import", "--purpose", "code", "--check-value", value, *carried, by=TWO))
    version = region.custody.version("code", "generated")
    assert f"code {version}" in answer
    time.sleep(TAKEN_IN_SECONDS)
    # What another platform makes under the key is read before and after the activation here.
    entry = region.server.sandbox["residents"][0]
    record_no = region.codes(1)[0].split(":")[3]
    foreign = components.make_code(key, entry["card_id"], record_no, time.time())
    assert region.scan(foreign).must(200).json["resident"]["id_no"] == entry["id_no"]
    other = components.make_code(components.xor(key, b"\1" * 32), entry["card_id"], record_no, time.time())
    assert region.scan(other).code == "code_not_genuine"
    assert not components.is_genuine(key, region.codes(1)[0])
    said(region.custody.keys("activate", "--purpose", "code", "--version", str(version), by=("alice",)))
    time.sleep(TAKEN_IN_SECONDS)
    own = region.codes(3)
    assert all(components.is_genuine(key, code) for code in own)
    assert region.scan(own[0]).status == 200
    said(region.custody.keys("rotate", "--purpose", "code", by=("bob",)))
    traces = "".join(region.custody.written).encode() + region.server.log_text().encode()
    traces += b"".join(file.read_bytes() for file in sorted(region.server.data.iterdir()))
    for secret in (key, *(bytes.fromhex(file.read_text()) for file in files)):
        assert secret not in traces and secret.hex().encode() not in traces.lower()


# Column keys.


def test_stored_values_are_sealed_anew_while_the_server_serves(region):
    before = region.custody.version("column")
    old = ("--purpose", "column", "--version", str(before))
    rotate = ("rotate", "--purpose", "column")
    refused(region.custody.keys(*rotate, by=("alice",), lines=["22" * 16]), "key_credential_wrong")
    said(region.custody.keys("rotate", "--purpose", "column", by=("alice",)))
    refused(region.custody.keys("destroy", *old, by=TWO), "key_still_in_use")
    residents = region.server.sandbox["residents"]
    made: list[tuple[str, made_up.Resident]] = []

    def work(client: native.Client, number: int) -> None:
        entry = residents[(number * 97 + len(made)) % len(residents)]
        code = client.code(entry["card_id"]).must(200).json["text"]
        assert client.scan(code, region.terminal).must(200).json["resident"]["name"] == entry["name"]
        person = region.next()
        made.append((client.register(person).must(201).json["card_id"], person))
        # Registries have pauses; without any, the commands would mostly wait for the database.
        time.sleep(0.05)

    with Load(region, work) as load:
        left = interrupt_rewrap(region)
        assert left > 100, "the run was to be cut off in the middle"
        refused(region.custody.keys("destroy", *old, by=TWO), "key_still_in_use")
        assert "sealed anew" in said(region.custody.keys("rewrap", "--batch", "50"))
    assert load.done > 0
    assert "0" in said(region.custody.keys("rewrap"))
    sealed = {row["version"]: row["sealed_values"] for row in region.custody.list() if row["key"] == "column"}
    assert sealed[before] == 0 and sealed[before + 1] >= 1000 + len(made)
    region.require_all_readable()
    said(region.custody.keys("destroy", *old, by=TWO))
    time.sleep(TAKEN_IN_SECONDS)
    region.require_all_readable()
    with region.client() as client:
        for card, person in made:
            code = client.code(card).must(200).json["text"]
            assert client.scan(code, region.terminal).must(200).json["resident"]["id_no"] == person.id_no


def interrupt_rewrap(region: Region) -> int:
    """Kills a run of `rewrap` after its first hundred values; gives how many are left under older keys."""
    version = region.custody.version("column")
    command = [BINARY, "keys", "rewrap", "--data", region.server.data, "--batch", "5"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        shown = b""
        while not re.search(rb"\r[1-9][0-9]{2}/", shown):
            piece = process.stderr.read1(100)
            assert piece, f"it ended before it could be killed: {shown!r}"
            shown += piece
        process.kill()
    assert process.returncode == -9
    rows = {row["version"]: row["sealed_values"] for row in region.custody.list() if row["key"] == "column"}
    assert rows[version] >= 100
    return sum(count for older, count in rows.items() if older < version)


def test_a_server_that_cannot_take_new_keys_in_seals_nothing(tmp_path):
    """It would seal under a key that may be destroyed by now, and what it acknowledged could never be read again."""
    server = Server(tmp_path).start()
    try:
        app = native.App.of(server.sandbox["apps"][0])
        terminal = native.pick_terminal(server.sandbox, app)["code"]
        custody = Custody(server.data)
        custody.enrol(*TWO)
        folder = tmp_path / "another"
        folder.mkdir(mode=0o700)
        secret = folder / "machine-secret"
        secret.touch(mode=0o600)
        secret.write_bytes(bytes(range(32)))
        said(custody.keys("reseal", "--new-secret-file", secret))
        refused(custody.keys("list"), "口令或机器密钥不正确")
        server.options = custody.options = ["--key-secret-file", secret]
        with native.Client(server.base_url, app) as client:
            card = client.register(made_up.resident(0, 7210)).must(201).json["card_id"]
            code = client.code(card).must(200).json["text"]
            said(custody.keys("rotate", "--purpose", "column", by=("alice",)))
            assert client.register(made_up.resident(1, 7210)).code == "hsm_unavailable"
            assert client.code(card).code == "hsm_unavailable"
            assert client.scan(code, terminal).must(200).json["resident"]["name"] == made_up.resident(0, 7210).name
        assert server.log_text().count("keys cannot be refreshed") == 1
        server.stop()
        server.start("serve")
        with native.Client(server.base_url, app) as client:
            client.register(made_up.resident(1, 7210)).must(201)
            assert client.scan(client.code(card).must(200).json["text"], terminal).status == 200
        server.stop()
    finally:
        server.kill()


# Root keys.


def test_a_sealing_root_is_replaced_under_a_running_server(region):
    before = region.custody.version("root sealing")
    old = ("--purpose", "sealing", "--version", str(before))
    refused(region.custody.keys("rotate-root", "--purpose", "sealing", by=("alice",)), "key_custodians_missing")
    refused(region.custody.keys("destroy-root", *old, by=TWO), "key_still_in_use")
    code = region.codes(1)[0]
    said(region.custody.keys("rotate-root", "--purpose", "sealing", by=TWO))
    said(region.custody.keys("destroy-root", *old, by=TWO))
    assert region.custody.state("root sealing", before) == "destroyed"
    refused(region.custody.keys("destroy-root", *old, by=TWO), "key_not_found")
    time.sleep(TAKEN_IN_SECONDS)
    assert region.scan(code).status == 200
    # A key under the new root reaches the server, too.
    said(region.custody.keys("rotate", "--purpose", "code", by=("alice",)))
    time.sleep(TAKEN_IN_SECONDS)
    assert region.scan(region.codes(1)[0]).status == 200
    with region.client() as client:
        client.register(region.next()).must(201)
    region.server.stop()
    region.server.start("serve")
    region.require_all_readable()
    assert region.custody.version("root sealing") == before + 1


def test_a_signing_root_is_replaced(region):
    before = region.custody.version("root signing")
    old = said(region.custody.keys("export-public"))
    said(region.custody.keys("rotate-root", "--purpose", "signing", by=TWO))
    new = said(region.custody.keys("export-public"))
    assert old != new and len(new.strip()) == 130 and new.startswith("04")
    said(region.custody.keys("destroy-root", "--purpose", "signing", "--version", str(before), by=TWO))
    assert said(region.custody.keys("export-public")) == new


# Afterwards.


def test_no_credential_is_among_a_process_arguments(region):
    command = [BINARY, "keys", "destroy", "--data", region.server.data, "--purpose", "code", "--version", "99"]
    command += ["--custodian", "alice", "--custodian", "bob"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        process.stdin.write(region.custody.credentials["alice"] + "\n")
        process.stdin.flush()
        shown = ""
        while "bob" not in shown:
            character = process.stderr.read(1)
            assert character, f"it ended before it asked for the second credential: {shown}"
            shown += character
        folder = Path(f"/proc/{process.pid}")
        visible = (folder / "cmdline").read_bytes()
        # Of a process without dumps only root reads the environment.
        if os.geteuid() == 0:
            visible += (folder / "environ").read_bytes()
        process.communicate(region.custody.credentials["bob"] + "\n", timeout=60)
    assert b"destroy" in visible
    assert region.custody.credentials["alice"].encode() not in visible


def test_no_secret_was_written_anywhere(region):
    written = "".join(region.custody.written) + said(region.custody.keys("list")) + region.server.log_text()
    assert len(written) > 5_000
    secret = Path(f"{region.server.data}.secret/machine-secret").read_bytes()
    values = [*region.custody.credentials.values(), *(app["app_secret"] for app in region.server.sandbox["apps"])]
    assert not Search(values).found_in(written.encode())
    assert secret.hex() not in written.lower()
    arguments = Path(f"/proc/{region.server.process.pid}/cmdline").read_bytes()
    assert not any(value.encode() in arguments for value in values)
