"""Register, show, scan, read who looked: by the independent client, under both signature algorithms."""

from __future__ import annotations

import re
import subprocess
import sys

import client as native
import made_up
import pytest
from conftest import ROOT
from problems import refused

IDENTIFIER = re.compile(r"[0-9A-F]{64}")
ALGORITHMS = (native.HMAC_SM3, native.SM2_SM3)


@pytest.fixture(params=ALGORITHMS)
def signer(request, server, apps):
    with native.Client(server.base_url, apps[0], request.param) as opened:
        yield opened


def test_the_walk_of_a_resident(signer, people, terminal, sandbox):
    resident = people.next()
    registration = signer.register(resident).must(201).json
    assert registration["outcome"] == "created"
    assert registration["status"] == "active"
    card_id, person_id = registration["card_id"], registration["person_id"]
    assert IDENTIFIER.fullmatch(card_id) and IDENTIFIER.fullmatch(person_id)
    assert card_id != person_id

    again = signer.register(resident).must(200).json
    assert again == registration | {"outcome": "existing"}

    card = signer.card(card_id).must(200).json
    assert (card["card_id"], card["person_id"], card["status"]) == (card_id, person_id, "active")
    masked = card["resident"]
    assert masked["name_masked"] == resident.name[0] + "*" * (len(resident.name) - 1)
    assert masked["id_type"] == "01"
    assert resident.id_no not in str(card) and resident.name not in str(card) and resident.phone not in str(card)

    code = signer.code(card_id).must(200).json
    assert code["type"] == "dynamic"
    assert re.fullmatch(rf"{card_id}:0:[0-9A-F]{{32}}:{re.escape(signer.app.record_no)}", code["text"])
    assert 30 <= code["valid_seconds"] <= 60
    assert len(code["text"]) <= 117

    scan = signer.scan(code["text"], terminal, purpose="挂号建档").must(200).json
    assert scan["result"] == "accepted"
    assert (scan["card_id"], scan["person_id"], scan["card_status"]) == (card_id, person_id, "active")
    assert scan["step"] == "010101"
    assert scan["resident"]["name"] == resident.name
    assert scan["resident"]["id_no"] == resident.id_no
    assert IDENTIFIER.fullmatch(scan["use_id"])

    looks = signer.looks(card_id).must(200).json["looks"]
    seen = [look for look in looks if look["operation"] == "code.scan"]
    assert len(seen) == 1
    look = seen[0]
    place = next(entry for entry in sandbox["terminals"] if entry["code"] == terminal)
    assert look["institution"]["code"] == place["institution"]
    assert look["institution"]["name"] and look["institution"]["name_en"]
    assert (look["step"], look["purpose"], look["operator"]) == ("010101", "挂号建档", "clerk-07")
    assert look["department"] == place["department"]
    assert "name" in look["shown"] and "id_no" in look["shown"]
    assert look["disputed"] is False


def test_what_a_step_sees_is_what_it_needs(client, people, terminal):
    resident = people.next()
    card_id = client.register(resident).must(201).json["card_id"]
    payment = client.scan(client.code(card_id).must().json["text"], terminal, step="010105").must(200)
    assert payment.json["resident"]["name"] == resident.name
    assert resident.id_no.encode() not in payment.body
    assert resident.phone.encode() not in payment.body


def test_a_static_code_answers_a_masked_hint(client, people, terminal):
    resident = people.next()
    card_id = client.register(resident).must(201).json["card_id"]
    code = client.code(card_id, type="static").must(200).json
    assert code["text"] == f"{card_id}:1::{client.app.record_no}"
    assert code["valid_seconds"] is None
    for text in (code["text"], card_id, f"{card_id}:1"):
        scan = client.scan(text, terminal).must(200)
        assert scan.json["result"] == "hint"
        for value in (resident.name, resident.id_no, resident.phone):
            assert value.encode() not in scan.body


def test_looks_come_newest_first_in_pages(client, card, terminal):
    for step in ("010101", "010102", "010103", "010104", "010105"):
        client.scan(client.code(card).must().json["text"], terminal, step=step).must(200)
    whole = client.looks(card, limit=100).must(200).json
    assert whole["next_cursor"] is None
    paged, cursor = [], None
    for _ in range(100):
        page = client.looks(card, limit=2, cursor=cursor).must(200).json
        assert 1 <= len(page["looks"]) <= 2
        paged += page["looks"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    # The reading of looks is itself in the log, but every page ends at the same oldest entry.
    steps = [look["step"] for look in paged if look["operation"] == "code.scan"]
    assert steps == ["010105", "010104", "010103", "010102", "010101"]
    numbers = [int(look["look_id"]) for look in paged]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == len(numbers)


def test_an_idempotency_key_gives_the_same_answer_and_binds_the_body(client, people):
    resident, other = people.next(), people.next()
    first = client.register(resident, key="retry-me-0001").must(201)
    retried = client.register(resident, key="retry-me-0001")
    assert (retried.status, retried.json) == (first.status, first.json)
    refused(client.register(other, key="retry-me-0001"), 422, "idempotency_key_reused")


def test_the_same_number_in_its_old_form_is_the_same_person(client):
    # A 15-digit number stands for a birth in 19xx; made_up residents 0 to 21,914 of seed 0 were born in that century.
    resident = made_up.resident(12_345, 0)
    assert resident.birth_date.startswith("19")
    new = client.register(resident).must(201).json
    old_form = resident.id_no[:6] + resident.id_no[8:17]
    assert client.register(resident, id_no=old_form).must(200).json == new | {"outcome": "existing"}


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_the_sandbox_shows_the_text_that_a_wrong_key_should_have_signed(server, apps, alg):
    wrong = native.App(
        apps[0].app_id,
        app_secret="0123456789abcdef",
        # Another app's key pair: right in form, wrong for this caller.
        sm2_private_key=apps[1].sm2_private_key,
        sm2_public_key=apps[1].sm2_public_key,
    )
    with native.Client(server.base_url, wrong, alg, returns_unsigned=True) as opened:
        answer = opened.request("POST", "/api/v1/cards", {"name": "某某"}, key="expected-text-1")
        assert refused(answer, 401, "signature_wrong")["expected"] == answer.signed
        answer = opened.request("GET", "/api/v1/cards/" + "A" * 64 + "/looks?limit=3")
        assert refused(answer, 401, "signature_wrong")["expected"] == answer.signed


def test_a_signature_may_cover_more(client, card):
    answer = client.request(
        "GET",
        f"/api/v1/cards/{card}",
        headers={"x-trace": "abc"},
        signing=native.Signing(components=["@path", "@query", "@method", "x-trace"]),
    )
    answer.must(200)


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_the_command_line_walks(server, alg):
    tool = [sys.executable, ROOT / "tools/client.py", "--sandbox", server.data / "sandbox.json", "--alg", alg]
    seed = str(7000 + ALGORITHMS.index(alg))
    done = subprocess.run([*tool, "walk", "--seed", seed], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    for part in ("register: 201", "code: 200", "scan: 200", '"accepted"', "looks: 200"):
        assert part in done.stdout
