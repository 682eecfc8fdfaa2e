"""The FHIR R4 face of the main index over the real binary: IHE PIXm (ITI-83, ITI-104) and PDQm (ITI-78, ITI-119), the
workflows of OpenHIE's client registry, events by subscription, and what is refused.

`fhir.resources`, which shares no code with the server, reads every answer. The golden files hold the answers of one day
in order, with the index numbers and the address of the server replaced.
"""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
import urllib.parse
from pathlib import Path

import client as native
import made_up
import pytest
from conftest import ROOT
from fhir.resources.R4B import get_fhir_model_class
from problems import UNSIGNED_CODES

GOLDEN = Path(__file__).parent / "golden/fhir"
EVENTS_GOLDEN = Path(__file__).parent / "golden/fhir-events"
UNIT_GOLDEN = ROOT / "Tests/FHIRTests/Golden"
FIRST = "urn:xinglin:authority:519900H01"
SECOND = "urn:xinglin:authority:519900H02"
RESIDENT_ID = "urn:oid:2.16.156.10011.1.3"
MATCH_GRADE = "http://hl7.org/fhir/StructureDefinition/match-grade"
# People of this file alone.
SEED = 8300
_numbers = itertools.count(1)
_people = itertools.count()


def stranger() -> made_up.Resident:
    return made_up.resident(next(_people), SEED)


def local_id() -> str:
    return f"F{next(_numbers)}"


def patient(resident: made_up.Resident, system: str, value: str, **changes) -> dict:
    """A Patient as a hospital sends it; a change of None leaves a member out."""
    body = {
        "resourceType": "Patient",
        "identifier": [{"system": system, "value": value}, {"system": RESIDENT_ID, "value": resident.id_no}],
        "active": True,
        "name": [{"use": "official", "family": resident.name[0], "given": [resident.name[1:]]}],
        "telecom": [{"system": "phone", "value": resident.phone, "use": "mobile"}],
        "gender": "male" if resident.gender == "1" else "female",
        "birthDate": resident.birth_date,
        **changes,
    }
    return {name: value for name, value in body.items() if value is not None}


class Caller:
    """Asks the FHIR service, and has every answer read by another implementation."""

    def __init__(self, client: native.Client):
        self._client = client

    def send(self, method: str, path: str, query=(), body=None, **headers: str) -> native.Answer:
        pairs = query.items() if isinstance(query, dict) else query
        target = "/fhir/" + path + ("?" + urllib.parse.urlencode(list(pairs)) if query else "")
        sent = {"accept": "application/fhir+json", **{name.replace("_", "-"): text for name, text in headers.items()}}
        if body is not None:
            sent.setdefault("content-type", "application/fhir+json")
        answer = self._client.request(method, target, body, headers=sent)
        assert answer.proved == (answer.code not in UNSIGNED_CODES), answer.code
        assert answer.headers["content-type"] == "application/fhir+json", answer.body[:300]
        get_fhir_model_class(answer.json["resourceType"]).model_validate(answer.json)
        return answer

    def put(self, system: str, value: str, body: dict, **headers: str) -> native.Answer:
        return self.send("PUT", "Patient", {"identifier": f"{system}|{value}"}, body, **headers)

    def pix(self, system: str, value: str, *targets: str) -> native.Answer:
        query = [("sourceIdentifier", f"{system}|{value}"), *(("targetSystem", target) for target in targets)]
        return self.send("GET", "Patient/$ihe-pix", query)

    def search(self, query) -> native.Answer:
        return self.send("GET", "Patient", query)

    def match(self, body: dict) -> native.Answer:
        return self.send("POST", "Patient/$match", body=body)


@pytest.fixture
def fhir(client) -> Caller:
    return Caller(client)


def patients(answer: native.Answer) -> list[dict]:
    entries = answer.must(200).json.get("entry", [])
    return [entry["resource"] for entry in entries if entry["resource"]["resourceType"] == "Patient"]


def numbers(answer: native.Answer) -> set[str]:
    """`system|value` of each number in the answer to a cross-reference, and `Patient/id`."""
    found = set()
    for parameter in answer.must(200).json.get("parameter", []):
        identifier = parameter.get("valueIdentifier")
        found.add(f"{identifier['system']}|{identifier['value']}" if identifier else parameter["valueReference"]["reference"])
    return found


