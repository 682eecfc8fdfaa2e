"""A resident's consent: given with the one-time code, signed, and verified by others long after the key is gone."""

from __future__ import annotations

import html
import json
import re
import time
from dataclasses import dataclass
from pathlib import Path

import client as native
import made_up
import pytest
from ceremony import TWO, Custody, refused, said
from server import Server, run
from visitor import Visitor

SIGNED_SECONDS = 5


@dataclass
class Region:
    server: Server
    custody: Custody
    visitor: Visitor
    resident: made_up.Resident


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("consents")).start()
    try:
        custody = Custody(server.data)
        custody.enrol(*TWO)
        resident = made_up.resident(0, 7300)
        visitor = Visitor(server)
        visitor.sign_in(resident.phone)
        fields = {"name": resident.name, "id_type": resident.id_type, "id_no": resident.id_no}
        assert visitor.go("POST", "/identity", fields) == 200
        assert visitor.go("POST", "/check", fields | {"verdict": "passed"}) == 200
        yield Region(server, custody, visitor, resident)
        server.stop()
    finally:
        server.kill()


def consents(region: Region, command: str, *arguments: str | Path):
    return run("consents", command, "--data", region.server.data, *arguments)


def listed(region: Region) -> list[list[str]]:
    return [line.split(" ", 4) for line in said(consents(region, "list")).splitlines()]


@pytest.fixture(scope="module")
def exported(region, tmp_path_factory) -> Path:
    deadline = time.monotonic() + SIGNED_SECONDS
    while not (rows := listed(region)) or "signing" not in rows[0][4]:
        assert time.monotonic() < deadline, "the consent was not signed"
        time.sleep(0.2)
    assert len(rows) == 1 and rows[0][1:3] == ["1", "zh-CN"]
    file = tmp_path_factory.mktemp("evidence") / "consent.json"
    said(consents(region, "export", "--id", rows[0][0], "--to", file))
    return file


def statement(evidence: dict) -> bytes:
    """What was signed, written from docs/consents.md."""
    subject = native.hmac_sm3(bytes.fromhex(evidence["subject"]["salt"]), evidence["subject"]["phone"].encode())
    lines = [
        "xinglin-consent/1",
        evidence["id"],
        evidence["region"],
        str(evidence["terms"]["edition"]),
        evidence["terms"]["language"],
        native.sm3(evidence["terms"]["text"].encode()).hex().upper(),
        subject.hex().upper(),
        "one-time-code",
        *(str(evidence[name]) for name in ("given_at_ms", "proved_at_ms", "signed_at_ms")),
        str(evidence["signer"]["version"]),
        evidence["signer"]["public_key"],
    ]
    return "".join(line + "\n" for line in lines).encode()


def is_valid(evidence: dict) -> bool:
    """SM2 by another implementation."""
    from gmssl import sm2

    checker = sm2.CryptSM2(private_key="", public_key="", mode=1)
    checker.public_key = evidence["signer"]["public_key"][2:]
    return checker.verify(evidence["signature"], bytes.fromhex(checker._sm3_z(statement(evidence))))


def test_the_evidence_is_right_and_verified_by_another_implementation(region, exported):
    evidence = json.loads(exported.read_text(encoding="utf-8"))
    assert exported.stat().st_mode & 0o777 == 0o600
    assert evidence["subject"]["phone"] == region.resident.phone
    assert evidence["given_at_ms"] <= evidence["proved_at_ms"] <= evidence["signed_at_ms"]
    assert abs(evidence["proved_at_ms"] / 1000 - time.time()) < 120
    shown = region.server.get("/")[2].decode()
    assert html.escape(evidence["terms"]["text"], quote=False) in html.unescape(shown)
    assert evidence["signer"]["public_key"] == said(region.custody.keys("export-public")).strip()
    assert is_valid(evidence)


def test_whatever_is_changed_is_noticed(exported, tmp_path):
    key = json.loads(exported.read_text(encoding="utf-8"))["signer"]["public_key"]
    said(run("consents", "verify", exported, "--public-key", key))
    changes = {
        "id": "0" * 64,
        "region": "510199",
        "given_at_ms": 1,
        "proved_at_ms": 1,
        "signed_at_ms": 1,
        "terms.edition": 2,
        "terms.language": "en",
        "terms.text": "other terms",
        "subject.phone": "15400000001",
        "subject.salt": "00" * 16,
        "signer.version": 9,
        "signature": "11" * 64,
    }
    for place, value in changes.items():
        evidence = json.loads(exported.read_text(encoding="utf-8"))
        *path, last = place.split(".")
        target = evidence[path[0]] if path else evidence
        assert target[last] != value
        target[last] = value
        file = tmp_path / f"{place}.json"
        file.write_text(json.dumps(evidence), encoding="utf-8")
        assert not is_valid(evidence), place
        refused(run("consents", "verify", file, "--public-key", key))


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"format": "other"}', "\x00\xff"])
def test_what_is_no_evidence_is_refused(text, tmp_path, exported):
    key = json.loads(exported.read_text(encoding="utf-8"))["signer"]["public_key"]
    file = tmp_path / "file.json"
    file.write_text(text, encoding="latin-1")
    refused(run("consents", "verify", file, "--public-key", key))
    refused(run("consents", "verify", tmp_path / "absent", "--public-key", key))


def test_an_export_overwrites_nothing_and_names_an_existing_consent(region, exported, tmp_path):
    number = listed(region)[0][0]
    refused(consents(region, "export", "--id", number, "--to", exported))
    refused(consents(region, "export", "--id", "0" * 64, "--to", tmp_path / "none.json"))
    refused(consents(region, "export", "--id", "x", "--to", tmp_path / "none.json"))
    assert not (tmp_path / "none.json").exists()


def test_the_resident_sees_it(region):
    assert region.visitor.go("GET", "/code") == 200
    link = re.search(r'id="to-consents" href="([^"#]+)#consents"', region.visitor.page)
    assert link and region.visitor.go("GET", link[1]) == 200
    section = re.search(r'<section id="consents".*?</section>', region.visitor.page, re.S)
    assert section and listed(region)[0][0] in section[0] and "已由平台签名存证" in section[0]


def test_signing_in_again_asks_for_no_second_consent(region):
    Visitor(region.server).sign_in(region.resident.phone)
    assert len(listed(region)) == 1
    Visitor(region.server).sign_in(made_up.resident(1, 7300).phone)
    assert len(listed(region)) == 2


def test_it_verifies_after_its_key_was_destroyed(region, exported, tmp_path):
    before = region.custody.version("root signing")
    key = json.loads(exported.read_text(encoding="utf-8"))["signer"]["public_key"]
    said(region.custody.keys("rotate-root", "--purpose", "signing", by=TWO))
    said(region.custody.keys("destroy-root", "--purpose", "signing", "--version", str(before), by=TWO))
    again = tmp_path / "again.json"
    said(consents(region, "export", "--id", listed(region)[-1][0], "--to", again))
    assert again.read_bytes() == exported.read_bytes()
    said(run("consents", "verify", again, "--public-key", key))
    refused(run("consents", "verify", again, "--public-key", said(region.custody.keys("export-public")).strip()))
    resident = made_up.resident(2, 7300)
    Visitor(region.server).sign_in(resident.phone)
    deadline = time.monotonic() + SIGNED_SECONDS
    while f"signing v{before + 1}" not in listed(region)[0][4]:
        assert time.monotonic() < deadline, "the new key signs nothing"
        time.sleep(0.2)
