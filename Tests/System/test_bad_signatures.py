"""Addresses, keys and signatures that are wrong: nobody gets in by them, and each is told why."""

from __future__ import annotations

import base64
import json
import secrets
import time

import client as native
import pytest
from applications import ABSENT_CARD, CARDS, SCANS, application, apply
from problems import refused


def test_an_idempotency_key_is_compulsory_and_bounded(client, people):
    body = application(people.next())
    refused(client.request("POST", CARDS, body), 400, "idempotency_key_missing")
    for key in ("short", "k" * 65, "with space in it"):
        refused(client.request("POST", CARDS, body, key=key), 400, "idempotency_key_malformed")


def test_addresses_that_do_not_exist(client):
    refused(client.request("GET", "/api/v1/nothing"), 404, "route_not_found")
    refused(client.request("DELETE", CARDS), 405, "method_not_allowed")
    answer = client.request("PUT", SCANS, {})
    refused(answer, 405, "method_not_allowed")
    assert "POST" in answer.headers["allow"]


def test_card_ids(client):
    refused(client.card("xyz"), 422, "card_id_malformed")
    refused(client.card("A" * 63), 422, "card_id_malformed")
    refused(client.card(ABSENT_CARD), 404, "card_not_found")
    refused(client.code(ABSENT_CARD), 404, "card_not_found")
    refused(client.looks(ABSENT_CARD), 404, "card_not_found")


def test_the_list_of_looks_refuses_wrong_bounds(client, card):
    for limit in ("0", "101", "-1", "x", "01", "1e1"):
        refused(client.request("GET", f"/api/v1/cards/{card}/looks?limit={limit}"), 400, "field_malformed", "limit")
    for cursor in ("x", "b", "b0", "b-1", "b1x", "b99999999999999999999"):
        refused(client.looks(card, cursor=cursor), 400, "cursor_malformed")
    refused(client.request("GET", f"/api/v1/cards/{card}/looks?page=2"), 400, "field_unknown")


def test_code_requests(client, card):
    refused(client.code(card, type="other"), 400, "field_malformed", "type")
    refused(client.code(card, format="gif"), 400, "field_malformed", "format")
    refused(client.request("POST", f"/api/v1/cards/{card}/codes", {}), 400, "field_missing", "type")


def test_another_app_may_not_touch_a_card_it_did_not_register(his, card):
    for answer in (his.card(card), his.code(card), his.looks(card)):
        refused(answer, 403, "card_not_bound")


def test_an_app_may_do_only_what_it_was_authorised_for(server, apps, client, card, terminal):
    bank = next(app for app in apps if "code.scan" not in app.operations)
    code = client.code(card).must().json["text"]
    with native.Client(server.base_url, bank) as opened:
        refused(opened.scan(code, terminal), 403, "operation_not_allowed")
    # The refused scan has not used the code up.
    client.scan(code, terminal).must(200)




def test_an_unsigned_request(client):
    refused(client.request("GET", f"{CARDS}/{ABSENT_CARD}", sign=False), 401, "signature_missing")
    refused(client.request("POST", CARDS, {}, sign=False), 401, "signature_missing")


def test_an_unknown_app(client):
    answer = client.request("GET", f"{CARDS}/{ABSENT_CARD}", signing=native.Signing(keyid="nobody"))
    refused(answer, 401, "caller_unknown")


def test_an_unknown_algorithm(client):
    answer = client.request("GET", f"{CARDS}/{ABSENT_CARD}", signing=native.Signing(alg="hmac-sha256"))
    refused(answer, 400, "signature_algorithm_unknown")


@pytest.mark.parametrize("seconds", [-301, -86_400, 305, 86_400])
def test_a_clock_that_is_off(client, seconds):
    created = int(time.time()) + seconds
    answer = client.request("GET", f"{CARDS}/{ABSENT_CARD}", signing=native.Signing(created=created))
    refused(answer, 401, "timestamp_outside_window")


@pytest.mark.parametrize("seconds", [-290, 290])
def test_a_clock_that_is_off_a_little(client, card, seconds):
    client.request("GET", f"{CARDS}/{card}", signing=native.Signing(created=int(time.time()) + seconds)).must(200)