def refused(answer: native.Answer, status: int, code: str, issue: str, diagnostics: str | None = None) -> None:
    outcome = answer.json
    assert (answer.status, answer.code) == (status, code), outcome
    assert outcome["resourceType"] == "OperationOutcome" and outcome["issue"][0]["code"] == issue, outcome
    assert re.search("[\u4e00-\u9fff].*[a-z]", outcome["issue"][0]["details"]["text"])
    if diagnostics is not None:
        assert outcome["issue"][0]["diagnostics"] == diagnostics


def test_another_implementation_reads_our_golden_files():
    files = sorted(UNIT_GOLDEN.glob("*.json"))
    assert len(files) > 10
    for file in files:
        resource = json.loads(file.read_text(encoding="utf-8"))
        get_fhir_model_class(resource["resourceType"]).model_validate(resource)


def test_the_capability_statement_names_what_is_done(server):
    status, headers, body = server.get("/fhir/metadata")
    statement = json.loads(body)
    assert (status, headers["content-type"]) == (200, "application/fhir+json")
    get_fhir_model_class("CapabilityStatement").model_validate(statement)
    resource, subscription = statement["rest"][0]["resource"]
    assert {operation["name"] for operation in subscription["operation"]} == {"status", "events"}
    assert resource["conditionalUpdate"] is True and resource["conditionalDelete"] == "single"
    assert {operation["name"] for operation in resource["operation"]} == {"ihe-pix", "match"}
    assert server.get("/fhir/metadata", {"accept": "application/fhir+xml"})[0] == 406


def test_the_day_of_a_patient_is_answered_as_the_golden_files_say(fhir, server):
    """ITI-104 add, revise, resolve duplicate and remove; ITI-83; ITI-78 by address and by form; ITI-119; read."""
    person, other = made_up.resident(1, SEED + 1), made_up.resident(2, SEED + 1)
    added = fhir.put(FIRST, "G1", patient(person, FIRST, "G1")).must(201)
    first = added.json["id"]
    second = fhir.put(SECOND, "G2", patient(other, SECOND, "G2")).must(201).json["id"]
    assert first != second
    link = [{"other": {"identifier": {"system": FIRST, "value": "G1"}}, "type": "replaced-by"}]
    parameters = {
        "resourceType": "Parameters",
        "parameter": [
            {"name": "resource", "resource": patient(person, FIRST, "G9", identifier=None)},
            {"name": "count", "valueInteger": 3},
        ],
    }
    answers = {
        "01-add": added,
        "02-add-elsewhere": fhir.put(SECOND, "G1", patient(person, SECOND, "G1", telecom=None)),
        "03-revise": fhir.put(FIRST, "G1", patient(person, FIRST, "G1", address=[{"text": "杏林市杏花路1号"}])),
        "04-add-duplicate": fhir.put(FIRST, "G3", patient(person, FIRST, "G3")),
        "05-resolve-duplicate": fhir.put(FIRST, "G3", patient(person, FIRST, "G3", active=False, link=link)),
        "06-cross-reference": fhir.pix(FIRST, "G1"),
        "07-cross-reference-of-duplicate": fhir.pix(FIRST, "G3", FIRST),
        "08-source-domain-unknown": fhir.pix("urn:oid:1.2.3", "G1"),
        "09-source-unknown": fhir.pix(FIRST, "G99"),
        "10-target-domain-unknown": fhir.pix(FIRST, "G1", "urn:oid:1.2.3"),
        "11-read": fhir.send("GET", f"Patient/{first}"),
        "12-search": fhir.search({"name": person.name, "birthdate": person.birth_date}),
        "13-search-by-form": fhir.send(
            "POST",
            "Patient/_search",
            body=urllib.parse.urlencode({"identifier": f"{RESIDENT_ID}|{other.id_no}"}).encode(),
            content_type="application/x-www-form-urlencoded",
        ),
        "14-search-finds-nobody": fhir.search({"name": person.name, "birthdate": "1900-01-01"}),
        "15-match": fhir.match(parameters),
        "16-remove": fhir.send("DELETE", "Patient", {"identifier": f"{SECOND}|G1"}),
        "17-cross-reference-of-removed": fhir.pix(SECOND, "G1"),
        "18-refused-element": fhir.put(FIRST, "G1", patient(person, FIRST, "G1", modifierExtension=[{"url": "urn:x"}])),
    }
    assert sorted(file.stem for file in GOLDEN.glob("*.json")) == sorted(answers)
    for name, answer in answers.items():
        text = json.dumps(answer.json, ensure_ascii=False, indent=2)
        text = text.replace(server.base_url, "https://index.example.org")
        for number, sign in ((first, "FIRST"), (second, "SECOND")):
            text = re.sub(rf'(Patient/|"id": "|"value": "){number}"', rf'\1{sign}"', text)
        text = re.sub(r'"score": [0-9.]+', '"score": "SCORE"', re.sub(r'"versionId": "\d+"', '"versionId": "N"', text))
        actual = {"status": answer.status, "body": json.loads(text)}
        assert actual == json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8")), name


