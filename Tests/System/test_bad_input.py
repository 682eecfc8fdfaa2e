"""Bad input: each kind has its own documented code and status, and the server goes on as if nothing had happened."""

from __future__ import annotations

import json
import secrets
import socket
import time

import client as native
import made_up
import pytest
from problems import refused

CARDS = "/api/v1/cards"
SCANS = "/api/v1/scans"
ABSENT_CARD = "A" * 64


def application(resident: made_up.Resident) -> dict:
    return {
        "name": resident.name,
        "id_type": resident.id_type,
        "id_no": resident.id_no,
        "phone": resident.phone,
        "proofing": {"method": "staff_checked", "verifier": "bad-input", "at": native.now_text()},
    }


def apply(client: native.Client, body: bytes | dict, **options) -> native.Answer:
    return client.request("POST", CARDS, body, key=secrets.token_hex(16), **options)


# The body as a whole.


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"name": "\xe5\xbc\xa0',
        b'{"name": "x",}',
        b"{'name': 'x'}",
        b'{"name": "\xff\xfe"}',
        b'{"name": "\xc0\xaf"}',
        b'{"name": "\xed\xa0\x80"}',
        b'{"name": "\\ud800"}',
        b'{"name": "a\nb"}',
        b"[]",
        b"null",
        b'"text"',
        b"{} {}",
        b"\xef\xbb\xbf{}",
        b"\x00",
        b"{}\x00",
        b'{"n": 01}',
        b'{"n": NaN}',
        "{“name”: “x”}".encode(),
    ],
)
def test_a_body_that_is_no_json_object(client, body):
    refused(apply(client, body), 400, "body_malformed")


def test_no_body_at_all(client):
    answer = client.request("POST", CARDS, key=secrets.token_hex(16))
    assert answer.code in ("body_malformed", "content_type_unsupported")
    refused(answer, answer.status, answer.code)


@pytest.mark.parametrize("opening, closing", [("[", "]"), ('{"a":', "}")])
def test_33_levels_are_one_too_many(client, opening, closing):
    inner = opening * 32 + "1" + closing * 32
    refused(apply(client, f'{{"name": {inner}}}'.encode()), 400, "body_too_deep")
    # 32 levels are read, and then refused for what they are.
    inner = opening * 31 + "1" + closing * 31
    assert apply(client, f'{{"name": {inner}}}'.encode()).code != "body_too_deep"


def test_a_hundred_thousand_levels(client):
    refused(apply(client, b"[" * 100_000), 400, "body_too_deep")
    refused(apply(client, b'{"a":' * 100_000), 400, "body_too_deep")


@pytest.mark.parametrize(
    "body",
    [
        b'{"name": "a", "name": "b"}',
        b'{"name": "a", "n\\u0061me": "b"}',
        b'{"proofing": {"at": "1", "at": "2"}}',
    ],
)
def test_a_key_twice(client, body):
    refused(apply(client, body), 400, "body_duplicate_key")


def test_a_body_above_one_mebibyte(client, people):
    body = application(people.next()) | {"address": "a" * (1 << 20)}
    refused(apply(client, body), 413, "body_too_large")


