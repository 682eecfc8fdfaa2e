"""Key ceremonies on a data folder that nobody serves, and what is said of one that cannot be opened."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
import subprocess
from pathlib import Path

import components
import pytest
from ceremony import CREDENTIAL, TWO, Custody, refused, said
from server import Server, free_port, run


@pytest.fixture(scope="module")
def stopped(tmp_path_factory) -> Custody:
    """A data folder with roots that two custodians made; tests work on copies."""
    custody = Custody(tmp_path_factory.mktemp("stopped") / "data")
    custody.enrol(*TWO)
    assert "software" in said(custody.keys("generate-root", by=TWO))
    return custody


@pytest.fixture
def copied(stopped, tmp_path) -> Custody:
    data = tmp_path / "data"
    shutil.copytree(stopped.data, data)
    shutil.copytree(f"{stopped.data}.secret", f"{data}.secret")
    return Custody(data, credentials=stopped.credentials)


def serve(custody: Custody, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A server that must not start."""
    arguments = ("serve", "--port", str(free_port()), "--data", custody.data, *options)
    return run(*arguments, environment=environment, timeout=20)


# Custodians.


def test_two_custodians_enrol_and_the_third_needs_a_sponsor(tmp_path):
    custody = Custody(tmp_path / "data")
    custody.enrol(*TWO)
    assert len(set(custody.credentials.values())) == 2
    refused(custody.keys("enrol", "--id", "alice", by=("bob",)), "key_custodians_missing")
    refused(custody.keys("enrol", "--id", "carol"), "key_custodians_missing")
    refused(custody.keys("enrol", "--id", "carol", by=("bob",), lines=["00" * 16]), "key_credential_wrong")
    refused(custody.keys("enrol", "--id", "carol", by=("bob",), lines=["not hexadecimal"]), "key_credential_wrong")
    refused(custody.keys("enrol", "--id", "carol", by=("nobody",), lines=["00" * 16]), "key_credential_wrong")
    said(custody.keys("enrol", "--id", "carol", by=("bob",)))
    for _ in range(3):
        refused(custody.keys("enrol", "--id", "dave", by=("bob",), lines=["11" * 16]), "key_credential_wrong")
    refused(custody.keys("enrol", "--id", "dave", by=("bob",)), "key_credential_wrong")
    said(custody.keys("enrol", "--id", "dave", by=("alice",)))
    stored = b"".join(path.read_bytes() for path in custody.data.iterdir())
    for credential in custody.credentials.values():
        assert credential.encode() not in stored and bytes.fromhex(credential) not in stored


def test_roots_are_made_by_two_and_once(tmp_path, stopped):
    custody = Custody(tmp_path / "data")
    custody.enrol(*TWO)
    refused(custody.keys("generate", "--purpose", "code", by=("carol",)), "key_credential_wrong")
    refused(custody.keys("generate-root"), "key_custodians_missing")
    refused(custody.keys("generate-root", by=("alice",)), "key_custodians_missing")
    assert custody.list() == []
    refused(custody.keys("generate", "--purpose", "code", by=("alice",)), "key_not_found")
    refused(stopped.keys("generate-root", by=TWO), "there are root keys already")


# What is no data folder.


def test_a_folder_that_is_not_there_is_made_by_what_begins_a_region_only(tmp_path):
    two = ("--purpose", "code", "--version", "1")
    absent, empty = tmp_path / "absent", tmp_path / "empty"
    empty.mkdir(mode=0o700)
    for folder in (absent, empty):
        for command in (
            ("list",),
            ("generate", "--purpose", "code", "--custodian", "alice"),
            ("activate", *two, "--custodian", "alice"),
            ("archive", *two, "--custodian", "alice"),
            ("rotate", "--purpose", "code", "--custodian", "alice"),
            ("destroy", *two),
            ("rotate-root", "--purpose", "sealing"),
            ("destroy-root", "--purpose", "sealing", "--version", "1"),
            ("export-public",),
            ("grant", "--city", "519901", "--public-key", "04"),
            ("import", "--grant", "x", "--province-key", "04"),
            ("rewrap",),
            ("reseal", "--new-secret-file", "x"),
        ):
            refused(Custody(folder).keys(*command), "没有数据库", "there is no database")
        assert not list(tmp_path.glob("*.secret")) and not any(empty.iterdir())
    assert not absent.exists()


def test_a_database_that_is_not_this_release_s_is_said_in_words(copied):
    file = copied.data / "xinglin.sqlite"
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    whole = file.read_bytes()

    def put(content: bytes) -> None:
        for end in ("-wal", "-shm"):
            (copied.data / f"xinglin.sqlite{end}").unlink(missing_ok=True)
        file.write_bytes(content)

    with sqlite3.connect(file) as database:
        database.execute("UPDATE schema_migrations SET digest = 'another' WHERE number = 1")
    database.close()
    for done in (copied.keys("list"), serve(copied)):
        assert "migrationChanged" not in refused(done, "第 1 号迁移", "restore a backup")
    put(whole)
    with sqlite3.connect(file) as database:
        database.execute("INSERT INTO schema_migrations SELECT max(number) + 1, name, digest FROM schema_migrations")
    database.close()
    assert "schemaNewer" not in refused(copied.keys("list"), "更新的版本", "run that release")
    for other in (b"no database at all, " * 500, whole[:5000] + bytes(len(whole) - 5000)):
        put(other)
        assert "engine(" not in refused(copied.keys("list"), "数据库", "backup")