def event_count(fhir: Caller) -> int:
    (entry,) = fhir.send("GET", "Subscription/$status").must(200).json["entry"]
    (count,) = [one for one in entry["resource"]["parameter"] if one["name"] == "events-since-subscription-start"]
    return int(count["valueString"])


def test_the_events_of_a_patient_are_answered_as_the_golden_files_say(fhir, his, server):
    """Subscriptions R5 Backport: the subscription, `$status`, `$events`."""
    hospital, person = Caller(his), made_up.resident(1, SEED + 2)
    before = event_count(hospital)
    patient_id = fhir.put(FIRST, "E1", patient(person, FIRST, "E1")).must(201).json["id"]
    assert fhir.put(SECOND, "E1", patient(person, SECOND, "E1")).must(201).json["id"] == patient_id
    fhir.send("DELETE", "Patient", {"identifier": f"{SECOND}|E1"}).must(200)
    own = "Subscription/519900H01"
    since = {"eventsSinceNumber": str(before + 1)}
    parameters = [{"name": "eventsSinceNumber", "valueString": str(before + 2)}, {"name": "content", "valueCode": "empty"}]
    answers = {
        "01-subscriptions": hospital.send("GET", "Subscription", {"status": "active"}),
        "02-subscription": hospital.send("GET", own),
        "03-status": hospital.send("GET", f"{own}/$status"),
        "04-events": hospital.send("GET", f"{own}/$events", since),
        "05-events-by-body": hospital.send(
            "POST", f"{own}/$events", body={"resourceType": "Parameters", "parameter": parameters}
        ),
        "06-no-events-yet": hospital.send("GET", f"{own}/$events", {"eventsSinceNumber": str(before + 4)}),
        "07-events-ahead": hospital.send("GET", f"{own}/$events", {"eventsSinceNumber": str(before + 5)}),
        "08-whole-resources": hospital.send("GET", f"{own}/$events", {**since, "content": "full-resource"}),
        "09-of-others": hospital.send("GET", "Subscription/519900H02"),
        "10-of-a-region": fhir.send("GET", f"{own}/$events"),
    }
    assert sorted(file.stem for file in EVENTS_GOLDEN.glob("*.json")) == sorted(answers)
    for name, answer in answers.items():
        text = json.dumps(answer.json, ensure_ascii=False, indent=2).replace(server.base_url, "https://index.example.org")
        text = re.sub(rf"Patient/{patient_id}\b", "Patient/FIRST", text)
        # Numbers are written as if nothing had happened before.
        text = re.sub(
            r'(eventsSinceNumber=|"valueString": ")(\d+)', lambda found: f"{found[1]}{int(found[2]) - before}", text
        )
        text = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z", "INSTANT", text)
        text = re.sub(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "UUID", text)
        actual = {"status": answer.status, "body": json.loads(text)}
        assert actual == json.loads((EVENTS_GOLDEN / f"{name}.json").read_text(encoding="utf-8")), name


