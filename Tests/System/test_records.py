"""How long records are kept: for ever, unless the server is told (docs/scale.md)."""

from __future__ import annotations

import contextlib
import sqlite3
import time

import client as native
import made_up
import pytest
from server import Server, run
from stored import SQLiteFile

EIGHT_MONTHS_MS = 245 * 86_400 * 1_000


@pytest.fixture
def own_server(tmp_path):
    server = Server(tmp_path)
    yield server
    server.kill()


def age_uses(file: SQLiteFile) -> None:
    """Dates every use eight months back."""
    with contextlib.closing(sqlite3.connect(file.path, timeout=30)) as database, database:
        database.execute(f"UPDATE uses SET used_at = used_at - {EIGHT_MONTHS_MS}")


def test_old_uses_go_only_where_the_server_is_told(own_server):
    server = own_server.start()
    app = native.App.of(server.sandbox["apps"][0])
    terminal = native.pick_terminal(server.sandbox, app)["code"]
    with native.Client(server.base_url, app) as client:
        card = client.register(made_up.resident(0, 4100)).must(201).json["card_id"]
        uses = [
            client.scan(client.code(card).must(200).json["text"], terminal).must(200).json["use_id"]
            for _ in range(2)
        ]
    server.stop()
    file = SQLiteFile(server.data / "xinglin.sqlite")
    age_uses(file)

    server.start()
    assert server.get("/health/ready")[0] == 200
    server.stop()
    assert {use for (use,) in file.rows("SELECT use_id FROM uses")} >= set(uses)
    entries = file.rows("SELECT sequence, operation, at FROM audit_entries ORDER BY sequence")

    server.start("demo", "--keep-uses-months", "6")
    deadline = time.monotonic() + 30
    while "old records were dropped" not in server.log_text():
        assert time.monotonic() < deadline, "nothing was dropped within 30 s of the start"
        time.sleep(0.1)
    server.stop()
    assert file.rows("SELECT use_id FROM uses") == []
    kept = file.rows("SELECT sequence, operation, at FROM audit_entries ORDER BY sequence")
    assert kept[: len(entries)] == entries
    assert [operation for _, operation, _ in kept[len(entries) :]].count("records.drop") == 1
    file.require_sound()


@pytest.mark.parametrize("option", ["--keep-uses-months", "--keep-audit-months"])
@pytest.mark.parametrize("months", ["0", "5", "1201", "-1", "six"])
def test_a_limit_that_nobody_may_set_is_refused(tmp_path, option, months):
    done = run("serve", "--data", tmp_path / "data", f"{option}={months}")
    assert done.returncode == 64
    assert option in done.stderr
    assert not (tmp_path / "data").exists()
