#!/usr/bin/env python3
"""A client of the native API, `/api/v1`, that signs its requests (RFC 9421 and RFC 9530 with SM3) and takes no answer
that the platform did not sign in answer to them.

Written from the published description alone and sharing no code with the server, so that the two check each other.
Plain Python 3.11: SM3 comes from hashlib where its OpenSSL has it, else from the package `gmssl`; SM2 signatures
always come from `gmssl`.

    tools/client.py --sandbox demo-data/sandbox.json walk
    tools/client.py --sandbox demo-data/sandbox.json --alg sm2-sm3 walk
    tools/client.py --sandbox demo-data/sandbox.json card CARD_ID
    tools/client.py --sandbox demo-data/sandbox.json code CARD_ID --type static --format svg
    tools/client.py --sandbox demo-data/sandbox.json scan CODE --step 010101
    tools/client.py --sandbox demo-data/sandbox.json looks CARD_ID
    tools/client.py --sandbox demo-data/sandbox.json --app 1 events --cursor 17

A caller needs three things of the sandbox file: the address, `app_id` and `app_secret` (or the SM2 key pair, and the
platform's `answer_keys`).
"""

from __future__ import annotations

import argparse
import base64
import datetime
import hashlib
import hmac
import http.client
import json
import re
import secrets
import sys
import time
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path

import made_up

HMAC_SM3 = "hmac-sm3"
SM2_SM3 = "sm2-sm3"
# A server may close a connection that has been idle; one that rested longer than this is opened anew.
IDLE_SECONDS = 5
# The longest wait before a refused request is sent again, in seconds.
BUSY_SECONDS = 60
BUSY_CODES = ("system_busy", "quota_exceeded")
# How far the platform's clock may be off from ours, in seconds.
WINDOW_SECONDS = 300
# What the signature of every answer must cover, besides the signature of the request.
ANSWER_COMPONENTS = ("@status", "content-type", "content-digest", "x-request-id")
SIGNATURE_INPUT_OF_OURS = re.compile(r';keyid="(?P<keyid>[^"]*)";alg="(?P<alg>[^"]*)"$')
SIGNATURE_INPUT = re.compile(
    r'([a-z*][a-z0-9_.*-]*)=(\(([^()]*)\);created=([0-9]{1,12});keyid="([^"]*)";alg="([^"]*)")', re.ASCII
)


def sm3(message: bytes) -> bytes:
    """SM3 (GB/T 32905-2016), 32 bytes."""
    if "sm3" in hashlib.algorithms_available:
        return hashlib.new("sm3", message).digest()
    from gmssl import sm3 as gmssl_sm3

    return bytes.fromhex(gmssl_sm3.sm3_hash(list(message)))


def hmac_sm3(key: bytes, message: bytes) -> bytes:
    """HMAC (RFC 2104) with SM3, 32 bytes."""
    if "sm3" in hashlib.algorithms_available:
        return hmac.digest(key, message, "sm3")
    key = (sm3(key) if len(key) > 64 else key).ljust(64, b"\0")
    inner = sm3(bytes(byte ^ 0x36 for byte in key) + message)
    return sm3(bytes(byte ^ 0x5C for byte in key) + inner)


def sm2_sign(private_key: str, public_key: str, message: bytes) -> bytes:
    """An SM2 signature (GB/T 32918.2) with SM3 and the default identity 1234567812345678: r and s, 32 bytes each.

    Keys are hexadecimal: the private key 64 digits, the public key 130 with its leading 04.
    """
    from gmssl import sm2

    signer = sm2.CryptSM2(private_key=private_key, public_key="", mode=1)
    # The constructor would strip every leading 0 and 4 of a key, not only the form byte.
    signer.public_key = public_key[2:]
    identified = bytes.fromhex(signer._sm3_z(message))
    order = int(sm2.default_ecc_table["n"], 16)
    while True:
        # gmssl would draw the secret number from Python's ordinary generator.
        chance = secrets.randbelow(order - 1) + 1
        signature = signer.sign(identified, f"{chance:064x}")
        if signature is not None:
            return bytes.fromhex(signature)


