#!/usr/bin/env python3
"""A hospital system's side of `POST /gateway/national`, with no other help than the package `gmssl`.

The envelope: SM3 over the parameters in the order of their names with the plain `biz_content` and the app secret at
the end; `biz_content` itself by SM4-ECB with PKCS#7, its key the 16 bytes of the secret; both in upper-case
hexadecimal. ECB and a digest that shows equal contents as equal are the field's choice; new systems should use the
native API.

    tools/national_client.py --sandbox demo-data/sandbox.json

walks through register, generate, verify, upload of uses, modify, query, close, and register again, which restores
the card.
"""

from __future__ import annotations

import argparse
import datetime
import http.client
import json
import secrets
import sys
import time
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

from gmssl import sm3, sm4

import made_up

PATH = "/gateway/national"
SUCCESS = "10"
CHINA = datetime.timezone(datetime.timedelta(hours=8))


def sm3_hex(text: str) -> str:
    return sm3.sm3_hash(list(text.encode())).upper()


def encrypt(secret: str, plain: str) -> str:
    cipher = sm4.CryptSM4(padding_mode=sm4.PKCS7)
    cipher.set_key(secret.encode(), sm4.SM4_ENCRYPT)
    return cipher.crypt_ecb(plain.encode()).hex().upper()


def decrypt(secret: str, text: str) -> str:
    cipher = sm4.CryptSM4(padding_mode=sm4.PKCS7)
    cipher.set_key(secret.encode(), sm4.SM4_DECRYPT)
    return cipher.crypt_ecb(bytes.fromhex(text)).decode()


@dataclass
class NationalAnswer:
    """An answer of the gateway; `content` is the decrypted business content, or None where there is none."""

    status: int
    envelope: dict
    content: object

    @property
    def code(self) -> str:
        return self.envelope["code"]

    @property
    def problem(self) -> str | None:
        return self.envelope.get("problem")


