"""What every refusal must look like, whatever it refuses."""

from __future__ import annotations

import re

import client as native

# By these the platform says that it could not tell who asks, could not read what was sent, or looked at nothing but the
# address: no signature.
UNSIGNED_CODES = {
    "signature_missing",
    "signature_malformed",
    "signature_component_missing",
    "signature_algorithm_unknown",
    "signature_wrong",
    "caller_unknown",
    "digest_missing",
    "digest_wrong",
    "timestamp_outside_window",
    "route_not_found",
    "method_not_allowed",
    "body_too_large",
    "request_malformed",
}
SERVER_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def refused(answer: native.Answer, status: int, code: str, field: str | None = None) -> dict:
    """The problem document of an answer that must be exactly this refusal."""
    assert answer.headers.get("content-type") == "application/problem+json", (answer.status, answer.body[:500])
    document = answer.json
    assert (answer.status, document["code"]) == (status, code), document
    assert document["status"] == status
    assert answer.proved == (answer.asked and code not in UNSIGNED_CODES), f"proved: {answer.proved}"
    assert document["type"] == f"/problems/{code}"
    for member in ("title", "title_zh", "remedy", "remedy_zh", "request_id"):
        assert document[member], f"{member} is empty"
    assert any("\u4e00" <= character <= "\u9fff" for character in document["title_zh"])
    assert SERVER_TIME.fullmatch(document["server_time"]), document["server_time"]
    if field is not None:
        assert document.get("field") == field, document
    return document
