"""The software SDF as a device that fails: every fault that it can be told, switched while it runs."""

from __future__ import annotations

import ctypes
import os
import signal
import threading
import time

import pytest
from softsdf import (
    ERRORS,
    OK,
    P2012,
    P2023,
    PROFILES,
    Place,
    Refused,
    Sdf,
    binding_mode,
    buffer,
    data,
    forked,
    gmssl_verifies,
    in_child,
    refusal,
)

DIGEST = bytes(range(32))


@pytest.fixture(params=PROFILES, ids=lambda profile: profile.name)
def place(request, tmp_path) -> Place:
    return Place(request.param, tmp_path)


@pytest.fixture
def simple(tmp_path) -> Place:
    """One profile, where all share the code."""
    return Place(P2012, tmp_path)


def sign_arguments(session, index: int = 1) -> tuple:
    return index, data(DIGEST), 32, buffer(2 * session.profile.width)


@in_child
def test_latency(place):
    session = place.load().open_session()
    place.set_faults("latency_ms=200")
    started = time.monotonic()
    session.random(8)
    assert 0.2 <= time.monotonic() - started < 5
    place.set_faults("latency_ms=5000 only=SDF_InternalSign_ECC")
    started = time.monotonic()
    session.random(8)
    assert time.monotonic() - started < 2


@in_child
def test_every_nth_call_fails(place):
    session = place.load().open_session()
    place.set_faults("fail_every=3")
    codes = [session.code("SDF_GenerateRandom", 8, buffer(8)) for _ in range(9)]
    assert codes == [OK, OK, ERRORS["COMMFAIL"]] * 3
    place.set_faults("fail_every=1\ncode=0x01010002")
    assert session.code("SDF_GenerateRandom", 8, buffer(8)) == 0x01010002
    assert session.sdf.code("SDF_OpenDevice", ctypes.byref(ctypes.c_void_p())) == 0x01010002
    place.set_faults("fail_every=1 only=SDF_InternalSign_ECC code=0x01000004")
    session.take_right(1)
    assert refusal(session, "SDF_InternalSign_ECC", *sign_arguments(session)) == "HARDFAIL"
    place.faults.unlink()
    session.sign(1, DIGEST)
    place.set_faults("fail_every=1")
    assert refusal(session, "SDF_CloseSession") == "COMMFAIL"
    place.set_faults("")
    assert refusal(session, "SDF_CloseSession") == "INARGERR", "it was closed all the same"


@in_child
def test_a_hanging_call_goes_on_when_the_fault_is_lifted(place):
    sdf = place.load()
    device = sdf.open_device()
    session, other = sdf.open_session(device), sdf.open_session(device)
    place.set_faults("hang only=SDF_GenerateRandom")
    done, codes = threading.Event(), []

    def call() -> None:
        codes.append(session.code("SDF_GenerateRandom", 8, buffer(8)))
        done.set()

    threading.Thread(target=call).start()
    assert not done.wait(0.3)
    assert other.hash(b"abc")
    assert refusal(session, "SDF_HashInit", 1, None, None, 0) == "STEPERR"
    sdf.must("SDF_CloseDevice", device)
    place.set_faults("")
    assert done.wait(5)
    assert codes == [ERRORS["COMMFAIL"]], "its device was closed while it hung"
    assert sdf.open_session().random(8)


@in_child
def test_wrong_lengths(place):
    session, length = place.load().open_session(), ctypes.c_uint32()
    session.take_right(1)
    key, block, public = session.key_of(bytes(16)), data(bytes(16)), buffer(200)
    deltas = {"wrong_length": 1, "wrong_length=16": 16, "wrong_length=-4": -4, "wrong_length=-99": -99}
    for word, delta in deltas.items():
        place.set_faults(word)
        for name in ("SDF_Encrypt", "SDF_Decrypt"):
            session.must(name, key, place.profile.ecb, None, block, 16, buffer(16), ctypes.byref(length))
            assert length.value == max(0, 16 + delta)
        session.must("SDF_HashInit", 1, None, None, 0)
        session.must("SDF_HashFinal", buffer(32), ctypes.byref(length))
        assert length.value == max(0, 32 + delta)
        wrapped, at = session.cipher_buffer(16), place.profile.length_at
        session.sdf.handle("SDF_GenerateKeyWithIPK_ECC", session.handle, 1, 128, wrapped)
        assert int.from_bytes(bytes(wrapped[at : at + 4]), "little") == max(0, 16 + delta)
        session.must("SDF_ExportSignPublicKey_ECC", 1, public)
        assert int.from_bytes(bytes(public[:4]), "little") == 256 + delta


