"""Bodies that cannot be read: each kind has its own code, and the server goes on as if nothing had happened."""

from __future__ import annotations

import json
import secrets
import socket

import client as native
import pytest
from applications import CARDS, application, apply
from problems import refused


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"name": "\xe5\xbc\xa0',
        b'{"name": "x",}',
        b"{'name': 'x'}",
        b'{"name": "\xff\xfe"}',
        b'{"name": "\xc0\xaf"}',
        b'{"name": "\xed\xa0\x80"}',
        b'{"name": "\\ud800"}',
        b'{"name": "a\nb"}',
        b"[]",
        b"null",
        b'"text"',
        b"{} {}",
        b"\xef\xbb\xbf{}",
        b"\x00",
        b"{}\x00",
        b'{"n": 01}',
        b'{"n": NaN}',
        "{“name”: “x”}".encode(),
    ],
)
def test_a_body_that_is_no_json_object(client, body):
    refused(apply(client, body), 400, "body_malformed")


def test_no_body_at_all(client):
    answer = client.request("POST", CARDS, key=secrets.token_hex(16))
    assert answer.code in ("body_malformed", "content_type_unsupported")
    refused(answer, answer.status, answer.code)


@pytest.mark.parametrize("opening, closing", [("[", "]"), ('{"a":', "}")])
def test_33_levels_are_one_too_many(client, opening, closing):
    inner = opening * 32 + "1" + closing * 32
    refused(apply(client, f'{{"name": {inner}}}'.encode()), 400, "body_too_deep")
    # 32 levels are read, and then refused for what they are.
    inner = opening * 31 + "1" + closing * 31
    assert apply(client, f'{{"name": {inner}}}'.encode()).code != "body_too_deep"


def test_a_hundred_thousand_levels(client):
    refused(apply(client, b"[" * 100_000), 400, "body_too_deep")
    refused(apply(client, b'{"a":' * 100_000), 400, "body_too_deep")


@pytest.mark.parametrize(
    "body",
    [
        b'{"name": "a", "name": "b"}',
        b'{"name": "a", "n\\u0061me": "b"}',
        b'{"proofing": {"at": "1", "at": "2"}}',
    ],
)
def test_a_key_twice(client, body):
    refused(apply(client, body), 400, "body_duplicate_key")


def test_a_body_above_one_mebibyte(client, people):
    body = application(people.next()) | {"address": "a" * (1 << 20)}
    refused(apply(client, body), 413, "body_too_large")


def test_a_body_above_one_mebibyte_in_chunks(server):
    """No Content-Length warns the server here."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(b"POST /api/v1/cards HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
        try:
            for _ in range(32):
                connection.sendall(chunk)
            connection.sendall(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            pass  # The server may answer and close before it has read all.
        answer = connection.recv(65536)
    assert answer.startswith(b"HTTP/1.1 413 "), answer[:200]
    assert server.is_ready()


def test_a_body_of_exactly_one_mebibyte_is_read(client):
    body = b'{"unknown": "' + b"a" * ((1 << 20) - 15) + b'"}'
    assert len(body) == 1 << 20
    answer = apply(client, body)
    assert answer.status == 400 and answer.code != "body_too_large"


def test_a_body_cut_off_on_the_way(server, client, people):
    """The connection ends before the announced length: nothing is registered and nobody else notices."""
    resident = people.next()
    body = json.dumps(application(resident)).encode()
    headers = {"content-type": "application/json", "idempotency-key": secrets.token_hex(16)}
    signature, _ = client.sign("POST", CARDS, headers, body, native.Signing())
    lines = [f"{name}: {value}" for name, value in (headers | signature).items()]
    head = "\r\n".join([f"POST {CARDS} HTTP/1.1", "Host: x", f"Content-Length: {len(body)}", *lines, "", ""]).encode()
    for length in (0, 1, len(body) // 2, len(body) - 1):
        with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
            connection.sendall(head + body[:length])
    assert client.register(resident).must(201).json["outcome"] == "created"


def test_a_body_of_another_type(client):
    answer = apply(client, b"<a/>", headers={"content-type": "application/xml"})
    refused(answer, 415, "content_type_unsupported")


@pytest.mark.parametrize("garbage", [b"\r\n\r\n", b"GET\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", b"A" * 100_000])
def test_bytes_that_are_no_http(server, garbage):
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(garbage)
    assert server.is_ready()