# A province and its cities.


def region_folder(folder: Path, code: str) -> Custody:
    custody = Custody(folder / code, options=["--region", code])
    custody.enrol(*TWO)
    said(custody.keys("generate-root", by=TWO))
    return custody


def test_a_province_grants_a_city_its_key(tmp_path):
    province, city = region_folder(tmp_path, "510000"), region_folder(tmp_path, "510100")
    key, own = (said(one.keys("export-public")).strip() for one in (city, province))

    def grant(code: str, public: str) -> str:
        return said(province.keys("grant", "--city", code, "--public-key", public, by=TWO))

    def take(text: str, trusted: str = own):
        file = tmp_path / "grant.json"
        file.write_text(text, encoding="utf-8")
        return city.keys("import", "--grant", file, "--province-key", trusted)

    right = grant("510100", key)
    for name, words, text, trusted in (
        ("another city", "key_region_foreign", grant("510200", key), own),
        ("another key", "key_grant_not_valid", grant("510100", own), own),
        ("another province", "key_grant_not_valid", right, key),
        ("a later end", "key_grant_not_valid", right.replace('"not_after_ms" : 1', '"not_after_ms" : 2'), own),
        ("another name", "key_grant_not_valid", grant("510200", key).replace("510200", "510100"), own),
    ):
        assert name and not (city.data / "region-grant.json").exists()
        refused(take(text, trusted), words)
    assert "510000" in said(take(right))
    assert (city.data / "region-grant.json").read_text(encoding="utf-8") == right
    foreign = ("--city", "430100", "--public-key", key)
    refused(province.keys("grant", *foreign, by=TWO), "key_region_foreign")
    refused(province.keys("grant", "--city", "510100", "--public-key", key, by=("alice",)), "key_custodians_missing")
    refused(city.keys("grant", "--city", "510000", "--public-key", own, by=TWO), "key_region_foreign")
    for text in ("", "{}", right[: len(right) // 2]):
        refused(take(text), "key_grant_not_valid")
    refused(city.keys("import", "--grant", tmp_path / "absent", "--province-key", own), "无法读取", "cannot be read")


# A key in components.


def test_components_that_are_not_in_order_bring_no_key(copied, tmp_path):
    key = secrets.token_bytes(32)
    parts = components.split(key)
    good = [components.write(tmp_path, name, part) for name, part in zip(TWO, parts, strict=True)]
    value = components.check_value(key, "code")
    before = copied.list()

    def bring(*files: Path, by=TWO, purpose="code", check=value):
        carried = [word for file in files for word in ("--component", file)]
        return copied.keys("import", "--purpose", purpose, "--check-value", check, *carried, by=by)

    write = components.write
    refused(bring(*good, check=components.check_value(parts[0], "code")), "key_check_value_wrong")
    refused(bring(*good, purpose="column"), "key_check_value_wrong")
    refused(bring(good[0], write(tmp_path, "other", secrets.token_bytes(32))), "key_check_value_wrong")
    refused(bring(good[0], write(tmp_path, "same", parts[0])), "key_components_cancel")
    refused(bring(write(tmp_path, "zero", bytes(32)), write(tmp_path, "whole", key)), "key_components_cancel")
    shown = said(copied.keys("enrol", "--id", "carol", by=("bob",)))
    copied.credentials["carol"] = CREDENTIAL.findall(shown)[0]
    thirds = components.split(bytes(32), 3)
    files = [write(tmp_path, f"third{number}", part) for number, part in enumerate(thirds)]
    refused(bring(*files, by=(*TWO, "carol")), "key_components_cancel")
    for name, text in (
        ("short", parts[1].hex()[:-2]),
        ("long", parts[1].hex() + "00"),
        ("odd", parts[1].hex()[:-1]),
        ("two", f"{parts[0].hex()}\n{parts[1].hex()}\n"),
        ("words", "not hexadecimal"),
        ("empty", ""),
        ("huge", "ab" * 5000),
    ):
        refused(bring(good[0], write(tmp_path, name, text)), "key_component_malformed")
    refused(bring(*good, by=("alice", "alice")), "key_custodians_missing")
    refused(bring(good[0], by=("alice",)), "key_custodians_missing")
    for purpose in ("blind-index", "offline-credential"):
        check = components.check_value(key, purpose)
        refused(bring(*good, purpose=purpose, check=check), "key_not_importable")
    for mode in (0o644, 0o640, 0o604, 0o700):
        good[1].chmod(mode)
        refused(bring(*good), "权限过宽", "0600")
    good[1].chmod(0o600)
    link = tmp_path / "link"
    link.symlink_to(good[1])
    refused(bring(good[0], link), "权限过宽", "0600")
    refused(bring(good[0], tmp_path), "权限过宽", "0600")
    refused(bring(good[0], tmp_path / "absent"), "无法读取", "cannot be read")
    assert copied.list() == before
    for usage in (("--purpose", "code", "--component", good[0]), ("--check-value", value), ("--component", good[0])):
        assert copied.keys("import", *usage, by=("alice",)).returncode == 64
    said(bring(*good))
    assert copied.version("code", "generated") == 2
    written = "".join(copied.written).lower()
    written += "".join(path.read_bytes().hex() for path in copied.data.iterdir())
    for secret in (key, *parts, *thirds):
        assert secret.hex() not in written and secret[:8].hex() not in written


# The file of root keys.


def test_another_machine_secret_opens_nothing(copied):
    secret = Path(f"{copied.data}.secret/machine-secret")
    secret.write_bytes(bytes(32)[:-1] + b"\1")
    refused(serve(copied), "口令或机器密钥不正确", "the passphrase or machine secret is wrong")
    refused(copied.keys("list"), "口令或机器密钥不正确")


def test_a_copy_of_the_data_folder_does_not_start(copied):
    shutil.rmtree(f"{copied.data}.secret")
    refused(serve(copied), "machine-secret", "找不到机器密钥文件", "the machine secret is missing")
    refused(copied.keys("list"), "找不到机器密钥文件")
    assert not Path(f"{copied.data}.secret").exists(), "a fresh secret would hide that the right one is missing"


def test_a_damaged_file_of_root_keys_is_told(copied):
    file = copied.data / "root-keys.sealed"
    whole = file.read_bytes()
    for length in (0, 5, 11, 60, len(whole) - 1):
        file.write_bytes(whole[:length])
        refused(copied.keys("list"), "根密钥文件")
    for place in (0, 9, 12, 50, len(whole) // 2, len(whole) - 1):
        changed = bytearray(whole)
        changed[place] ^= 4
        file.write_bytes(changed)
        refused(copied.keys("list"), "根密钥文件")
    refused(serve(copied), "根密钥文件已被改动或损坏", "restore it from a backup")
    file.write_bytes(whole)
    assert copied.list()
    file.unlink()
    refused(serve(copied), "找不到根密钥文件", "there is no root key file")
    assert not file.exists()


def test_files_that_others_may_read_are_refused(copied):
    file = copied.data / "root-keys.sealed"
    file.chmod(0o644)
    refused(serve(copied), "根密钥文件权限过宽", "0600")
    file.chmod(0o600)
    copied.data.chmod(0o755)
    refused(serve(copied), "根密钥文件夹权限过宽", "0700")
    copied.data.chmod(0o700)
    secret = Path(f"{copied.data}.secret/machine-secret")
    secret.chmod(0o644)
    refused(serve(copied), "权限过宽", "0600")
    secret.chmod(0o600)
    assert copied.list()


def test_a_passphrase_opens_and_wrong_ones_must_wait(tmp_path):
    custody = Custody(tmp_path / "data", environment={"XINGLIN_KEY_PASSPHRASE": "made-up 口令 of this test"})
    custody.enrol(*TWO)
    said(custody.keys("generate-root", by=TWO))
    assert not Path(f"{custody.data}.secret").exists()
    wrong = Custody(custody.data, environment={"XINGLIN_KEY_PASSPHRASE": "another made-up passphrase"})
    for _ in range(3):
        refused(wrong.keys("list"), "口令或机器密钥不正确")
    refused(wrong.keys("list"), "口令错误次数过多", "too many wrong passphrases")
    refused(custody.keys("list"), "too many wrong passphrases")
    short = Custody(tmp_path / "short", environment={"XINGLIN_KEY_PASSPHRASE": "short"})
    refused(short.keys("enrol", "--id", "alice"), "too short")
    other = Custody(custody.data, environment={"XINGLIN_KEY_SECRET": "ab" * 32})
    refused(other.keys("list"), "the other kind of secret")


# Production.


def test_production_refuses_what_only_a_sandbox_may(copied, tmp_path):
    secret = ("--key-secret-file", f"{copied.data}.secret/machine-secret")
    refused(serve(copied, "--production", *secret), "--accept-software-keys", "生产环境不使用软件根密钥")
    refused(serve(copied, "--production", "--accept-software-keys"), "--key-secret-file")
    refused(
        serve(Custody(tmp_path / "empty"), "--production", "--accept-software-keys", *secret),
        "keys generate-root",
        "尚无根密钥",
    )


def test_production_on_software_keys_says_so_loudly(copied):
    options = ("--production", "--accept-software-keys", "--key-secret-file", f"{copied.data}.secret/machine-secret")
    server = Server(copied.data.parent, *options).start("serve")
    try:
        assert "PRODUCTION RUNS ON SOFTWARE ROOT KEYS" in server.log_text()
        assert "warning" in server.log_text()
        assert server.get("/sandbox/messages")[0] == 404
        status, _, page = server.get("/")
        assert status == 200 and b"sandbox" not in page
        server.stop()
    finally:
        server.kill()
