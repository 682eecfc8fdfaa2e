#!/usr/bin/env python3
"""A walk through the FHIR R4 face of the main index (docs/fhir.md), with a made-up patient at two hospitals.

    tools/fhir_example.py --sandbox demo-data/sandbox.json
"""

from __future__ import annotations

import argparse
import json
import secrets
import urllib.parse
from pathlib import Path

import client as native
import made_up

HOSPITALS = ("urn:xinglin:authority:519900H01", "urn:xinglin:authority:519900H02")
RESIDENT_ID = "urn:oid:2.16.156.10011.1.3"
JSON = {"accept": "application/fhir+json", "content-type": "application/fhir+json"}
FORM = JSON | {"content-type": "application/x-www-form-urlencoded"}


def patient(resident: made_up.Resident, system: str, value: str) -> dict:
    return {
        "resourceType": "Patient",
        "identifier": [{"system": system, "value": value}, {"system": RESIDENT_ID, "value": resident.id_no}],
        "name": [{"family": resident.name[0], "given": [resident.name[1:]]}],
        "telecom": [{"system": "phone", "value": resident.phone}],
        "gender": "male" if resident.gender == "1" else "female",
        "birthDate": resident.birth_date,
    }


def encoded(**parameters: str) -> str:
    return urllib.parse.urlencode(parameters)


def walk(client: native.Client) -> None:
    resident, number = made_up.resident(secrets.randbelow(20_000_000)), f"E{secrets.token_hex(8)}"
    for system in HOSPITALS:
        target = f"/fhir/Patient?{encoded(identifier=f'{system}|{number}')}"
        filed = client.request("PUT", target, patient(resident, system, number), headers=JSON).must()
        print(f"filed at {system}: patient {filed.json['id']}, version {filed.headers['etag']}")
    target = f"/fhir/Patient/$ihe-pix?{encoded(sourceIdentifier=f'{HOSPITALS[0]}|{number}')}"
    print("other numbers:", json.dumps(client.request("GET", target, headers=JSON).must().json["parameter"]))
    form = encoded(name=resident.name, birthdate=resident.birth_date).encode()
    found = client.request("POST", "/fhir/Patient/_search", form, headers=FORM).must().json
    print("found by name and birth date:", [entry["resource"]["id"] for entry in found["entry"]])
    matched = client.request("POST", "/fhir/Patient/$match", patient(resident, HOSPITALS[0], "X"), headers=JSON).must().json
    print("matched:", [(entry["resource"]["id"], entry["search"]["score"]) for entry in matched["entry"]])
    for system in HOSPITALS:
        client.request("DELETE", f"/fhir/Patient?{encoded(identifier=f'{system}|{number}')}", headers=JSON).must()
    print("both records are taken back")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sandbox", type=Path, required=True, help="the file that `xinglin demo` wrote")
    sandbox = json.loads(parser.parse_args().sandbox.read_text(encoding="utf-8"))
    with native.Client(sandbox["base_url"], native.App.of(sandbox["apps"][0])) as client:
        walk(client)


if __name__ == "__main__":
    main()
