"""What the tests of bad input share: an application that is right, so that one thing can be made wrong."""

from __future__ import annotations

import secrets

import client as native
import made_up

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
