"""Bounds of connections, of time and of work, over real sockets; and how a node stops."""

from __future__ import annotations

import re
import resource
import signal
import socket
import threading
import time

import client as native
import pytest
import stopwatch
from server import Server

SOCKETS = 2_000
HEADER_SECONDS = 10
BODY_SECONDS = 30


@pytest.fixture
def own_server(tmp_path):
    server = Server(tmp_path)
    yield server
    server.kill()


def metric(server: Server, name: str) -> float:
    text = server.get("/metrics")[2].decode()
    return float(re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)[1])


def connect(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=60)
    connection.settimeout(60)
    return connection


def is_closed(connection: socket.socket) -> bool:
    """Whether the server has closed it by now."""
    connection.setblocking(False)
    try:
        return connection.recv(4096) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def test_thousands_of_slow_headers_hold_nobody_up_and_are_closed(own_server):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < SOCKETS + 500:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, SOCKETS + 500), hard))
    server = own_server.start()
    handles = metric(server, "process_open_fds")
    begin = time.monotonic()
    slow = [connect(server.port) for _ in range(SOCKETS)]
    for connection in slow:
        connection.send(b"POST /api/v1/scans HTTP/1.1\r\nHost: x\r\n")
    assert metric(server, "xinglin_connections") >= SOCKETS
    app = native.App.of(server.sandbox["apps"][0])
    with native.Client(server.base_url, app) as client:
        card = server.sandbox["residents"][0]["card_id"]
        while time.monotonic() - begin < HEADER_SECONDS + 5:
            asked = stopwatch.now()
            client.card(card).must(200)
            assert stopwatch.now() - asked < 2
            for connection in slow[::100]:
                if not is_closed(connection):
                    connection.setblocking(True)
                    try:
                        connection.send(b"X: y\r\n")
                    except ConnectionError:
                        pass
            time.sleep(1)
    assert all(is_closed(connection) for connection in slow)
    assert metric(server, "xinglin_connections") <= 5
    assert metric(server, "process_open_fds") <= handles + 10
    assert metric(server, "xinglin_admission_in_work") == 0
    for connection in slow:
        connection.close()
    server.stop()


def test_slow_bodies_hold_no_place_and_are_closed(own_server):
    server = own_server.start("demo", "--in-work-floor", "4", "--in-work-ceiling", "8")
    head = b"POST /api/v1/scans HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"
    slow = [connect(server.port) for _ in range(200)]
    begin = time.monotonic()
    for connection in slow:
        connection.send(head)
    time.sleep(0.5)
    assert metric(server, "xinglin_admission_in_work") == 0
    with native.Client(server.base_url, native.App.of(server.sandbox["apps"][0])) as client:
        client.card(server.sandbox["residents"][0]["card_id"]).must(200)
    while time.monotonic() - begin < BODY_SECONDS + 3:
        time.sleep(1)
    assert metric(server, "xinglin_connections") <= 3
    assert metric(server, "xinglin_admission_in_work") == 0
    for connection in slow:
        connection.close()
    server.stop()


def test_one_connection_too_many_is_told_so(own_server):
    server = own_server.start("demo", "--connections", "20")
    held = [connect(server.port) for _ in range(20)]
    time.sleep(0.2)
    assert server.get("/health/live")[0] == 200, "health is for everybody"
    status, headers, body = server.get("/api/v1/time")
    assert status == 503 and b"system_busy" in body and int(headers["retry-after"]) >= 1
    assert metric(server, 'xinglin_refused_total{class="resident-read",reason="connections"}') == 1
    for connection in held:
        connection.close()
    deadline = time.monotonic() + 5
    while server.get("/api/v1/time")[0] != 200:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    server.stop()


def test_an_overlong_header_is_refused(own_server):
    server = own_server.start()
    for size, statuses in ((15_000, (200,)), (17_000, (400, 431))):
        with connect(server.port) as connection:
            connection.send(b"GET /api/v1/time HTTP/1.1\r\nHost: x\r\nX: " + b"y" * size + b"\r\n\r\n")
            assert int(connection.recv(100).split(b" ")[1]) in statuses
    server.stop()


def test_a_node_that_stops_says_so_first_and_finishes_what_it_took(own_server):
    server = own_server.start("demo", "--drain-seconds", "3")
    app = native.App.of(server.sandbox["apps"][0])
    card = server.sandbox["residents"][0]["card_id"]
    results: list[int | str] = []

    def ask():
        with native.Client(server.base_url, app) as client:
            while True:
                try:
                    results.append(client.card(card).must(200).status)
                except (ConnectionError, OSError, native.http.client.HTTPException) as error:
                    results.append(type(error).__name__)
                    return

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.5)
    server.process.send_signal(signal.SIGTERM)
    begin = time.monotonic()
    seen = []
    while time.monotonic() - begin < 2:
        status, _, body = server.get("/health/ready")
        seen.append((status, b"node_stopping" in body))
        assert server.get("/health/live")[0] == 200
        time.sleep(0.1)
    assert (503, True) in seen and seen[-1] == (503, True)
    assert server.process.wait(20) == 0
    thread.join(20)
    assert not thread.is_alive()
    assert len(results) > 5 and set(results[:-1]) == {200}, "what was taken was answered"
    server.process = None
    server.require_no_crash()


def test_a_client_comes_back_when_the_platform_was_busy(own_server):
    server = own_server.start("demo", "--app-quota", "1/2")
    app = native.App.of(server.sandbox["apps"][0])
    card = server.sandbox["residents"][0]["card_id"]
    with native.Client(server.base_url, app, busy_retries=0) as hasty:
        for _ in range(2):
            hasty.card(card).must(200)
        with pytest.raises(native.Busy) as refused:
            hasty.card(card)
        assert refused.value.answer.status == 429 and refused.value.answer.code == "quota_exceeded"
    with native.Client(server.base_url, app) as patient:
        for _ in range(3):
            patient.card(card).must(200)
    server.stop()