def sm2_verifies(public_key: str, message: bytes, signature: bytes) -> bool:
    """Whether an SM2 signature, r and s, is of this key (130 hexadecimal digits) and message."""
    from gmssl import sm2

    order = int(sm2.default_ecc_table["n"], 16)
    numbers = (int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
    # gmssl looks at neither the length nor the range.
    if len(signature) != 64 or not all(0 < number < order for number in numbers):
        return False
    verifier = sm2.CryptSM2(private_key="", public_key="", mode=1)
    verifier.public_key = public_key[2:]
    return verifier.verify(signature.hex(), bytes.fromhex(verifier._sm3_z(message))) is True


def sm3_digest(data: bytes) -> str:
    """The `Content-Digest` of a body (RFC 9530)."""
    return f"sm3=:{base64.b64encode(sm3(data)).decode()}:"


@dataclass
class App:
    """The credentials of one app, as the card centre hands them out."""

    app_id: str
    app_secret: str
    record_no: str = ""
    sm2_private_key: str = ""
    sm2_public_key: str = ""
    institution: str | None = None
    operations: list[str] = field(default_factory=list)
    # Public keys of the platform by their keyid, 130 hexadecimal digits each: what SM2 callers check answers by.
    answer_keys: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, entry: dict) -> App:
        """Reads an entry of `apps` in the sandbox file."""
        return cls(**{name: entry[name] for name in cls.__dataclass_fields__ if name in entry})


@dataclass
class Answer:
    """What came back: the status, the headers in lower case, the bytes."""

    status: int
    headers: dict[str, str]
    body: bytes
    # The text that this client signed; empty for an unsigned request.
    signed: str = ""
    # Whether the request was signed, and whether the answer proved to be the platform's answer to it.
    asked: bool = False
    proved: bool = False

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self) -> str | None:
        """The problem's stable code, or None where the answer is no problem."""
        content_type = self.headers.get("content-type", "")
        if content_type.startswith("application/problem+json"):
            return self.json["code"]
        if self.status >= 400 and content_type.startswith("application/fhir+json"):
            return self.json["issue"][0]["details"]["coding"][0]["code"]
        return None

    def must(self, *statuses: int) -> Answer:
        """The answer itself, if it has one of the statuses.

        Raises `Refused` otherwise, and `Unproved` for one that a signed request should have had a signature for.
        """
        if self.asked and not self.proved:
            raise Unproved(self, "it has no signature")
        if self.status not in (statuses or (200, 201)):
            raise Refused(self)
        return self


class Refused(Exception):
    """The platform said no; `answer` holds the problem document."""

    def __init__(self, answer: Answer):
        super().__init__(f"{answer.status} {answer.body.decode('utf-8', 'replace')}")
        self.answer = answer


class Unproved(Exception):
    """What came back does not prove to be the platform's answer to this request, so it says nothing.

    The request may have been carried out or not: repeat it, a write under the same Idempotency-Key. A platform that
    cannot tell who asks (a wrong secret, a wrong clock) answers without a signature as well; `answer` holds what came.
    """

    def __init__(self, answer: Answer, flaw: str):
        super().__init__(f"an answer of status {answer.status} is not proved: {flaw}")
        self.answer = answer
        self.flaw = flaw


class Busy(Unproved):
    """The platform did not take the request, because it is full or the app sends too much: 503 or 429, unsigned.

    It says so before it knows who asks, so anybody on the way could say it, too; believing it costs a wait. The request
    was not carried out and its nonce is not used up; `retry_after` is in seconds.
    """

    def __init__(self, answer: Answer):
        super().__init__(answer, "the platform refused it before reading it")
        field = answer.headers.get("retry-after", "")
        self.retry_after = min(int(field), BUSY_SECONDS) if re.fullmatch("[0-9]{1,9}", field) else 1


