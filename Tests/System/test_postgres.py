"""Two nodes on one PostgreSQL, which `XINGLIN_POSTGRES` names (bin/test sets it)."""

from __future__ import annotations

import os
import subprocess
import uuid
from concurrent.futures import ThreadPoolExecutor

import client as native
import made_up
import pytest
from problems import refused
from server import Server, run

SEED = 4000
RACERS = 8


def psql(*statements: str) -> None:
    commands = [argument for statement in statements for argument in ("-c", statement)]
    subprocess.run(["psql", "-X", "-q", "-d", os.environ["XINGLIN_POSTGRES"], *commands], check=True, timeout=60)


@pytest.fixture(scope="module")
def database():
    """The address of a fresh, empty database."""
    name = f"system_{uuid.uuid4().hex}"
    psql(f"CREATE DATABASE {name} TEMPLATE template0")
    yield os.environ["XINGLIN_POSTGRES"].replace("/postgres?", f"/{name}?", 1)
    psql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def nodes(database: str, tmp_path_factory: pytest.TempPathFactory):
    """Two nodes on one database, with the same sealed root keys."""
    folder = tmp_path_factory.mktemp("nodes")
    first = Server(folder, "--storage", database).start()
    second = Server(folder, "--storage", database)
    second.log = folder / "second.log"
    second.start("serve")
    yield first, second
    second.stop()
    first.stop()


@pytest.fixture
def clients(nodes):
    app = native.App.of(nodes[0].sandbox["apps"][0])
    with native.Client(nodes[0].base_url, app) as first, native.Client(nodes[1].base_url, app) as second:
        yield first, second


def test_what_one_node_wrote_the_other_reads(nodes, clients):
    first, second = clients
    apps = [native.App.of(entry) for entry in nodes[0].sandbox["apps"]]
    terminal = native.pick_terminal(nodes[0].sandbox, apps[1])["code"]
    card_id = first.register(made_up.resident(0, SEED)).must(201).json["card_id"]
    assert second.register(made_up.resident(0, SEED)).must(200).json["card_id"] == card_id
    code = first.code(card_id).must(200).json["text"]
    assert second.scan(code, terminal).must(200).json["result"] == "accepted"
    refused(first.scan(code, terminal), 409, "code_replayed")
    looks = first.looks(card_id).must(200).json["looks"]
    assert [look["operation"] for look in looks].count("code.scan") == 1
    assert not (nodes[0].data / "xinglin.sqlite").exists()


def test_residents_who_apply_at_both_nodes_at_once_get_one_card(nodes):
    app = native.App.of(nodes[0].sandbox["apps"][0])

    def apply(index: int, number: int) -> native.Answer:
        with native.Client(nodes[index % 2].base_url, app) as opened:
            return opened.register(made_up.resident(number, SEED))

    with ThreadPoolExecutor(2 * RACERS) as pool:
        for number in range(1, 6):
            answers = list(pool.map(apply, range(2 * RACERS), [number] * 2 * RACERS))
            assert sorted(answer.status for answer in answers) == [200] * (2 * RACERS - 1) + [201]
            assert len({answer.json["card_id"] for answer in answers}) == 1


def test_key_commands_work_on_the_same_database(nodes):
    listed = nodes[0].keys("list")
    assert listed.returncode == 0, listed.stderr
    assert "column" in listed.stdout


@pytest.mark.parametrize("address", ["postgres://a:geheim@127.0.0.1/x", "mysql://127.0.0.1/x"])
def test_an_address_with_a_password_is_refused_and_not_repeated(address, tmp_path):
    refusal = run("keys", "list", "--data", tmp_path / "data", "--storage", address)
    assert refusal.returncode != 0
    assert "--storage" in refusal.stderr
    assert "geheim" not in refusal.stdout + refusal.stderr
