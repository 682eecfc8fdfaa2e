"""The process: it starts on an empty folder, stops when asked, and starts again on what it left."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import stat
import subprocess
import tempfile
from pathlib import Path

import client as native
import made_up
from server import BINARY, Server


def test_the_demo_seeds_a_region_and_keeps_it(tmp_path):
    server = Server(tmp_path).start()
    try:
        file = server.data / "sandbox.json"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        sandbox = server.sandbox
        assert sandbox["base_url"] == server.base_url
        assert len(sandbox["apps"]) == 3
        assert len(sandbox["institutions"]) == 4
        assert len({entry["level"] for entry in sandbox["institutions"]}) == 4
        assert len(sandbox["terminals"]) == 12
        assert [entry["status"] for entry in sandbox["terminals"]].count("frozen") == 1
        assert len(sandbox["residents"]) == 1000
        assert {entry["role"] for entry in sandbox["operators"]} >= {"clerk", "centre"}
        for app in sandbox["apps"]:
            assert re.fullmatch(r"[\x21-\x7e]{16}", app["app_secret"])
            assert re.fullmatch(r"[0-9A-Fa-f]{64}", app["sm2_private_key"])
            assert re.fullmatch(r"04[0-9A-Fa-f]{128}", app["sm2_public_key"])
        for entry in sandbox["residents"]:
            assert entry["id_no"][-1] == made_up.check_character(entry["id_no"][:17])
        with native.Client(server.base_url, native.App.of(sandbox["apps"][0])) as client:
            seeded = sandbox["residents"][0]
            card = client.card(seeded["card_id"]).must(200).json
            assert (card["person_id"], card["status"]) == (seeded["person_id"], "active")
            new = client.register(made_up.resident(0, 4000)).must(201).json
        server.stop()

        server.start()
        again = server.sandbox
        for member in ("apps", "institutions", "terminals", "residents"):
            assert again[member] == sandbox[member], f"a second start changed {member}"
        with native.Client(server.base_url, native.App.of(again["apps"][0])) as client:
            assert client.card(new["card_id"]).must(200).json["person_id"] == new["person_id"]
        server.stop()
    finally:
        server.kill()


def test_keys_differ_between_data_folders(tmp_path):
    secrets = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        server = Server(folder).start()
        try:
            secrets.append({app[key] for app in server.sandbox["apps"] for key in ("app_secret", "sm2_private_key")})
            server.stop()
        finally:
            server.kill()
    assert len(secrets[0]) == 6
    assert secrets[0].isdisjoint(secrets[1])


def test_a_busy_port_is_said_plainly(tmp_path):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        done = subprocess.run(
            [BINARY, "demo", "--port", str(port), "--data", tmp_path / "data"],
            capture_output=True,
            text=True,
            timeout=120,
            stdin=subprocess.DEVNULL,
        )
    assert done.returncode not in (0, None) and done.returncode > 0, done.returncode
    assert str(port) in done.stdout + done.stderr
    assert "Fatal error" not in done.stderr


def test_the_memory_of_a_process_is_in_no_dump(server):
    def core_limit(process: int) -> list[str]:
        lines = Path(f"/proc/{process}/limits").read_text(encoding="ascii").splitlines()
        return next(line.split()[4:6] for line in lines if line.startswith("Max core file size"))

    assert core_limit(server.process.pid) == ["0", "0"]
    # The system gives what belongs to a process without dumps to root. It shows with an ordinary user's process.
    with tempfile.TemporaryDirectory() as name:
        folder, ordinary, command = Path(name), {}, BINARY
        if os.geteuid() == 0:
            command = shutil.copy(BINARY, folder)
            os.chown(folder, 65534, 65534)
            ordinary = {"user": 65534, "group": 65534, "extra_groups": []}
        arguments = [command, "keys", "generate-root", "--data", folder / "data", "--custodian", "alice"]
        pipe = subprocess.PIPE
        with subprocess.Popen(arguments, stdin=pipe, stdout=pipe, stderr=pipe, **ordinary) as process:
            assert "alice".encode() in process.stderr.read1(), process.communicate()
            assert core_limit(process.pid) == ["0", "0"]
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
            user = int(re.search(r"^Uid:\s+(\d+)", status, re.MULTILINE)[1])
            assert user == ordinary.get("user", os.geteuid()) != 0
            assert Path(f"/proc/{process.pid}/maps").stat().st_uid == 0
            assert b"key_custodians_missing" in process.communicate(b"00\n", timeout=60)[1]


def test_it_listens_on_the_loopback_address_only(server):
    entries = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with open(table, encoding="ascii") as lines:
            entries += [line.split()[1] for line in lines if line.split()[3] == "0A"]
    ours = [address for address in entries if int(address.rsplit(":", 1)[1], 16) == server.port]
    assert ours == [f"0100007F:{server.port:04X}"]


def test_the_open_addresses(server):
    for path, member in (("/health/live", "live"), ("/health/ready", "ready")):
        status, headers, body = server.get(path)
        assert (status, json.loads(body)["status"]) == (200, member)
        assert headers["content-type"].startswith("application/json")
    status, headers, body = server.get("/metrics")
    assert status == 200 and headers["content-type"].startswith("text/plain")
    samples = [line for line in body.decode().splitlines() if line and not line.startswith("#")]
    assert any(line.startswith("xinglin_index_persons ") for line in samples)
    for line in samples:
        assert re.fullmatch(r"[a-zA-Z_:][a-zA-Z0-9_:]*(\{.*\})? -?[0-9.eE+-]+", line), line
    status, _, body = server.get("/openapi.yaml")
    assert status == 200 and body.startswith(b"openapi: 3.1")
    status, _, body = server.get("/problems/code_replayed")
    assert status == 200 and "二维码".encode() in body
