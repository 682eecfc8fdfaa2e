"""The description at /openapi.yaml against the server: generated requests, signed and unsigned.

No request may meet a fault or an answer that the description does not have; and every operation must answer 2xx to
a request that is right.
"""

from __future__ import annotations

import os
import time
import urllib.parse
from collections.abc import Callable

import client as native
import hypothesis
import national_client as national
import pytest
import requests
import schemathesis
from conftest import ROOT
from hypothesis import strategies
from problems import UNSIGNED_CODES
from schemathesis.checks import not_a_server_error
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

EXAMPLES = int(os.environ.get("XINGLIN_EXAMPLES", "50"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
DESCRIPTION = ROOT / "Sources/HealthCardHTTP/openapi.yaml"
# An institution of the sandbox.
HOSPITAL = "519900H01"
# What is an institution's own to ask.
EVENTS = ("/api/v1/index-events", "/fhir/Subscription")
SCHEMA = schemathesis.openapi.from_path(DESCRIPTION)
OPERATIONS = [operation.ok() for operation in SCHEMA.get_all_operations()]
NAMES = [f"{operation.method.upper()} {operation.path}" for operation in OPERATIONS]
SIGNED_PATHS = {
    operation.path for operation in OPERATIONS if any(one.name == "Signature" for one in operation.iter_parameters())
}
EVERY_OPERATION = pytest.mark.parametrize("operation", OPERATIONS, ids=NAMES)


class Signing(requests.auth.AuthBase):
    """Signs a request as it will go on the wire."""

    def __init__(self, signer: native.Client):
        self._signer = signer

    def __call__(self, prepared: requests.PreparedRequest) -> requests.PreparedRequest:
        body = prepared.body.encode() if isinstance(prepared.body, str) else prepared.body
        prepared.body = body
        for name in ("signature", "signature-input", "content-digest"):
            prepared.headers.pop(name, None)
        covered = {}
        if "idempotency-key" in prepared.headers:
            key = prepared.headers["idempotency-key"]
            covered["idempotency-key"] = key.decode("latin-1") if isinstance(key, bytes) else key
        headers, _ = self._signer.sign(
            prepared.method, prepared.path_url, covered, body or None, native.Signing(created=int(time.time()))
        )
        prepared.headers.update(headers)
        return prepared


def check_signature(client: native.Client, answer, is_signed_route: bool) -> None:
    """An answer to a proved request proves the platform; any other has no signature at all."""
    sent = {name.lower(): value for name, value in answer.request.headers.items()}
    got = {name.lower(): ", ".join(values) for name, values in answer.headers.items()}
    read = native.Answer(answer.status_code, got, answer.content)
    code = read.code
    if is_signed_route and code not in UNSIGNED_CODES:
        flaw = client.flaw(sent, read)
        assert flaw is None, (answer.status_code, code, flaw)
    else:
        assert "signature" not in got, (answer.status_code, code)


@pytest.fixture
def caller(server, client, his):
    """Sends a case, signed or not, and holds the answer against the description. Events are an institution's."""
    with requests.Session() as session:

        def call(case: schemathesis.Case, signed: bool) -> int:
            signer = his if case.operation.path.startswith(EVENTS) else client
            auth = Signing(signer) if signed else None
            answer = case.call_and_validate(
                base_url=server.base_url, session=session, checks=CHECKS, auth=auth, allow_redirects=False
            )
            if signed:
                check_signature(signer, answer, is_signed_route=case.operation.path in SIGNED_PATHS)
            return answer.status_code

        yield call


# What a right request of each operation has: what is generated is turned into these parts at times, so that the
# generated rest gets past the first refusal.


@pytest.fixture
def right(client, people, terminal, apps) -> dict[str, Callable[[], dict]]:
    """For each operation, the parts of a request that must be answered 2xx; made anew at each call."""
    card_id = client.register(people.next()).must(201).json["card_id"]

    def of_card() -> dict:
        return {"path_parameters": {"card_id": card_id}}

    def application() -> dict:
        resident = people.next()
        return {
            "headers": {"Idempotency-Key": native.secrets.token_hex(16)},
            "body": {
                "name": resident.name,
                "id_type": resident.id_type,
                "id_no": resident.id_no,
                "phone": resident.phone,
                "proofing": {"method": "staff_checked", "verifier": "schemathesis", "at": native.now_text()},
            },
        }

    def scan() -> dict:
        return {
            "body": {
                "code": client.code(card_id).must(200).json["text"],
                "step": "010101",
                "terminal_code": terminal,
                "operator": "clerk-07",
                "purpose": "门诊挂号",
            }
        }

    def envelope() -> dict:
        app = apps[0]
        opened = national.NationalClient("http://127.0.0.1:1", app.app_id, app.app_secret)
        return {"body": opened.envelope("ehc.ehealthcard.register", national.registration(people.next()))}

    def local_id() -> str:
        # The server is shared: no test meets what another one filed.
        return f"S{native.secrets.token_hex(8)}"

    def identifier() -> dict:
        return {"query": {"identifier": f"urn:xinglin:authority:{HOSPITAL}|{local_id()}"}}

    def patient(parts: dict) -> dict:
        resident = people.next()
        system, _, value = parts["query"]["identifier"].partition("|")
        body = {
            "resourceType": "Patient",
            "identifier": [{"system": system, "value": value}],
            "name": [{"text": resident.name}],
            "birthDate": resident.birth_date,
        }
        return parts | {"body": body, "media_type": "application/fhir+json"}

    def filed() -> dict:
        parts = patient(identifier())
        target = f"/fhir/Patient?{urllib.parse.urlencode(parts['query'])}"
        answer = client.request("PUT", target, parts["body"], headers={"content-type": "application/fhir+json"})
        return parts | {"id": answer.must(200, 201).json["id"]}

    def match() -> dict:
        return {"body": patient(identifier())["body"], "media_type": "application/fhir+json"}

    known = people.next()
    index = client.say(HOSPITAL, "SCHEMA", known).must(201, 200).json["index"]
    of_index = {"path_parameters": {"index": index}}
    of_record = {"body": {"authority": HOSPITAL, "local_id": "SCHEMA"}}

    def keyed(body: dict) -> dict:
        return {"headers": {"Idempotency-Key": native.secrets.token_hex(16)}, "body": body}

    def record() -> dict:
        return keyed({"authority": HOSPITAL, "local_id": local_id(), "name": people.next().name})

    def withdrawal() -> dict:
        client.say(HOSPITAL, "WITHDRAWN", known).must(200, 201)
        return {"body": {"authority": HOSPITAL, "local_id": "WITHDRAWN"}}

    def local_merge() -> dict:
        client.say(HOSPITAL, prior := local_id(), known).must(201, 200)
        return keyed({"authority": HOSPITAL, "prior_local_id": prior, "surviving_local_id": "SCHEMA"})

    def subscribed() -> dict:
        return {"path_parameters": {"subscription_id": HOSPITAL}}

    def asked(**values: str) -> dict:
        parameters = [{"name": name, "valueString": value} for name, value in values.items()]
        body = {"resourceType": "Parameters"} | ({"parameter": parameters} if parameters else {})
        return {"body": body, "media_type": "application/fhir+json"}

    parts = {
        "POST /fhir/Subscription/$status": asked,
        "GET /fhir/Subscription/{subscription_id}": subscribed,
        "GET /fhir/Subscription/{subscription_id}/$status": subscribed,
        "POST /fhir/Subscription/{subscription_id}/$status": lambda: subscribed() | asked(),
        "GET /fhir/Subscription/{subscription_id}/$events": subscribed,
        "POST /fhir/Subscription/{subscription_id}/$events": lambda: subscribed() | asked(eventsSinceNumber="1"),
        "GET /fhir/Patient": lambda: {"query": filed()["query"]},
        "PUT /fhir/Patient": lambda: patient(identifier()),
        "DELETE /fhir/Patient": lambda: {"query": filed()["query"]},
        "GET /fhir/Patient/{patient_id}": lambda: {"path_parameters": {"patient_id": filed()["id"]}},
        "GET /fhir/Patient/$ihe-pix": lambda: {"query": {"sourceIdentifier": filed()["query"]["identifier"]}},
        "POST /fhir/Patient/$match": match,
        "POST /fhir/Patient/_search": lambda: {
            "body": filed()["query"],
            "media_type": "application/x-www-form-urlencoded",
        },
        "GET /api/v1/persons/{index}": lambda: of_index,
        "GET /api/v1/persons/{index}/history": lambda: of_index,
        "GET /api/v1/persons/{index}/relations": lambda: of_index,
        "POST /api/v1/persons:identifiers": lambda: of_record,
        "POST /api/v1/persons:match": lambda: {"body": {"name": known.name, "id_no": known.id_no}},
        "POST /api/v1/persons:search": lambda: {"body": {"name": known.name, "birth_date": known.birth_date}},
        "POST /api/v1/source-records": record,
        "POST /api/v1/source-records:history": lambda: of_record,
        "POST /api/v1/source-records:merge": local_merge,
        "POST /api/v1/source-records:overdue": lambda: {"body": {"authority": HOSPITAL}},
        "POST /api/v1/source-records:why": lambda: of_record,
        "POST /api/v1/source-records:withdraw": withdrawal,
        "POST /api/v1/cards": application,
        "GET /api/v1/cards/{card_id}": of_card,
        "GET /api/v1/cards/{card_id}/looks": of_card,
        "POST /api/v1/cards/{card_id}/codes": lambda: of_card() | {"body": {"type": "dynamic", "format": "svg"}},
        "POST /api/v1/scans": scan,
        "GET /problems/{code}": lambda: {"path_parameters": {"code": "code_replayed"}},
    }
    for name in NAMES:
        if name.startswith("POST /gateway/"):
            parts[name] = envelope
        elif name not in parts and name.startswith("GET ") and "{" not in name:
            parts[name] = dict
    return parts


def name_of(operation) -> str:
    return f"{operation.method.upper()} {operation.path}"


def test_the_description_is_the_one_served(server):
    assert OPERATIONS, "the description has no operations"
    assert server.get("/openapi.yaml")[2] == DESCRIPTION.read_bytes()


@EVERY_OPERATION
def test_a_right_request_is_answered_as_described(operation, caller, right):
    parts = right[name_of(operation)]()
    if "body" in parts:
        parts.setdefault("media_type", "application/json")
    status = caller(operation.Case(**parts), signed=True)
    assert 200 <= status < 300


def test_both_ends_of_a_gateway_understand_each_other(server, right):
    """A gateway answers 200 to everything; so the right envelope must also be one that succeeds."""
    parts = right["POST /gateway/national"]()
    answer = requests.post(f"{server.base_url}/gateway/national", json=parts["body"], timeout=30)
    assert answer.json()["code"] == "10"


@pytest.mark.slow
@pytest.mark.timeout(120 + 2 * EXAMPLES)
@EVERY_OPERATION
def test_generated_requests_are_answered_as_described(operation, caller, right):
    make_right = right[name_of(operation)]
    # An operation that takes nothing has nothing that could be wrong.
    takes_something = bool(operation.body) or any(True for _ in operation.iter_parameters())
    modes = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE] if takes_something else [GenerationMode.POSITIVE]
    statuses: set[int] = set()

    @hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        # The ordinary run is the same each time; the long one looks for what is new.
        derandomize=EXAMPLES <= 50,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.generate, hypothesis.Phase.shrink],
    )
    @hypothesis.given(data=strategies.data())
    def run(data) -> None:
        mode = data.draw(strategies.sampled_from(modes))
        case = data.draw(operation.as_strategy(generation_mode=mode))
        signed = data.draw(strategies.sampled_from([True, True, True, False]))
        parts = make_right() if data.draw(strategies.booleans()) else {}
        if "path_parameters" in parts:
            case.path_parameters = parts["path_parameters"]
        if "query" in parts:
            case.query = parts["query"]
        if "headers" in parts:
            case.headers.update(parts["headers"])
        if isinstance(case.body, dict) and "body" in parts:
            kept = data.draw(strategies.sets(strategies.sampled_from(sorted(parts["body"]))))
            case.body = case.body | {name: value for name, value in parts["body"].items() if name not in kept}
        statuses.add(caller(case, signed))

    run()
    assert statuses
