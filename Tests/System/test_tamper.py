"""A man in the middle changes one byte: the server refuses the request, or the client the answer (`D10`).

Caught means: a changed request is answered with nothing but an unsigned 4xx, or not at all, and nothing is written; a
changed answer is never returned to whoever asked. What no signature covers is in `UNCOVERED`, each with its reason.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import random
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import client as native
import pytest
from tamper_proxy import HEAD_END, Spot, TamperProxy, fields, spots, unchanged, without

SEED = 20_261_121
# How many random positions of each exchange are changed, besides each part's first, middle and last byte.
POSITIONS = 2 * int(os.environ.get("XINGLIN_EXAMPLES", "50"))

REQUEST_FIELDS = ("content-type", "idempotency-key", "content-digest", "signature-input", "signature")
ANSWER_FIELDS = ("content-type", "content-digest", "x-request-id", "retry-after", "signature-input", "signature")
ALGORITHMS = (native.HMAC_SM3, native.SM2_SM3)
CALLS = ("register", "card", "code", "scan", "looks", "refused")

# What may change on the way without anybody noticing: where it is, what becomes of it, and why that is harmless.
UNCOVERED_REQUEST = [
    ("version", b" HTTP/1.1\r\n", b" HTTP/1.0\r\n", "belongs to each hop, which may speak another version"),
    ("host", b"Host: 127.0.0.1", b"Host: 127.0.0.2", "proxies rewrite it; keys differ between platforms instead"),
    ("accept-encoding", b"identity", b"identitY", "belongs to each hop; answers are never encoded"),
    ("case of names", b"signature-input:", b"Signature-Input:", "names of fields know no letter case"),
    ("space around values", b"signature-input: ", b"signature-input:\t", "space around a value is no part of it"),
]
UNCOVERED_ANSWER = [
    ("version", b"HTTP/1.1 ", b"HTTP/1.0 ", "belongs to each hop, which may speak another version"),
    ("reason phrase", b" 200 OK", b" 200 KO", "nobody reads it; the status is covered"),
    ("server", b"xinglin", b"xingliN", "nobody acts on it"),
    ("date", b"Date: ", b"Date: 0", "made by the HTTP server for caches; `created` is covered and within 300 s"),
    ("cache-control", b"no-store", b"no-storE", "for caches on the way; a bound answer serves no other request"),
    ("case of names", b"Signature-Input:", b"signature-input:", "names of fields know no letter case"),
    ("space around values", b"Signature-Input: ", b"Signature-Input:\t", "space around a value is no part of it"),
]


@pytest.fixture
def proxy(server):
    with TamperProxy(server.port) as opened:
        yield opened


class Caller:
    """Makes calls through the proxy, each over a connection of its own, and looks at what they wrote."""

    def __init__(self, server, proxy, app, direct, people, terminal):
        self.proxy, self.app = proxy, app
        self._direct, self._terminal = direct, terminal
        self._database = server.data / "xinglin.sqlite"
        self.card_id = direct.register(people.next()).must(201).json["card_id"]
        self.resident = people.next()

    def make(self, call: str) -> Callable[[native.Client], native.Answer]:
        """A call that would be right if nobody changed it."""
        match call:
            case "register":
                return lambda client: client.register(self.resident, key="tamper-" + native.secrets.token_hex(8))
            case "card":
                return lambda client: client.card(self.card_id)
            case "code":
                return lambda client: client.code(self.card_id)
            case "scan":
                text = self._direct.code(self.card_id).must(200).json["text"]
                return lambda client: client.scan(text, self._terminal)
            case "looks":
                return lambda client: client.looks(self.card_id, limit=3)
            case "refused":
                return lambda client: client.card("A" * 64)
        raise LookupError(call)

    def through(self, call: Callable[[native.Client], native.Answer], alg: str = native.HMAC_SM3) -> native.Answer:
        with native.Client(self.proxy.base_url, self.app, alg, timeout=10) as client:
            return call(client)

    def written(self) -> tuple[int, ...]:
        """How many rows there are of all that a carried out request leaves."""
        with sqlite3.connect(f"file:{self._database}?mode=ro", uri=True, timeout=10) as database:
            tables = ("persons", "person_versions", "cards", "card_apps", "used_codes", "uses", "idempotency", "nonces")
            counts = [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
            # A signature that is wrong is in the audit log; nothing else may be.
            statement = "SELECT count(*) FROM audit_entries WHERE outcome <> 'signature_wrong'"
            return (*counts, database.execute(statement).fetchone()[0])


@pytest.fixture
def caller(server, proxy, apps, client, people, terminal) -> Caller:
    return Caller(server, proxy, apps[0], client, people, terminal)


def positions(message: bytes, names: tuple[str, ...], chance: random.Random, count: int):
    """Each part's first, middle and last byte, then random bytes of all parts."""
    parts = spots(message, names)
    for part in parts:
        for position in sorted({part.start, (part.start + part.stop) // 2, part.stop - 1}):
            yield part, position
    everywhere = [(part, position) for part in parts for position in range(part.start, part.stop)]
    yield from (chance.choice(everywhere) for _ in range(count))


def amounts(alg: str) -> int:
    # The independent SM2 takes long, and what is covered is the same.
    return POSITIONS if alg == native.HMAC_SM3 else 0


def same_part(message: bytes, names: tuple[str, ...], part: Spot) -> Spot:
    """The part of another message that has the label of this one."""
    return next(one for one in spots(message, names) if one.label == part.label)


@pytest.mark.parametrize("alg", ALGORITHMS)
@pytest.mark.parametrize("call", CALLS)
def test_nothing_changed_is_accepted(caller, call, alg):
    answer = caller.through(caller.make(call), alg)
    assert answer.proved and answer.status == {"register": 201, "refused": 404}.get(call, 200)
    stated = {part.label for part in spots(caller.proxy.request, REQUEST_FIELDS)}
    needed = {"method", "target", "signature-input", "signature"}
    if call in ("register", "code", "scan"):
        needed |= {"content-type", "content-digest", "body"}
    if call == "register":
        needed.add("idempotency-key")
    assert needed == {label for label in stated if not label.endswith(" (name)")}
    stated = {part.label for part in spots(caller.proxy.answer, ANSWER_FIELDS)}
    assert {"status", "body", *ANSWER_FIELDS} - {"retry-after"} <= stated


def answer_to_changed_request(caller: Caller, make, change, alg: str) -> int | None:
    """The status of what the client was told and did not believe; None where nobody answered."""
    caller.proxy.change_request = change
    before = caller.written()
    try:
        answer = caller.through(make, alg)
    except native.Unproved as unproved:
        status = unproved.answer.status
    except (http.client.HTTPException, OSError):
        status = None
    else:
        raise AssertionError(f"accepted: {answer}")
    finally:
        caller.proxy.change_request = unchanged
    assert caller.written() == before, f"a changed request was carried out and answered {status}"
    return status


@pytest.mark.parametrize("alg", ALGORITHMS)
@pytest.mark.parametrize("call", CALLS)
def test_a_changed_request_is_refused_and_leaves_nothing(caller, call, alg):
    chance = random.Random(f"{SEED} {call} {alg}")
    caller.through(caller.make(call), alg)
    # One and the same right call; only its nonce, time and signature are made anew each time.
    make = caller.make(call)
    seen: dict[str, set[int | None]] = {}
    for part, position in list(positions(caller.proxy.request, REQUEST_FIELDS, chance, amounts(alg))):
        changed: list[bytes] = []

        def change(message: bytes) -> bytes:
            here = same_part(message, REQUEST_FIELDS, part)
            changed.append(here.changed(message, min(here.start + position - part.start, here.stop - 1), chance))
            assert changed[-1] != message
            return changed[-1]

        status = answer_to_changed_request(caller, make, change, alg)
        assert status is None or 400 <= status < 500, (part.label, status, changed)
        seen.setdefault(part.label, set()).add(status)
    assert {part.label for part in spots(caller.proxy.request, REQUEST_FIELDS)} == seen.keys()
    # Nothing was used up by all this.
    assert caller.through(make, alg).proved


def refuses(caller: Caller, make, change, alg: str = native.HMAC_SM3) -> None:
    caller.proxy.change_answer = change
    try:
        answer = caller.through(make, alg)
    except (native.Unproved, http.client.HTTPException, OSError):
        return
    finally:
        caller.proxy.change_answer = unchanged
    raise AssertionError(f"accepted: {answer}")


@pytest.mark.parametrize("alg", ALGORITHMS)
@pytest.mark.parametrize("call", CALLS)
def test_a_changed_answer_is_not_believed(caller, call, alg):
    chance = random.Random(f"{SEED} answer {call} {alg}")
    make = caller.make(call)
    caller.through(make, alg)
    for part, position in list(positions(caller.proxy.answer, ANSWER_FIELDS, chance, amounts(alg))):
        changed: list[bytes] = []

        def change(message: bytes) -> bytes:
            # A second scan of one code is another answer, a little shorter or longer: the same part of it is changed.
            here = same_part(message, ANSWER_FIELDS, part)
            changed.append(here.changed(message, min(here.start + position - part.start, here.stop - 1), chance))
            return changed[-1]

        refuses(caller, make, change, alg)
        assert changed and changed[-1] != caller.proxy.answer


def test_every_bit_of_an_answers_signature_counts(caller):
    """Also the two bits of its last digit that no byte needs."""
    make = caller.make("card")
    caller.through(make)
    digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for digit in digits:

        def change(message: bytes) -> bytes:
            part = next(one for one in spots(message, ANSWER_FIELDS) if one.label == "signature")
            # 32 bytes are 43 digits and one =, before the last colon.
            last = part.stop - 3
            assert message[last] in digits and message[last + 1 : part.stop] == b"=:"
            new = digit if digit != message[last] else ord("*")
            return message[:last] + bytes([new]) + message[last + 1 :]

        refuses(caller, make, change)


@pytest.mark.parametrize("digit", [b"1", b"9"])
def test_a_changed_length_is_caught(caller, digit):
    """The length of a body is no signed field: a wrong one gives another body, or none."""

    def change(message: bytes) -> bytes:
        head, _, body = message.partition(HEAD_END)
        lines = head.split(b"\r\n")
        for index, line in enumerate(lines):
            if line.lower().startswith(b"content-length:"):
                last = b"2" if line.endswith(digit) else digit
                lines[index] = line[:-1] + last
                assert lines[index] != line
        return b"\r\n".join(lines) + HEAD_END + body

    make = caller.make("register")
    status = answer_to_changed_request(caller, make, change, native.HMAC_SM3)
    assert status is None or 400 <= status < 500
    refuses(caller, make, change)


def test_swapped_answers_are_not_believed(caller, people, client):
    """Both are right answers of the platform to the same app, of the same second."""
    other = client.register(people.next()).must(201).json["card_id"]
    gate, answers, lock = threading.Barrier(2), [], threading.Lock()

    def swap(message: bytes) -> bytes:
        with lock:
            answers.append(message)
        gate.wait(timeout=20)
        return answers[1] if message is answers[0] else answers[0]

    caller.proxy.change_answer = swap

    def one(card_id: str) -> str:
        try:
            return f"accepted {caller.through(lambda client: client.card(card_id)).status}"
        except native.Unproved as unproved:
            return unproved.flaw

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(one, (caller.card_id, other))) == ["its signature is wrong"] * 2


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_an_old_answer_is_not_believed(caller, alg):
    make = caller.make("card")
    caller.through(make, alg)
    old = caller.proxy.answer
    refuses(caller, make, lambda _: old, alg)
    assert caller.through(make, alg).proved


def test_an_old_request_is_refused(caller):
    caller.through(caller.make("register"))
    before = caller.written()
    answer = caller.proxy.exchange(caller.proxy.request)
    assert answer.startswith(b"HTTP/1.1 401 ") and b'"nonce_replayed"' in answer
    # Only the refusal is written.
    after = caller.written()
    assert after[:-1] == before[:-1] and after[-1] == before[-1] + 1


@pytest.mark.parametrize(
    "names",
    [("signature", "signature-input"), ("signature",), ("signature-input",), ("content-digest",), ("x-request-id",)],
)
@pytest.mark.parametrize("call", CALLS)
def test_an_answer_without_its_signature_is_not_believed(caller, call, names):
    refuses(caller, caller.make(call), lambda message: without(message, *names))


def test_an_unsigned_refusal_is_not_believed_either(caller):
    """Anybody can say no: only a signed refusal says that nothing was done."""
    body = json.dumps({"code": "card_not_found", "status": 404}).encode()
    head = f"HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\nContent-Length: {len(body)}"
    refuses(caller, caller.make("card"), lambda _: head.encode() + HEAD_END + body)
    refuses(caller, caller.make("card"), lambda _: b"HTTP/1.1 503 Busy\r\nContent-Length: 0" + HEAD_END)


def forged(
    caller: Caller,
    secret: str,
    *,
    created: int = 0,
    keyid: str | None = None,
    leave_out: str = "",
    before: bytes = b"",
    after: bytes = b"",
):
    """Answers with another body under a signature that anybody with a secret could make."""

    def change(message: bytes) -> bytes:
        replaced = ("signature", "signature-input", "content-digest", "content-length")
        head, _, body = without(message, *replaced).partition(HEAD_END)
        stated, asked = fields(message), fields(caller.proxy.request)
        bound = '"signature";req;key="sig1"'
        digest = native.sm3_digest(body)
        values = {
            '"@status"': head.split(b" ")[1].decode(),
            '"content-type"': stated["content-type"],
            '"content-digest"': digest,
            '"x-request-id"': stated["x-request-id"],
            bound: asked["signature"].removeprefix("sig1="),
        }
        values.pop(leave_out, None)
        parameters = (
            f"({' '.join(values)});created={int(time.time()) + created}"
            f';keyid="{keyid or caller.app.app_id}";alg="hmac-sm3"'
        )
        lines = [f"{name}: {value}" for name, value in values.items()]
        base = "\n".join([*lines, f'"@signature-params": {parameters}'])
        signature = base64.b64encode(native.hmac_sm3(secret.encode(), base.encode())).decode()
        lines = [
            f"Content-Length: {len(body)}",
            f"Content-Digest: {digest}",
            f"Signature-Input: x={parameters}",
            f"Signature: x=:{signature}:",
        ]
        start, _, rest = head.partition(b"\r\n")
        return start + b"\r\n" + before + rest + b"\r\n" + "\r\n".join(lines).encode() + after + HEAD_END + body

    return change


def test_who_can_sign_is_believed_and_nobody_else(caller, apps):
    make, secret = caller.make("card"), apps[0].app_secret
    caller.proxy.change_answer = forged(caller, secret)
    assert caller.through(make).proved, "the forger's tools are right, so what follows fails for its own reason"
    refuses(caller, make, forged(caller, apps[1].app_secret))
    refuses(caller, make, forged(caller, apps[1].app_secret, keyid=apps[1].app_id))
    refuses(caller, make, forged(caller, secret, keyid=apps[1].app_id))
    refuses(caller, make, forged(caller, secret), native.SM2_SM3)
    for created in (-310, 310):
        refuses(caller, make, forged(caller, secret, created=created))
    for component in ("@status", "content-type", "content-digest", "x-request-id"):
        refuses(caller, make, forged(caller, secret, leave_out=f'"{component}"'))
    refuses(caller, make, forged(caller, secret, leave_out='"signature";req;key="sig1"'))
    for line in (b"Content-Type: text/plain", b"Retry-After: 99999", b"X-Request-ID: x", b"Signature: y=:AAAA:"):
        refuses(caller, make, forged(caller, secret, before=line + b"\r\n"))
        refuses(caller, make, forged(caller, secret, after=b"\r\n" + line))


def test_an_sm2_caller_believes_no_key_but_the_platforms(caller, apps):
    make = caller.make("card")
    caller.app = replace(apps[0], answer_keys={})
    refuses(caller, make, unchanged, native.SM2_SM3)
    # The right key under another name, then the right name over another key.
    caller.app = replace(apps[0], answer_keys=dict.fromkeys(["answer-0"], *apps[0].answer_keys.values()))
    refuses(caller, make, unchanged, native.SM2_SM3)
    caller.app = replace(apps[0], answer_keys=dict.fromkeys(apps[0].answer_keys, apps[0].sm2_public_key))
    refuses(caller, make, unchanged, native.SM2_SM3)
    caller.app = apps[0]
    assert caller.through(make, native.SM2_SM3).proved


def test_the_own_signature_of_the_request_proves_no_answer(caller):
    def reflect(message: bytes) -> bytes:
        own = [
            line
            for line in caller.proxy.request.partition(HEAD_END)[0].split(b"\r\n")
            if line.lower().startswith((b"signature:", b"signature-input:"))
        ]
        head, _, body = without(message, "signature", "signature-input").partition(HEAD_END)
        return head + b"\r\n" + b"\r\n".join(own) + HEAD_END + body

    refuses(caller, caller.make("card"), reflect)


@pytest.mark.parametrize("what, old, new, reason", UNCOVERED_REQUEST, ids=[row[0] for row in UNCOVERED_REQUEST])
def test_what_no_signature_of_a_request_covers(caller, what, old, new, reason):
    def change(message: bytes) -> bytes:
        assert message.count(old) == 1, f"{what} is not where it was: {reason}"
        return message.replace(old, new)

    caller.proxy.change_request = change
    assert caller.through(caller.make("card")).proved


@pytest.mark.parametrize("what, old, new, reason", UNCOVERED_ANSWER, ids=[row[0] for row in UNCOVERED_ANSWER])
def test_what_no_signature_of_an_answer_covers(caller, what, old, new, reason):
    def change(message: bytes) -> bytes:
        assert message.count(old) == 1, f"{what} is not where it was: {reason}\n{message!r}"
        return message.replace(old, new)

    caller.proxy.change_answer = change
    assert caller.through(caller.make("card")).proved


def test_every_field_of_both_messages_is_covered_or_listed(caller):
    """A field that comes to be sent one day must be covered, or be listed with its reason."""
    caller.through(caller.make("register"))
    for message, covered, listed in (
        (caller.proxy.request, REQUEST_FIELDS, {row[0] for row in UNCOVERED_REQUEST}),
        (caller.proxy.answer, ANSWER_FIELDS, {row[0] for row in UNCOVERED_ANSWER}),
    ):
        names = set(fields(message))
        assert names <= {*covered, *listed, "content-length"}, names