def test_events_are_those_of_the_native_cursor_until_the_last(fhir, his):
    """A receiver that follows the links has what the native events have."""
    hospital = Caller(his)
    for _ in range(3):
        number = local_id()
        fhir.put(FIRST, number, patient(stranger(), FIRST, number)).must(201)
    native_events, cursor = [], None
    while page := his.events(limit=500, cursor=cursor).must().json["events"]:
        native_events += page
        cursor = page[-1]["cursor"]
    told, path = [], "Subscription/519900H01/$events"
    while path:
        bundle = hospital.send("GET", path).must(200).json
        status, *entries = bundle["entry"]
        found = [one for one in status["resource"]["parameter"] if one["name"] == "notification-event"]
        assert len(found) == len(entries) <= 100
        for event, entry in zip(found, entries, strict=True):
            part = {one["name"]: one for one in event["part"]}
            patient_address = part["focus"]["valueReference"]["reference"]
            assert patient_address == entry["fullUrl"]
            index, kind = patient_address.rpartition("/")[2], event["extension"][0]["valueCode"]
            told.append((part["event-number"]["valueString"], index, kind))
        path = next((link["url"].partition("/fhir/")[2] for link in bundle["link"] if link["relation"] == "next"), None)
    assert told == [(event["cursor"], event["index_number"], event["kind"]) for event in native_events]
    assert len(told) >= 3


def test_a_client_registry_keeps_the_workflows_of_openhie(fhir):
    """CRWF-1 create, CRWF-2 update, CRWF-3 query by identifier, CRWF-4 query by demographics."""
    person, (here, there) = stranger(), (local_id(), local_id())
    created = fhir.put(FIRST, here, patient(person, FIRST, here)).must(201)
    assert created.headers["location"].endswith(f"/fhir/Patient/{created.json['id']}")
    assert fhir.put(SECOND, there, patient(person, SECOND, there)).must(201).json["id"] == created.json["id"]
    moved = patient(person, FIRST, here, address=[{"state": "杏林省", "city": "杏林市", "line": ["书林路2号"]}])
    updated = fhir.put(FIRST, here, moved, if_match=created.headers["etag"]).must(200)
    assert updated.json["id"] == created.json["id"] and updated.headers["etag"] != created.headers["etag"]
    refused(fhir.put(FIRST, here, moved, if_match=created.headers["etag"]), 412, "source_record_version_stale", "conflict")
    assert numbers(fhir.pix(FIRST, here)) == {f"{SECOND}|{there}", f"Patient/{created.json['id']}"}
    assert [found["id"] for found in patients(fhir.search({"identifier": f"{SECOND}|{there}"}))] == [created.json["id"]]
    gender = "male" if person.gender == "1" else "female"
    demographics = {"family": person.name[0], "given": person.name[1:], "birthdate": person.birth_date, "gender": gender}
    (found,) = patients(fhir.search(demographics))
    assert found["address"] == [{"text": "杏林省杏林市书林路2号"}]
    assert {identifier["value"] for identifier in found["identifier"]} >= {here, there, person.id_no}


def test_a_match_is_graded_and_files_nothing(fhir):
    person, number = stranger(), local_id()
    known = fhir.put(FIRST, number, patient(person, FIRST, number)).must(201).json["id"]
    asked = patient(person, SECOND, local_id())
    for body in (asked, {"resourceType": "Parameters", "parameter": [{"name": "resource", "resource": asked}]}):
        (entry,) = fhir.match(body).must(200).json["entry"]
        assert entry["resource"]["id"] == known
        assert entry["search"]["extension"] == [{"url": MATCH_GRADE, "valueCode": "certain"}]
        assert 0.99 < entry["search"]["score"] <= 1
    name_alone = patient(person, SECOND, "X", identifier=None, telecom=None, birthDate=None, gender=None)
    certain = [{"name": "resource", "resource": name_alone}, {"name": "onlyCertainMatches", "valueBoolean": True}]
    assert fhir.match({"resourceType": "Parameters", "parameter": certain}).must(200).json["total"] == 0
    assert patients(fhir.match(patient(stranger(), SECOND, "X"))) == []
    refused(fhir.pix(SECOND, asked["identifier"][0]["value"]), 404, "source_record_unknown", "not-found")