def test_a_body_above_one_mebibyte_in_chunks(server):
    """No Content-Length warns the server here."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(b"POST /api/v1/cards HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
        try:
            for _ in range(32):
                connection.sendall(chunk)
            connection.sendall(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            pass  # The server may answer and close before it has read all.
        answer = connection.recv(65536)
    assert answer.startswith(b"HTTP/1.1 413 "), answer[:200]
    assert server.is_ready()


def test_a_body_of_exactly_one_mebibyte_is_read(client):
    body = b'{"unknown": "' + b"a" * ((1 << 20) - 15) + b'"}'
    assert len(body) == 1 << 20
    answer = apply(client, body)
    assert answer.status == 400 and answer.code != "body_too_large"


def test_a_body_cut_off_on_the_way(server, client, people):
    """The connection ends before the announced length: nothing is registered and nobody else notices."""
    resident = people.next()
    body = json.dumps(application(resident)).encode()
    headers = {"content-type": "application/json", "idempotency-key": secrets.token_hex(16)}
    signature, _ = client.sign("POST", CARDS, headers, body, native.Signing())
    lines = [f"{name}: {value}" for name, value in (headers | signature).items()]
    head = "\r\n".join([f"POST {CARDS} HTTP/1.1", "Host: x", f"Content-Length: {len(body)}", *lines, "", ""]).encode()
    for length in (0, 1, len(body) // 2, len(body) - 1):
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
            connection.sendall(head + body[:length])
    assert client.register(resident).must(201).json["outcome"] == "created"


def test_a_body_of_another_type(client):
    answer = apply(client, b"<a/>", headers={"content-type": "application/xml"})
    refused(answer, 415, "content_type_unsupported")


@pytest.mark.parametrize("garbage", [b"\r\n\r\n", b"GET\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", b"A" * 100_000])
def test_bytes_that_are_no_http(server, garbage):
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(garbage)
    assert server.is_ready()


# Single fields of an application.

REMOVED = object()

FIELDS = [
    ("name", REMOVED, 400, "field_missing", "name"),
    ("name", None, 400, "field_missing", "name"),
    ("name", 5, 400, "field_malformed", "name"),
    ("name", ["张三"], 400, "field_malformed", "name"),
    ("name", "", 422, "name_empty", "name"),
    ("name", "张" * 51, 422, "name_too_long", "name"),
    ("name", "张\x00三", 422, "text_nul", "name"),
    ("name", "张\u202e三", 422, "text_bidi_control", "name"),
    ("name", "张\u2066三", 422, "text_bidi_control", "name"),
    ("name", "张\u200b三", 422, "text_invisible_character", "name"),
    ("name", "张\u0007三", 422, "text_control_character", "name"),
    ("name", "张\n三", 422, "text_line_break", "name"),
    ("name", "张\ue000三", 422, "text_private_use", "name"),
    ("name", "张\uffff三", 422, "text_noncharacter", "name"),
    ("name", "Ｚhang", 422, "text_full_width", "name"),
    ("name", " 张三", 422, "name_outer_space", "name"),
    ("name", "张3", 422, "name_bad_character", "name"),
    ("name", "<b>张</b>", 422, "name_bad_character", "name"),
    ("name", "买买提·", 422, "name_misplaced_separator", "name"),
    ("id_type", REMOVED, 400, "field_missing", "id_type"),
    ("id_type", "1", 422, "id_type_unknown", "id_type"),
    ("id_type", "10", 422, "id_type_unknown", "id_type"),
    ("id_no", REMOVED, 400, "field_missing", "id_no"),
    ("id_no", 510, 400, "field_malformed", "id_no"),
    ("id_no", "", 422, "id_number_bad_length", "id_no"),
    ("id_no", "5199001980010100", 422, "id_number_bad_length", "id_no"),
    ("phone", "12345", 422, "phone_malformed", "phone"),
    ("phone", "１５４００００００００", 422, "text_full_width", "phone"),
    ("phone", "154 0000 0000", 422, "text_space", "phone"),
    ("gender", "3", 422, "gender_unknown", "gender"),
    ("birth_date", "19800101", 422, "birth_date_malformed", "birth_date"),
    ("birth_date", "1980-02-30", 422, "birth_date_malformed", "birth_date"),
    ("nation", "99", 422, "nation_unknown", "nation"),
    ("address", "", 422, "address_empty", "address"),
    ("address", "路" * 201, 422, "address_too_long", "address"),
    ("channel", "5", 400, "field_malformed", "channel"),
    ("proofing", REMOVED, 422, "proofing_missing", "proofing"),
    ("proofing", {}, 422, "proofing_missing", "proofing"),
    ("proofing", "yes", 400, "field_malformed", "proofing"),
    ("surprise", "x", 400, "field_unknown", "surprise"),
]


@pytest.mark.parametrize("name, value, status, code, field", FIELDS)
def test_a_field_of_an_application(client, people, name, value, status, code, field):
    body = application(people.next())
    if value is REMOVED:
        del body[name]
    else:
        body[name] = value
    refused(apply(client, body), status, code, field)


PROOFINGS = [
    ({"method": "crystal_ball"}, "proofing_method_unknown"),
    ({"verifier": ""}, "proofing_verifier_malformed"),
    ({"verifier": "名"}, "proofing_verifier_malformed"),
    ({"at": "2020-01-01T00:00:00Z"}, "proofing_too_old"),
    ({"at": "2999-01-01T00:00:00Z"}, "proofing_in_future"),
]


@pytest.mark.parametrize("change, code", PROOFINGS)
def test_a_proofing(client, people, change, code):
    body = application(people.next())
    body["proofing"] |= change
    refused(apply(client, body), 422, code)


def test_a_proofing_at_no_time(client, people):
    body = application(people.next())
    body["proofing"]["at"] = "yesterday"
    refused(apply(client, body), 400, "field_malformed", "proofing.at")


def full_width(text: str) -> str:
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


ID_NUMBERS = [
    (lambda number: number[:-1] + ("0" if number[-1] != "0" else "1"), "id_number_check_digit"),
    (lambda number: number[:16] + str((int(number[16]) + 1) % 10) + number[17], "id_number_check_digit"),
    (lambda number: full_width(number), "text_full_width"),
    (lambda number: number[:17] + full_width(number[17]), "text_full_width"),
    (lambda number: number[:6] + " " + number[6:], "text_space"),
    (lambda number: number + "\x00", "text_nul"),
    (lambda number: "\u200e" + number, "text_bidi_control"),
    (lambda number: number + "1", "id_number_bad_length"),
    (lambda number: "A" + number[1:], "id_number_bad_character"),
    (lambda number: with_check("519900" + "19990230" + "001"), "id_number_bad_date"),
    (lambda number: with_check("519900" + "29990101" + "001"), "id_number_future_date"),
    (lambda number: with_check("000000" + "19990101" + "001"), "id_number_unknown_region"),
    (lambda number: "519900" + "500101" + "999", "id_number_ambiguous_century"),
]


def with_check(digits: str) -> str:
    return digits + made_up.check_character(digits)


@pytest.mark.parametrize("change, code", ID_NUMBERS)
def test_an_id_number(client, people, change, code):
    resident = people.next()
    refused(client.register(resident, id_no=change(resident.id_no)), 422, code, "id_no")


def test_a_lower_case_x_is_not_refused_as_another_number(client):
    """The last character of a number may be X; whoever types x means it."""
    resident = next(made_up.resident(index, 77) for index in range(200) if made_up.resident(index, 77).id_no[-1] == "X")
    first = client.register(resident).must(201).json
    small = client.register(resident, id_no=resident.id_no.lower())
    if small.status == 200:
        assert small.json["card_id"] == first["card_id"]
    else:
        refused(small, 422, "id_number_bad_character", "id_no")


def test_a_contradiction_with_the_number(client, people):
    resident = people.next()
    other = "2" if resident.gender == "1" else "1"
    refused(client.register(resident, gender=other), 422, "gender_mismatch")
    refused(client.register(resident, birth_date="1971-01-01"), 422, "birth_date_mismatch")


def test_another_name_for_a_known_number(client, people):
    resident = people.next()
    client.register(resident).must(201)
    refused(client.register(resident, name="欧阳改名"), 409, "person_name_differs")


@pytest.mark.parametrize("name", ["𠮷野", "𪚥𠀀", "㐂三", "買買提·吐爾遜", "O'Brien-Müller", "〇一"])
def test_rare_characters_come_back_byte_for_byte(client, people, terminal, name):
    resident = people.next()
    card_id = client.register(resident, name=name).must(201).json["card_id"]
    scan = client.scan(client.code(card_id).must().json["text"], terminal).must(200)
    assert scan.json["resident"]["name"].encode() == name.encode()


def test_an_escaped_four_byte_character_is_the_same_name(client, people, terminal):
    resident = people.next()
    body = json.dumps(application(resident) | {"name": "𠮷"}, ensure_ascii=True).encode()
    assert b"\\ud842\\udfb7" in body
    card_id = apply(client, body).must(201).json["card_id"]
    assert client.register(resident, name="𠮷").must(200).json["card_id"] == card_id


# Idempotency keys and addresses.


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


# Signatures.


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
    digest = f"sm3=:{native.base64.b64encode(other).decode()}:"
    refused(apply(client, application(people.next()), signing=native.Signing(digest=digest)), 401, "digest_wrong")


def test_a_body_changed_after_signing(client, people):
    body = json.dumps(application(people.next())).encode()
    headers = {"content-type": "application/json", "idempotency-key": secrets.token_hex(16)}
    signature, _ = client.sign("POST", CARDS, headers, body, native.Signing())
    refused(client.send("POST", CARDS, body.replace(b"154", b"155"), headers | signature), 401, "digest_wrong")


def test_a_digest_by_another_algorithm_only(client, people):
    digest = f"sha-256=:{native.base64.b64encode(bytes(32)).decode()}:"
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


# Scans.


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
    for text in (code[:40], f"{card_id}:{kind}", f"{card_id}:{kind}:{token[:-2]}", f"{card_id}:{kind}:{token[:-1]}:{record_no}"):
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
