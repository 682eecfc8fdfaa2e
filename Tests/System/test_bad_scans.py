"""Scans that must be refused: each way of failing has its own code, and none uses a code up."""

from __future__ import annotations

import secrets

import pytest
from applications import ABSENT_CARD
from problems import refused


@pytest.fixture
def code(client, card) -> str:
    return client.code(card).must().json["text"]


PLACES = [
    ({"step": "999999"}, 422, "step_unknown"),
    ({"step": "10101"}, 422, "step_unknown"),
    ({"step": ""}, 422, "step_unknown"),
    ({"terminal_code": "NO-SUCH-TERMINAL"}, 422, "terminal_unknown"),
    ({"terminal_code": ""}, 400, "label_malformed"),
    ({"terminal_code": "T'; DROP TABLE cards; --"}, 400, "label_malformed"),
    ({"department": "9876"}, 422, "department_unknown"),
    ({"department": "x"}, 422, "department_unknown"),
    ({"operator": ""}, 400, "label_malformed"),
    ({"operator": "名"}, 400, "label_malformed"),
    ({"purpose": ""}, 400, "field_malformed"),
    ({"purpose": "门" * 41}, 400, "field_malformed"),
    ({"purpose": "门\u202e诊"}, 400, "field_malformed"),
    ({"purpose": None}, 400, "field_missing"),
    ({"operator": None}, 400, "field_missing"),
    ({"surprise": "x"}, 400, "field_unknown"),
]


@pytest.mark.parametrize("changes, status, expected", PLACES)
def test_the_place_of_a_scan(client, code, terminal, changes, status, expected):
    refused(client.scan(code, **({"terminal_code": terminal} | changes)), status, expected)
    # The refusal has not used the code up.
    client.scan(code, terminal).must(200)


def test_a_frozen_terminal(client, code, sandbox):
    frozen = next(entry["code"] for entry in sandbox["terminals"] if entry["status"] == "frozen")
    refused(client.scan(code, frozen), 403, "terminal_not_authorised")


def test_a_terminal_of_another_institution(his, apps, code, sandbox):
    other = next(
        entry["code"]
        for entry in sandbox["terminals"]
        if entry["institution"] != apps[1].institution and entry["status"] == "authorised"
    )
    refused(his.scan(code, other), 403, "terminal_of_others")


def flipped(text: str, place: int) -> str:
    """The text with one hexadecimal digit changed."""
    return text[:place] + ("0" if text[place] != "0" else "1") + text[place + 1 :]


MALFORMED = [
    "",
    ":",
    ":::",
    "hello",
    "A" * 63,
    "A" * 65,
    "G" * 64,
    "https://example.com/pay?x=1",
    "A" * 64 + ":0",
    "A" * 64 + ":0:" + "B" * 31 + ":X",
    "A" * 64 + ":0:" + "B" * 32 + ":X:Y",
    "A" * 64 + ":1:" + "B" * 32 + ":X",
    "A" * 64 + ":x::X",
    "A" * 64 + ":0:" + "G" * 32 + ":5100A0001",
    "A" * 64 + ":0:" + "B" * 32 + ":记录",
    "Ａ" * 64,
    "A" * 200,
    "\u202e" + "A" * 64,
    "A" * 64 + "\x00",
]


@pytest.mark.parametrize("text", MALFORMED)
def test_a_text_that_is_no_card_code(client, terminal, text):
    refused(client.scan(text, terminal), 422, "code_malformed", "code")


def test_a_truncated_code(client, code, terminal):
    card_id, kind, token, record_no = code.split(":")
    shortened = f"{card_id}:{kind}:{token[:-1]}:{record_no}"
    for text in (code[:40], f"{card_id}:{kind}", f"{card_id}:{kind}:{token[:-2]}", shortened):
        refused(client.scan(text, terminal), 422, "code_malformed")


def test_a_code_without_its_app(client, code, terminal):
    refused(client.scan(code.rsplit(":", 1)[0], terminal), 422, "code_wrong_app")


def test_a_code_of_an_unknown_type(client, code, terminal):
    fields = code.split(":")
    refused(client.scan(":".join([fields[0], "7", *fields[2:]]), terminal), 422, "code_type_unknown")


def test_a_code_under_another_apps_record_number(client, code, apps, terminal):
    refused(client.scan(code.rsplit(":", 1)[0] + ":" + apps[1].record_no, terminal), 422, "code_wrong_app")


def test_a_forged_token(client, code, terminal):
    card_id, kind, token, record_no = code.split(":")
    for place in (0, 15, 31):
        refused(client.scan(f"{card_id}:{kind}:{flipped(token, place)}:{record_no}", terminal), 422, "code_not_genuine")
    invented = f"{card_id}:{kind}:{secrets.token_hex(16).upper()}:{record_no}"
    refused(client.scan(invented, terminal), 422, "code_not_genuine")


def test_a_token_of_another_card(client, code, people, terminal):
    other = client.register(people.next()).must(201).json["card_id"]
    refused(client.scan(other + code[64:], terminal), 422, "code_not_genuine")


def test_an_unknown_card(client, apps, terminal):
    refused(client.scan(f"{ABSENT_CARD}:1::{apps[0].record_no}", terminal), 404, "card_not_found")


def test_a_replayed_code(client, code, terminal):
    client.scan(code, terminal).must(200)
    refused(client.scan(code, terminal), 409, "code_replayed", "code")
    # However it is written: lower case and a wedge scanner's line end make no other code of it.
    for spelled in (code.lower().replace(code.lower().split(":")[3], code.split(":")[3]), code + "\n", code + "\r\n"):
        refused(client.scan(spelled, terminal), 409, "code_replayed", "code")


@pytest.mark.late
def test_an_expired_code(client, early_code, terminal):
    early_code.wait_until_expired()
    refused(client.scan(early_code.text, terminal), 409, "code_expired", "code")


def test_a_refusal_writes_nothing_that_a_resident_would_read(client, card, terminal):
    """Refused scans show nobody anything, so they are not looks that show something."""
    code = client.code(card).must().json["text"]
    refused(client.scan(flipped(code, 70), terminal), 422, "code_not_genuine")
    refused(client.scan(code, terminal, step="999999"), 422, "step_unknown")
    looks = client.looks(card, limit=100).must().json["looks"]
    assert [look for look in looks if look["operation"] == "code.scan" and look["shown"]] == []