def test_a_replayed_request(client, card):
    target = f"{CARDS}/{card}"
    headers, _ = client.sign("GET", target, {}, None, native.Signing())
    client.send("GET", target, None, headers).must(200)
    refused(client.send("GET", target, None, headers), 401, "nonce_replayed")


def test_a_nonce_belongs_to_its_app(client, his, people):
    resident = people.next()
    card_id = client.register(resident).must(201).json["card_id"]
    assert his.register(resident).must(200).json["card_id"] == card_id
    nonce = secrets.token_urlsafe(24)
    client.request("GET", f"{CARDS}/{card_id}", signing=native.Signing(nonce=nonce)).must(200)
    his.request("GET", f"{CARDS}/{card_id}", signing=native.Signing(nonce=nonce)).must(200)


def test_a_digest_of_another_body(client, people):
    other = native.sm3(b"another body")
    digest = f"sm3=:{base64.b64encode(other).decode()}:"
    refused(apply(client, application(people.next()), signing=native.Signing(digest=digest)), 401, "digest_wrong")


def test_a_body_changed_after_signing(client, people):
    body = json.dumps(application(people.next())).encode()
    headers = {"content-type": "application/json", "idempotency-key": secrets.token_hex(16)}
    signature, _ = client.sign("POST", CARDS, headers, body, native.Signing())
    refused(client.send("POST", CARDS, body.replace(b"154", b"155"), headers | signature), 401, "digest_wrong")


def test_a_digest_by_another_algorithm_only(client, people):
    digest = f"sha-256=:{base64.b64encode(bytes(32)).decode()}:"
    answer = apply(client, application(people.next()), signing=native.Signing(digest=digest))
    refused(answer, 400, "digest_missing")


@pytest.mark.parametrize("missing", ["@method", "@path", "@query", "content-digest", "idempotency-key"])
def test_a_component_that_is_not_covered(client, people, missing):
    covered = ["@method", "@path", "@query", "content-digest", "idempotency-key"]
    covered.remove(missing)
    answer = apply(client, application(people.next()), signing=native.Signing(components=covered))
    refused(answer, 400, "signature_component_missing")


@pytest.mark.parametrize(
    "name, value",
    [
        ("signature-input", "nonsense"),
        ("signature-input", 'sig1=("@method" "@path" "@query");nonce="0123456789abcdef";keyid="x";alg="hmac-sm3"'),
        ("signature-input", 'sig1=("@method" "@path" "@query");created=1;nonce="short";keyid="x";alg="hmac-sm3"'),
        ("signature", "sig1=unquoted"),
        ("signature", "other=:AAAA:"),
        ("signature", "sig1=:AAAA:, sig2=:AAAA:"),
    ],
)
def test_signature_headers_that_cannot_be_read(client, name, value):
    target = f"{CARDS}/{ABSENT_CARD}"
    headers, _ = client.sign("GET", target, {}, None, native.Signing())
    refused(client.send("GET", target, None, headers | {name: value}), 400, "signature_malformed")


@pytest.mark.parametrize("signature", ["", "AAAA", "A" * 88])
def test_a_signature_of_any_length_that_is_wrong(client, card, signature):
    target = f"{CARDS}/{card}"
    for alg in (native.HMAC_SM3, native.SM2_SM3):
        headers, _ = client.sign("GET", target, {}, None, native.Signing(alg=alg))
        headers["signature"] = f"sig1=:{signature}:"
        refused(client.send("GET", target, None, headers), 401, "signature_wrong")


def test_a_request_signed_for_another_address(client, card):
    headers, _ = client.sign("GET", f"{CARDS}/{card}", {}, None, native.Signing())
    refused(client.send("GET", f"{CARDS}/{card}/looks", None, headers), 401, "signature_wrong")
    headers, _ = client.sign("GET", f"{CARDS}/{card}/looks?limit=1", {}, None, native.Signing())
    refused(client.send("GET", f"{CARDS}/{card}/looks?limit=2", None, headers), 401, "signature_wrong")