@in_child
def test_wrong_answers(place):
    session = place.load().open_session()
    session.take_right(1)
    key, public, ecb = session.key_of(bytes(16)), session.public_key(1), place.profile.ecb
    text, plain = session.blocks("SDF_Encrypt", key, ecb, bytes(16))[0], bytes(16)
    flipped = bytes([1]) + bytes(15)
    place.set_faults("wrong_answer")
    assert not gmssl_verifies(public, DIGEST, session.sign(1, DIGEST))
    assert session.random(16) == session.random(16)
    assert session.blocks("SDF_Decrypt", key, ecb, text)[0] == flipped
    assert session.blocks("SDF_Encrypt", key, ecb, plain)[0] == text
    right = session.hash(b"abc")
    place.set_faults("wrong_answer=ciphertext wrong_answer=hash")
    assert session.blocks("SDF_Encrypt", key, ecb, plain)[0] != text
    assert session.hash(b"abc") != right
    assert session.blocks("SDF_Decrypt", key, ecb, text)[0] == plain
    assert gmssl_verifies(public, DIGEST, session.sign(1, DIGEST))
    if place.profile is P2023:
        place.set_faults("")
        code = session.mac(key, b"abc")
        place.set_faults("wrong_answer=mac")
        assert session.mac(key, b"abc") != code


@in_child
def test_a_limit_of_sessions(place):
    sdf = place.load()
    device = sdf.open_device()
    first = sdf.open_session(device)
    place.set_faults("session_limit=2")
    second = sdf.open_session(device)
    for _ in range(3):
        with pytest.raises(Refused, match="OPENSESSION"):
            sdf.open_session(device)
    second.must("SDF_CloseSession")
    assert sdf.open_session(device).random(8) and first.random(8)
    place.set_faults("session_limit=0")
    with pytest.raises(Refused, match="OPENSESSION"):
        sdf.open_session(device)


@in_child
def test_a_device_that_goes_takes_its_sessions_with_it(place):
    sdf = place.load()
    device = sdf.open_device()
    session = sdf.open_session(device)
    session.take_right(1)
    public = session.public_key(1)
    place.set_faults("gone")
    assert refusal(session, "SDF_GenerateRandom", 8, buffer(8)) == "COMMFAIL"
    assert sdf.code("SDF_OpenSession", device, ctypes.byref(ctypes.c_void_p())) == ERRORS["COMMFAIL"]
    assert sdf.code("SDF_OpenDevice", ctypes.byref(ctypes.c_void_p())) == ERRORS["OPENDEVICE"]
    place.set_faults("")
    assert refusal(session, "SDF_InternalSign_ECC", *sign_arguments(session)) == "COMMFAIL"
    assert sdf.code("SDF_OpenSession", device, ctypes.byref(ctypes.c_void_p())) == ERRORS["COMMFAIL"]
    sdf.must("SDF_CloseDevice", device)
    assert refusal(session, "SDF_GenerateRandom", 8, buffer(8)) == "INARGERR"
    fresh = sdf.open_session()
    assert fresh.public_key(1) == public
    assert refusal(fresh, "SDF_InternalSign_ECC", *sign_arguments(fresh)) == "PARDENY"
    fresh.take_right(1)
    assert gmssl_verifies(public, DIGEST, fresh.sign(1, DIGEST))


def test_a_crash(place):
    def crash() -> None:
        session = place.load().open_session()
        place.set_faults("crash")
        session.random(8)

    code, text = forked(crash)
    assert code == -signal.SIGABRT, text


MISSPELT = ["hnag", "fail_every=0", "latency_ms=", "gone=1", "only=", "wrong_answer=x", "x" * 1024]


@pytest.mark.parametrize("text", MISSPELT, ids=range(len(MISSPELT)))
@in_child
def test_a_misspelt_fault_fails_everything(simple, text):
    session = simple.load().open_session()
    simple.set_faults(text)
    assert refusal(session, "SDF_GenerateRandom", 8, buffer(8)) == "UNKNOWERR"
    simple.set_faults("")
    assert session.random(8)


@in_child
def test_without_a_file_the_fault_of_the_environment_holds(simple):
    os.environ |= {"SOFTSDF_STATE": str(simple.state), "SOFTSDF_FAULT": "fail_every=2,code=0x01000004"}
    os.environ.pop("SOFTSDF_FAULTS", None)
    sdf = Sdf(simple.profile, mode=binding_mode())
    device = sdf.open_device()
    with pytest.raises(Refused, match="HARDFAIL"):
        sdf.open_session(device)
    assert sdf.open_session(device)