class NationalClient:
    """One app's connection to the gateway."""

    def __init__(self, base_url: str, app_id: str, app_secret: str):
        self.app_id = app_id
        self.app_secret = app_secret
        address = urllib.parse.urlsplit(base_url)
        self._connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)

    def call(self, method: str, content: object, /, **changes) -> NationalAnswer:
        """Calls a method with its business content.

        `changes` replace members of the finished envelope, so that a test can send a wrong one; None removes one.
        """
        return self.send(self.envelope(method, content) | changes)

    def envelope(self, method: str, content: object) -> dict:
        plain = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        members = {
            "app_id": self.app_id,
            "biz_content": plain,
            "digest_type": "SM3",
            "enc_type": "SM4",
            "method": method,
            "term_id": "",
            "timestamp": str(time.time_ns() // 1_000_000),
            "version": "X.M.0.1",
        }
        joined = "&".join(f"{name}={members[name]}" for name in sorted(members))
        members["digest"] = sm3_hex(f"{joined}&app_secret={self.app_secret}")
        members["biz_content"] = encrypt(self.app_secret, plain)
        return members

    def send(self, envelope: dict) -> NationalAnswer:
        members = {name: value for name, value in envelope.items() if value is not None}
        return self.send_bytes(json.dumps(members).encode())

    def send_bytes(self, body: bytes) -> NationalAnswer:
        self._connection.request("POST", PATH, body=body, headers={"content-type": "application/json"})
        response = self._connection.getresponse()
        text = response.read()
        try:
            envelope = json.loads(text)
        except ValueError:
            raise SystemExit(f"the gateway answered {response.status} without JSON") from None
        encrypted = envelope.get("biz_content")
        content = json.loads(decrypt(self.app_secret, encrypted)) if encrypted else None
        return NationalAnswer(response.status, envelope, content)

    def close(self) -> None:
        self._connection.close()


def serial() -> str:
    """A serial number of the caller's own; it makes a write safe to repeat."""
    return secrets.token_hex(12)


def china_time(instant: datetime.datetime | None = None) -> str:
    """yyyyMMddHHmmss at +08:00."""
    return (instant or datetime.datetime.now(CHINA)).strftime("%Y%m%d%H%M%S")


def registration(resident: made_up.Resident) -> dict:
    """The business content of `ehc.ehealthcard.register`."""
    return {
        "register_no": serial(),
        "register_time": china_time(),
        "apply_type": "3",
        "id_type": resident.id_type,
        "id_no": resident.id_no,
        "name": resident.name,
        "gender": resident.gender,
        "nation": "01",
        "nationality": "CHN",
        "birthday": resident.birth_date,
        "cellphone": resident.phone,
        "telephone": "",
        "address": "模拟市示范路1号",
        "unit": "",
        "rzfs": "05",
    }


def use(card_id: str, terminal: str, instant: datetime.datetime | None = None, step: str = "010103") -> dict:
    """One row of `ehc.ehealthcode.usecarddate`."""
    return {
        "ehealth_card_id": card_id,
        "medstepcode": step,
        "terminalcode": terminal,
        "channelcode": "01",
        "usetime": china_time(instant),
    }


def walk(client: NationalClient, terminal: str, seed: int) -> None:
    """The life of one card, as a hospital system sees it; stops at the first refusal."""

    def step(method: str, content: object) -> dict | list | None:
        answer = client.call(method, content)
        print(f"{method}: {answer.code} {answer.envelope['message']}")
        if answer.content is not None:
            print("  " + json.dumps(answer.content, ensure_ascii=False))
        if answer.code != SUCCESS:
            raise SystemExit(1)
        return answer.content

    def same(what: str, one: object, other: object) -> None:
        if one != other:
            raise SystemExit(f"{what} differs: {one!r} and {other!r}")

    resident = made_up.resident(0, seed)
    card = step("ehc.ehealthcard.register", registration(resident))
    card_id = card["ehealth_card_id"]
    made = {"ehealth_card_id": card_id, "ewmbs": "0", "generate_no": serial(), "generate_time": china_time()}
    code = step("ehc.ehealthcode.generate", made)["ehealth_code"]
    scan = {"ehealth_code": code, "medstepcode": "010101", "terminalcode": terminal, "channelcode": "01"}
    seen = step("ehc.ehealthcode.verify", scan)
    same("the card", seen["ehealth_card_id"], card_id)
    same("the main index", seen["mindex_id"], card["mindex_id"])
    same("the number", seen["id_no"], resident.id_no)
    same("the name", seen["name"], resident.name)
    step("ehc.ehealthcode.usecarddate", [use(card_id, terminal)])
    changed = {"ehealth_card_id": card_id, "address": "模拟市示范路2号"}
    step("ehc.ehealthcard.modify", changed | {"alter_no": serial(), "alter_time": china_time()})
    found = step("ehc.ehealthcode.query", {"id_type": resident.id_type, "id_no": resident.id_no})
    same("the card", found["ehealth_card_id"], card_id)
    closed = {"ehealth_card_id": card_id, "revoke_no": serial(), "revoke_time": china_time()}
    step("ehc.ehealthcard.close", closed)
    again = step("ehc.ehealthcard.register", registration(resident))
    same("the restored card", again["ehealth_card_id"], card_id)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sandbox", required=True, help="the sandbox.json in the demo's data folder")
    parser.add_argument("--app", type=int, default=0, help="which of the sandbox's apps calls, from 0")
    parser.add_argument("--seed", type=int, default=2, help="which made-up resident")
    options = parser.parse_args()
    sandbox = json.loads(Path(options.sandbox).read_text(encoding="utf-8"))
    app = sandbox["apps"][options.app]
    terminal = next(
        terminal["code"]
        for terminal in sandbox["terminals"]
        if terminal["status"] == "authorised" and app.get("institution") in (None, terminal["institution"])
    )
    client = NationalClient(sandbox["base_url"], app["app_id"], app["app_secret"])
    walk(client, terminal, options.seed)
    client.close()
    print("the whole life of a card, ended as it should")
    return 0


if __name__ == "__main__":
    sys.exit(main())