def test_pages_of_a_form_have_nothing_personal_in_their_address(fhir):
    name = "欧阳" + stranger().name[1:] + "泓"
    for _ in range(3):
        person, number = stranger(), local_id()
        fhir.put(FIRST, number, patient(person, FIRST, number, name=[{"text": name}])).must(201)
    form = urllib.parse.urlencode({"name": name, "_count": 2}).encode()
    kind = {"content_type": "application/x-www-form-urlencoded"}
    page = fhir.send("POST", "Patient/_search", body=form, **kind)
    found = patients(page)
    (following,) = [link["url"] for link in page.json["link"] if link["relation"] == "next"]
    assert urllib.parse.quote(name) not in following and name not in following
    path = following.partition("/fhir/")[2]
    rest = patients(fhir.send("POST", path, body=form, **kind))
    assert len(found) == 2 and len(rest) == 1 and rest[0]["id"] not in {one["id"] for one in found}


def test_what_a_hospital_may_not_say_is_refused(server, apps):
    person, number = stranger(), local_id()
    with native.Client(server.base_url, apps[1], returns_unsigned=True) as opened:
        his = Caller(opened)
        his.put(FIRST, number, patient(person, FIRST, number)).must(201)
        refused(his.put(SECOND, number, patient(person, SECOND, number)), 403, "authority_of_others", "forbidden")
    with native.Client(server.base_url, apps[2], returns_unsigned=True) as opened:
        refused(Caller(opened).pix(FIRST, number), 403, "operation_not_allowed", "forbidden")


DEEP = b'{"resourceType":"Patient","extension":' + b"[" * 40 + b"]" * 40 + b"}"
BODIES = [
    (b"", 400, "body_malformed"),
    (b"\xff\xfe", 400, "body_malformed"),
    (b"[]", 400, "body_malformed"),
    (DEEP, 400, "body_too_deep"),
    (b'{"resourceType":"Patient","resourceType":"Patient"}', 400, "body_duplicate_key"),
    (b'{"resourceType":"Bundle","type":"transaction"}', 400, "field_malformed"),
    (b'{"resourceType":"Patient","gender":"\\u0000"}', 400, "field_malformed"),
    (b'{"resourceType":"Patient","birthDate":"2023-02-29"}', 400, "field_malformed"),
    (b'{"resourceType":"Patient","name":[{"text":"' + "长".encode() * 400 + b'"}]}', 400, "field_malformed"),
    (b'{"resourceType":"Patient","name":[],"x":1}', 400, "field_unknown"),
    (b'{"resourceType":"Patient","contained":[{"resourceType":"Patient"}]}', 422, "element_unsupported"),
    (b'{"resourceType":"Patient","active":false}', 422, "element_unsupported"),
    (b'{"resourceType":"Patient"}', 400, "field_missing"),
    (b'{"resourceType":"Patient","x":"' + b"x" * (1 << 20) + b'"}', 413, "body_too_large"),
]


@pytest.mark.parametrize(("body", "status", "code"), BODIES, ids=[f"{code}-{len(body)}" for body, _, code in BODIES])
def test_a_hostile_body_is_refused_and_files_nothing(fhir, body, status, code):
    number = local_id()
    answer = fhir.send("PUT", "Patient", {"identifier": f"{FIRST}|{number}"}, body)
    assert (answer.status, answer.code) == (status, code), answer.json
    refused(fhir.pix(FIRST, number), 404, "source_record_unknown", "not-found")


def test_other_formats_are_refused(fhir):
    number = local_id()
    body = patient(stranger(), FIRST, number)
    xml = fhir.put(FIRST, number, body, content_type="application/fhir+xml")
    refused(xml, 415, "content_type_unsupported", "not-supported")
    for query, headers in (({"_format": "xml"}, {}), ({}, {"accept": "application/fhir+xml"})):
        asked = fhir.send("GET", "Patient", {"_id": "1", **query}, **headers)
        refused(asked, 406, "format_not_acceptable", "not-supported")
    old = fhir.send("GET", "Patient", {"_id": "1"}, accept="application/fhir+json; fhirVersion=3.0")
    refused(old, 406, "format_not_acceptable", "not-supported")


def test_the_example_of_the_documentation_runs(server):
    command = [sys.executable, ROOT / "tools/fhir_example.py", "--sandbox", server.data / "sandbox.json"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.endswith("both records are taken back\n")
