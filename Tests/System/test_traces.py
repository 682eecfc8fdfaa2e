"""Traces of requests: each request a span with its transactions under it, in the trace of its caller (W3C Trace Context)."""

from __future__ import annotations

import json
import secrets
import urllib.request

import client as native
import made_up
import pytest
from server import Server, run


@pytest.fixture
def own_server(tmp_path):
    server = Server(tmp_path)
    yield server
    server.kill()


def written(path) -> list[dict]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    resources = [resource for line in lines for resource in line["resourceSpans"]]
    return [span for resource in resources for scope in resource["scopeSpans"] for span in scope["spans"]]


def value(span: dict, key: str) -> str | None:
    found = [entry["value"] for entry in span["attributes"] if entry["key"] == key]
    return next(iter(found[0].values())) if found else None


def test_a_scan_is_a_span_with_its_transaction_under_it(own_server, tmp_path):
    file = tmp_path / "traces.jsonl"
    server = own_server.start("demo", "--traces", str(file), "--trace-share", "1")
    resident = made_up.resident(0, 4200)
    app = native.App.of(server.sandbox["apps"][0])
    terminal = native.pick_terminal(server.sandbox, app)["code"]
    with native.Client(server.base_url, app) as client:
        card = client.register(resident).must(201).json["card_id"]
        text = client.code(card).must(200).json["text"]
        scan = client.scan(text, terminal).must(200)
        client.scan(text, terminal)
    trace, above = secrets.token_hex(16), secrets.token_hex(8)
    request = urllib.request.Request(
        server.base_url + "/api/v1/time", headers={"traceparent": f"00-{trace}-{above}-00"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 200
    assert server.get("/api/v1/time", {"traceparent": "00-nonsense"})[0] == 200
    server.stop()

    spans = written(file)
    whole = file.read_text(encoding="utf-8")
    for personal in (resident.name, resident.id_no, resident.phone, card, text, app.app_id):
        assert personal not in whole
    scans = [span for span in spans if span["name"] == "POST /api/v1/scans"]
    assert sorted(value(span, "http.response.status_code") for span in scans) == ["200", "409"]
    accepted = next(span for span in scans if value(span, "http.response.status_code") == "200")
    assert value(accepted, "xinglin.request_id") == scan.headers["x-request-id"]
    assert accepted["kind"] == 2 and "parentSpanId" not in accepted
    under = [span for span in spans if span.get("parentSpanId") == accepted["spanId"]]
    assert [span["name"] for span in under].count("storage.write") == 1
    assert all(span["traceId"] == accepted["traceId"] for span in under)
    assert int(accepted["startTimeUnixNano"]) <= min(int(span["startTimeUnixNano"]) for span in under)
    assert int(accepted["endTimeUnixNano"]) >= max(int(span["endTimeUnixNano"]) for span in under)

    asked = [span for span in spans if value(span, "http.route") == "/api/v1/time"]
    assert [span.get("parentSpanId") for span in asked if span["traceId"] == trace] == [above]
    assert [span.get("parentSpanId") for span in asked if span["traceId"] != trace] == [None]
    # Nothing that runs by itself is a trace: what is not a request stands under one.
    assert all(span["kind"] == 2 for span in spans if "parentSpanId" not in span)


def test_no_share_writes_nothing_and_a_wrong_one_is_refused(own_server, tmp_path):
    file = tmp_path / "traces.jsonl"
    server = own_server.start("demo", "--traces", str(file), "--trace-share", "0")
    assert server.get("/api/v1/time")[0] == 200
    server.stop()
    assert file.read_bytes() == b""
    for share in ("-0.1", "1.1", "nan", "some"):
        done = run("serve", "--data", tmp_path / "other", "--traces", file, f"--trace-share={share}")
        assert done.returncode == 64 and "--trace-share" in done.stderr


def test_a_file_that_cannot_be_written_is_said_at_the_start(tmp_path):
    done = run("demo", "--data", tmp_path / "data", "--port", "1", "--traces", tmp_path / "none" / "file")
    assert done.returncode != 0
    assert "--traces" in done.stderr and "追踪" in done.stderr