@dataclass
class Signing:
    """The parts of a signature; a test sets one of them wrong."""

    created: int | None = None
    nonce: str | None = None
    keyid: str | None = None
    alg: str | None = None
    expires: int | None = None
    components: list[str] | None = None
    digest: str | None = None
    key: bytes | None = None


class Client:
    """One app's connection to the platform, kept alive between requests. Not for use by several threads at once.

    `returns_unsigned` is for tests of refusals that cannot be signed: an answer with no signature at all is then
    returned, with `proved` false, and not raised. A wrong signature is raised always. A request that the platform was too
    busy for is sent again `busy_retries` times, after the time it names, then raised as `Busy`.
    """

    def __init__(
        self,
        base_url: str,
        app: App,
        alg: str = HMAC_SM3,
        timeout: float = 60,
        returns_unsigned: bool = False,
        busy_retries: int = 3,
    ):
        self.app = app
        self.returns_unsigned = returns_unsigned
        self.busy_retries = busy_retries
        self.alg = alg
        address = urllib.parse.urlsplit(base_url)
        kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        self._connection = kind(address.hostname, address.port, timeout=timeout)
        self._last_used = 0.0

    # The calls of the native API.

    def register(self, resident, key: str | None = None, **changes) -> Answer:
        """Applies for a card. `resident` has name, id_type, id_no and phone; `key` is the Idempotency-Key."""
        body = {
            "name": resident.name,
            "id_type": resident.id_type,
            "id_no": resident.id_no,
            "phone": resident.phone,
            "channel": "1",
            "proofing": {"method": "staff_checked", "verifier": "client-py", "at": now_text()},
        }
        for name, value in changes.items():
            body[name] = value
            if value is None:
                del body[name]
        return self.request("POST", "/api/v1/cards", body, key=key or secrets.token_hex(16))

    def card(self, card_id: str) -> Answer:
        return self.request("GET", f"/api/v1/cards/{card_id}")

    def code(self, card_id: str, type: str = "dynamic", format: str = "text") -> Answer:
        return self.request("POST", f"/api/v1/cards/{card_id}/codes", {"type": type, "format": format})

    def scan(self, code: str, terminal_code: str, step: str = "010101", **changes) -> Answer:
        body = {
            "code": code,
            "step": step,
            "terminal_code": terminal_code,
            "operator": "clerk-07",
            "purpose": "门诊挂号",
        }
        body.update(changes)
        return self.request("POST", "/api/v1/scans", {name: value for name, value in body.items() if value is not None})

    def looks(self, card_id: str, limit: int | None = None, cursor: str | None = None) -> Answer:
        pairs = [(name, value) for name, value in (("limit", limit), ("cursor", cursor)) if value is not None]
        query = "?" + urllib.parse.urlencode(pairs) if pairs else ""
        return self.request("GET", f"/api/v1/cards/{card_id}/looks{query}")

    def events(self, limit: int | None = None, cursor: str | None = None) -> Answer:
        """What happened to the main indexes of the patients of the app's institution, after a cursor."""
        pairs = [(name, value) for name, value in (("limit", limit), ("cursor", cursor)) if value is not None]
        query = "?" + urllib.parse.urlencode(pairs) if pairs else ""
        return self.request("GET", f"/api/v1/index-events{query}")

    def say(self, authority: str, local_id: str, resident=None, key: str | None = None, **said) -> Answer:
        """Registers what an institution says of a patient with the main index. What is not said stays as it was."""
        body = {"authority": authority, "local_id": local_id}
        if resident is not None:
            for name in ("name", "gender", "birth_date", "id_type", "id_no", "phone"):
                body[name] = getattr(resident, name)
        return self.request("POST", "/api/v1/source-records", body | said, key=key or secrets.token_hex(16))

    def about(self, act: str, authority: str, local_id: str, **more) -> Answer:
        """Asks about a source record, or takes it back: `act` is why, history, withdraw or identifiers."""
        of = "persons" if act == "identifiers" else "source-records"
        return self.request("POST", f"/api/v1/{of}:{act}", {"authority": authority, "local_id": local_id} | more)

    def merge_local_ids(self, authority: str, prior: str, surviving: str, key: str | None = None) -> Answer:
        body = {"authority": authority, "prior_local_id": prior, "surviving_local_id": surviving}
        return self.request("POST", "/api/v1/source-records:merge", body, key=key or secrets.token_hex(16))

    def match(self, **description) -> Answer:
        return self.request("POST", "/api/v1/persons:match", description)

    def search(self, **criteria) -> Answer:
        return self.request("POST", "/api/v1/persons:search", criteria)

    def person(self, index: str) -> Answer:
        return self.request("GET", f"/api/v1/persons/{index}")

    # Transport.

    def request(
        self,
        method: str,
        target: str,
        body: dict | bytes | None = None,
        *,
        key: str | None = None,
        headers: dict[str, str] | None = None,
        signing: Signing | None = None,
        sign: bool = True,
    ) -> Answer:
        """Sends one request and reads its answer.

        `target` is the path with its query, as it goes on the wire; a `dict` body is sent as JSON in UTF-8.
        """
        data = json.dumps(body, ensure_ascii=False).encode() if isinstance(body, dict) else body
        sent = {} if data is None else {"content-type": "application/json"}
        if key is not None:
            sent["idempotency-key"] = key
        sent.update(headers or {})
        for retries_left in range(self.busy_retries, -1, -1):
            signed, complete = "", dict(sent)
            if sign:
                signature, signed = self.sign(method, target, complete, data, signing or Signing())
                complete.update(signature)
            try:
                return self.send(method, target, data, complete, signed)
            except Busy as busy:
                if retries_left == 0:
                    raise
                time.sleep(busy.retry_after)
        raise AssertionError("the last attempt returns or raises")

    def send(self, method: str, target: str, data: bytes | None, headers: dict[str, str], signed: str = "") -> Answer:
        """Sends bytes and headers as they are.

        Raises `Unproved` where the request was signed and the answer is not the platform's to it.
        """
        if time.monotonic() - self._last_used > IDLE_SECONDS:
            self._connection.close()
        try:
            self._connection.request(method, target, body=data, headers=headers)
            response = self._connection.getresponse()
            fields: dict[str, str] = {}
            for name, value in response.getheaders():
                name, value = name.lower(), value.strip()
                # One list, as RFC 9421, 2.1 has it: a second field beside a signed one is seen.
                fields[name] = f"{fields[name]}, {value}" if name in fields else value
            answer = Answer(response.status, fields, response.read(), signed)
        except BaseException:
            self._connection.close()
            raise
        self._last_used = time.monotonic()
        if "signature" in headers:
            answer.asked = True
            flaw = self.flaw(headers, answer)
            answer.proved = flaw is None
            is_unsigned = not {"signature", "signature-input"} & answer.headers.keys()
            if flaw is not None and not (is_unsigned and self.returns_unsigned):
                if is_unsigned and answer.status in (429, 503) and answer.code in BUSY_CODES:
                    raise Busy(answer)
                raise Unproved(answer, flaw)
        return answer

    def flaw(self, sent: dict[str, str], answer: Answer) -> str | None:
        """Why an answer does not prove to be the platform's answer to the request with these headers; None if it does.

        The signature must cover status, content type, digest, request id, a Retry-After, and the request's own
        signature (RFC 9421, 2.4), be of the same algorithm as the request's, and be made within 300 s of now.
        """
        if "signature" not in answer.headers or "signature-input" not in answer.headers:
            return "it has no signature"
        stated = SIGNATURE_INPUT.fullmatch(answer.headers["signature-input"])
        if stated is None:
            return "its Signature-Input cannot be read"
        label, parameters, listed, created, keyid, alg = stated.groups()
        member = re.fullmatch(re.escape(label) + r"=:([A-Za-z0-9+/]+={0,2}):", answer.headers["signature"])
        if member is None:
            return "its Signature cannot be read"
        signature = base64.b64decode(member[1])
        if base64.b64encode(signature).decode() != member[1]:
            return "its Signature is another text of the same bytes"
        own_label, _, own_signature = sent["signature"].partition("=")
        bound = f'"signature";req;key="{own_label}"'
        values = {f'"{name}"': answer.headers.get(name) for name in (*ANSWER_COMPONENTS, "retry-after")}
        values |= {'"@status"': str(answer.status), bound: own_signature}
        covered = listed.split(" ")
        needed = {f'"{name}"' for name in ANSWER_COMPONENTS} | {bound}
        if "retry-after" in answer.headers:
            needed.add('"retry-after"')
        if set(covered) != needed or len(covered) != len(needed):
            return "its signature does not cover what it must"
        if any(values[name] is None for name in covered):
            return "something that its signature covers is missing"
        if abs(time.time() - int(created)) > WINDOW_SECONDS:
            return "it was not made now"
        if answer.headers["content-digest"] != sm3_digest(answer.body):
            return "its body is not the one that was signed"
        own = SIGNATURE_INPUT_OF_OURS.search(sent["signature-input"])
        if own is None or alg != own["alg"]:
            return "it is signed by another algorithm than the request"
        base = "\n".join([*(f"{name}: {values[name]}" for name in covered), f'"@signature-params": {parameters}'])
        if alg == SM2_SM3:
            key = self.app.answer_keys.get(keyid)
            is_right = key is not None and sm2_verifies(key, base.encode(), signature)
        else:
            expected = hmac_sm3(self.app.app_secret.encode(), base.encode())
            is_right = keyid == own["keyid"] and hmac.compare_digest(signature, expected)
        return None if is_right else "its signature is wrong"

    def sign(
        self, method: str, target: str, headers: dict[str, str], data: bytes | None, signing: Signing
    ) -> tuple[dict[str, str], str]:
        """The headers that sign a request, and the text they sign (RFC 9421, 2.5)."""
        path, _, query = target.partition("?")
        values = {"@method": method, "@path": path, "@query": f"?{query}", **headers}
        added: dict[str, str] = {}
        covered = ["@method", "@path", "@query"]
        if data is not None:
            digest = signing.digest or sm3_digest(data)
            added["content-digest"] = values["content-digest"] = digest
            covered.append("content-digest")
        # Not compulsory but the key, and covered all the same: nobody on the way may give a body another meaning.
        covered += [name for name in ("content-type", "idempotency-key") if name in headers]
        covered = covered if signing.components is None else signing.components
        alg = signing.alg or self.alg
        parameters = (
            "(" + " ".join(f'"{name}"' for name in covered) + ")"
            f";created={int(time.time()) if signing.created is None else signing.created}"
            + ("" if signing.expires is None else f";expires={signing.expires}")
            + f';nonce="{signing.nonce or secrets.token_urlsafe(24)}"'
            f';keyid="{signing.keyid or self.app.app_id}";alg="{alg}"'
        )
        lines = [f'"{name}": {values[name].strip()}' for name in covered]
        base = "\n".join([*lines, f'"@signature-params": {parameters}'])
        if alg == SM2_SM3:
            signature = sm2_sign(self.app.sm2_private_key, self.app.sm2_public_key, base.encode())
        else:
            signature = hmac_sm3(signing.key or self.app.app_secret.encode(), base.encode())
        added["signature-input"] = f"sig1={parameters}"
        added["signature"] = f"sig1=:{base64.b64encode(signature).decode()}:"
        return added, base

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_) -> None:
        self.close()


def now_text() -> str:
    """The present as RFC 3339 text in UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_sandbox(path: str | Path) -> dict:
    """The sandbox file that `xinglin demo` writes."""
    return json.loads(Path(path).read_text(encoding="utf-8"))


def pick_terminal(sandbox: dict, app: App) -> dict:
    """The first authorised terminal that the app may name."""
    for terminal in sandbox["terminals"]:
        if terminal["status"] == "authorised" and app.institution in (None, terminal["institution"]):
            return terminal
    raise LookupError("the sandbox has no authorised terminal for this app")


def show(title: str, answer: Answer) -> None:
    print(f"{title}: {answer.status}")
    print(json.dumps(answer.json, ensure_ascii=False, indent=2))


def walk(client: Client, terminal: str, seed: int) -> int:
    """Registers a made-up resident, shows a code, has it scanned, reads who looked; prints each answer."""
    registration = client.register(made_up.resident(0, seed))
    show("register", registration)
    card_id = registration.must(200, 201).json["card_id"]
    code = client.code(card_id)
    show("code", code)
    show("scan", client.scan(code.must().json["text"], terminal).must())
    show("looks", client.looks(card_id).must())
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sandbox", required=True, help="the sandbox.json in the demo's data folder")
    parser.add_argument("--app", type=int, default=0, help="which of the sandbox's apps calls, from 0")
    parser.add_argument("--alg", choices=(HMAC_SM3, SM2_SM3), default=HMAC_SM3)
    calls = parser.add_subparsers(dest="call", required=True)
    register = calls.add_parser("register", help="apply for a card; without arguments for a made-up resident")
    register.add_argument("--name")
    register.add_argument("--id-no")
    register.add_argument("--phone")
    register.add_argument("--key", help="the Idempotency-Key; keep it for a retry")
    card = calls.add_parser("card", help="read a card and its holder, masked")
    code = calls.add_parser("code", help="make a code")
    looks = calls.add_parser("looks", help="read who looked")
    for parsed in (card, code, looks):
        parsed.add_argument("card_id")
    code.add_argument("--type", choices=("dynamic", "static"), default="dynamic")
    code.add_argument("--format", choices=("text", "svg", "png"), default="text")
    events = calls.add_parser("events", help="read what happened to main indexes")
    for parsed in (looks, events):
        parsed.add_argument("--limit", type=int)
        parsed.add_argument("--cursor")
    scan = calls.add_parser("scan", help="have a code answered")
    scan.add_argument("code")
    scan.add_argument("--step", default="010101")
    scan.add_argument("--terminal", help="a terminal's code; by default the first the app may name")
    walk_call = calls.add_parser("walk", help="register, code, scan, looks")
    for parsed in (register, walk_call):
        parsed.add_argument("--seed", type=int, default=1, help="which made-up resident")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    sandbox = read_sandbox(options.sandbox)
    app = App.of(sandbox["apps"][options.app])
    with Client(sandbox["base_url"], app, options.alg) as client:
        try:
            match options.call:
                case "walk":
                    return walk(client, pick_terminal(sandbox, app)["code"], options.seed)
                case "register":
                    given = {"name": options.name, "id_no": options.id_no, "phone": options.phone}
                    changes = {name: value for name, value in given.items() if value is not None}
                    answer = client.register(made_up.resident(0, options.seed), options.key, **changes)
                case "card":
                    answer = client.card(options.card_id)
                case "code":
                    answer = client.code(options.card_id, options.type, options.format)
                case "looks":
                    answer = client.looks(options.card_id, options.limit, options.cursor)
                case "events":
                    answer = client.events(options.limit, options.cursor)
                case "scan":
                    terminal = options.terminal or pick_terminal(sandbox, app)["code"]
                    answer = client.scan(options.code, terminal, options.step)
        except Refused as refused:
            show("refused", refused.answer)
            return 1
        except Unproved as unproved:
            print(f"{unproved}\n{unproved.answer.body.decode('utf-8', 'replace')}")
            return 1
    show(options.call, answer)
    return 0 if answer.status < 300 else 1


if __name__ == "__main__":
    sys.exit(main())
