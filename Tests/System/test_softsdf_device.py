"""The software SDF as a device: rights, handles, arguments, state, threads, and the host's OpenSSL beside it."""

from __future__ import annotations

import ctypes
import os
import threading
import time

import pytest
from gmssl_peer import digest
from softsdf import (
    ERRORS,
    ODD,
    OK,
    P2012,
    P2023,
    PASSWORD,
    PROFILES,
    Place,
    Refused,
    Sdf,
    buffer,
    data,
    finish,
    forked,
    in_child,
    refusal,
    start,
)

DIGEST = bytes(range(32))


@pytest.fixture(params=PROFILES, ids=lambda profile: profile.name)
def place(request, tmp_path) -> Place:
    return Place(request.param, tmp_path)


@pytest.fixture
def odd(tmp_path) -> Place:
    return Place(ODD, tmp_path)


@pytest.fixture
def simple(tmp_path) -> Place:
    """One profile, where all share the code."""
    return Place(P2012, tmp_path)


def sign_arguments(session, index: int = 1) -> tuple:
    return index, data(DIGEST), 32, buffer(2 * session.profile.width)


# Access rights.


@in_child
def test_a_private_key_needs_a_right_of_this_session(place):
    sdf = place.load()
    device = sdf.open_device()
    session, other = sdf.open_session(device), sdf.open_session(device)
    wrapped, out = session.cipher_buffer(16), ctypes.byref(ctypes.c_void_p())
    sdf.handle("SDF_GenerateKeyWithIPK_ECC", session.handle, 1, 128, wrapped)
    assert refusal(session, "SDF_InternalSign_ECC", *sign_arguments(session)) == "PARDENY"
    assert refusal(session, "SDF_ImportKeyWithISK_ECC", 1, wrapped, out) == "PARDENY"
    session.take_right(1)
    session.sign(1, DIGEST)
    session.import_key(wrapped)
    assert refusal(session, "SDF_InternalSign_ECC", *sign_arguments(session, 2)) == "PARDENY"
    assert refusal(other, "SDF_InternalSign_ECC", *sign_arguments(other)) == "PARDENY"
    session.must("SDF_ReleasePrivateKeyAccessRight", 1)
    assert refusal(session, "SDF_InternalSign_ECC", *sign_arguments(session)) == "PARDENY"
    assert refusal(session, "SDF_ReleasePrivateKeyAccessRight", 1) == "PARDENY"


def ask_right(session, password: bytes, index: int = 1) -> str:
    return refusal(session, "SDF_GetPrivateKeyAccessRight", index, data(password), len(password))


@in_child
def test_a_wrong_password_gives_no_right(place):
    session = place.load().open_session()
    for wrong in (PASSWORD[:-1], PASSWORD + b"!", PASSWORD.upper(), bytes(len(PASSWORD))):
        assert ask_right(session, wrong) == "PRKRERR"
    assert ask_right(session, PASSWORD[:7]) == "INARGERR"
    for index in (0, 9, 0xFFFFFFFF):
        assert ask_right(session, PASSWORD, index) == "KEYNOTEXIST"
    assert refusal(session, "SDF_InternalSign_ECC", *sign_arguments(session)) == "PARDENY"


@pytest.mark.parametrize("password", [None, b"", b"7 bytes"])
@in_child
def test_there_is_no_default_password(place, password):
    place.password = password
    session = place.load().open_session()
    for guess in (b"\0" * 8, b"12345678", b"11111111", b"7 bytes\0", (password or b"").ljust(8, b"\0")):
        assert ask_right(session, guess) == "PRKRERR"


# Handles.


@in_child
def test_a_closed_session_is_no_session(place):
    sdf = place.load()
    device = sdf.open_device()
    session = sdf.open_session(device)
    session.must("SDF_CloseSession")
    assert refusal(session, "SDF_GenerateRandom", 8, buffer(8)) == "INARGERR"
    assert refusal(session, "SDF_CloseSession") == "INARGERR"
    fresh = sdf.open_session(device)
    assert fresh.handle.value != session.handle.value
    assert refusal(session, "SDF_GenerateRandom", 8, buffer(8)) == "INARGERR"
    assert fresh.random(8)
    sdf.must("SDF_CloseDevice", device)
    assert refusal(fresh, "SDF_GenerateRandom", 8, buffer(8)) == "INARGERR"
    assert sdf.code("SDF_CloseDevice", device) == ERRORS["INARGERR"]
    assert sdf.code("SDF_OpenSession", device, ctypes.byref(ctypes.c_void_p())) == ERRORS["INARGERR"]
    assert sdf.open_session().random(8)


@in_child
def test_made_up_handles_are_refused(place):
    sdf = place.load()
    device = sdf.open_device()
    session = sdf.open_session(device)
    key = sdf.handle("SDF_GenerateKeyWithIPK_ECC", session.handle, 1, 128, session.cipher_buffer(16))
    values = [None, 1, 2, 0xDEADBEEF, 2**64 - 1, device.value, key.value, session.handle.value ^ 4]
    for value in values + [session.handle.value + (1 << 16)]:
        code = sdf.code("SDF_GenerateRandom", ctypes.c_void_p(value), 8, buffer(8))
        assert code == ERRORS["INARGERR"], value
        if value != device.value:
            assert sdf.code("SDF_CloseDevice", ctypes.c_void_p(value)) == ERRORS["INARGERR"]
    for value in (None, 3, session.handle.value, key.value ^ 4):
        assert refusal(session, "SDF_DestroyKey", ctypes.c_void_p(value)) == "INARGERR"


@in_child
def test_a_key_belongs_to_its_session(place):
    sdf, block, length = place.load(), buffer(16), ctypes.c_uint32()
    device = sdf.open_device()
    session, other = sdf.open_session(device), sdf.open_session(device)
    key = sdf.handle("SDF_GenerateKeyWithIPK_ECC", session.handle, 1, 128, session.cipher_buffer(16))
    arguments = (key, place.profile.ecb, None, block, 16, block, ctypes.byref(length))
    session.must("SDF_Encrypt", *arguments)
    assert refusal(other, "SDF_Encrypt", *arguments) == "INARGERR"
    assert refusal(other, "SDF_DestroyKey", key) == "INARGERR"
    session.must("SDF_DestroyKey", key)
    assert refusal(session, "SDF_Encrypt", *arguments) == "INARGERR"
    long = sdf.handle("SDF_GenerateKeyWithIPK_ECC", session.handle, 1, 256, session.cipher_buffer(32))
    assert refusal(session, "SDF_Encrypt", long, *arguments[1:]) == "KEYTYPEERR"


@in_child
def test_handles_run_out_and_come_back(simple):
    sdf = simple.load()
    device = sdf.open_device()
    sessions = []
    with pytest.raises(Refused, match="OPENSESSION"):
        for _ in range(1000):
            sessions.append(sdf.open_session(device))
    assert len(sessions) == 256
    for session in sessions:
        session.must("SDF_CloseSession")
    assert sdf.open_session(device).random(8)


@in_child
def test_bad_arguments_are_refused(place):
    session, out, length = place.load().open_session(), buffer(256), ctypes.c_uint32()
    session.take_right(1)
    handle, some = ctypes.byref(ctypes.c_void_p()), data(bytes(32))
    key = session.key_of(bytes(16))
    public = session.public_key(1, "Enc")
    off_curve = session.key_structure(public[:-2] + f"{int(public[-2:], 16) ^ 1:02x}")
    infinity = session.key_structure("04" + "00" * 64)
    beyond = session.key_structure("04" + "ff" * 64)
    wrong_bits = session.key_structure(public)
    wrong_bits[0] = 1
    profile, signature = place.profile, buffer(128)
    wrong_sign = P2023.sm2_sign if profile is P2012 else P2012.sm2_sign
    block = (None, some, 16, out, ctypes.byref(length))
    cases = [
        ("INARGERR", "GenerateRandom", 0, out),
        ("INARGERR", "GenerateRandom", 2**31, out),
        ("OUTARGERR", "GenerateRandom", 8, None),
        ("OUTARGERR", "GetDeviceInfo", None),
        ("KEYNOTEXIST", "ExportSignPublicKey_ECC", 0, out),
        ("KEYNOTEXIST", "ExportEncPublicKey_ECC", 9, out),
        ("OUTARGERR", "ExportEncPublicKey_ECC", 1, None),
        ("INARGERR", "InternalSign_ECC", 1, some, 31, out),
        ("INARGERR", "InternalSign_ECC", 1, None, 32, out),
        ("OUTARGERR", "InternalSign_ECC", 1, some, 32, None),
        ("KEYNOTEXIST", "InternalVerify_ECC", 9, some, 32, signature),
        ("ALGNOTSUPPORT", "ExternalVerify_ECC", wrong_sign, session.key_structure(public), some, 32, signature),
        ("KEYERR", "ExternalVerify_ECC", profile.sm2_sign, off_curve, some, 32, signature),
        ("KEYERR", "ExternalVerify_ECC", profile.sm2_sign, infinity, some, 32, signature),
        ("KEYERR", "ExternalVerify_ECC", profile.sm2_sign, beyond, some, 32, signature),
        ("INARGERR", "ExternalVerify_ECC", profile.sm2_sign, wrong_bits, some, 32, signature),
        ("KEYERR", "ExternalEncrypt_ECC", profile.sm2_encrypt, off_curve, some, 16, out),
        ("ALGNOTSUPPORT", "ExternalEncrypt_ECC", 1, session.key_structure(public), some, 16, out),
        ("INARGERR", "ExternalEncrypt_ECC", profile.sm2_encrypt, session.key_structure(public), some, 0, out),
        ("INARGERR", "ExternalEncrypt_ECC", profile.sm2_encrypt, session.key_structure(public), some, 2**31, out),
        ("INARGERR", "GenerateKeyWithIPK_ECC", 1, 0, out, handle),
        ("INARGERR", "GenerateKeyWithIPK_ECC", 1, 129, out, handle),
        ("INARGERR", "GenerateKeyWithIPK_ECC", 1, 1032, out, handle),
        ("KEYNOTEXIST", "GenerateKeyWithIPK_ECC", 9, 128, out, handle),
        ("OUTARGERR", "GenerateKeyWithIPK_ECC", 1, 128, out, None),
        ("KEYERR", "GenerateKeyWithEPK_ECC", 128, profile.sm2_encrypt, off_curve, out, handle),
        ("ENCDATAERR", "ImportKeyWithISK_ECC", 1, data(bytes(512)), handle),
        ("ENCDATAERR", "ImportKeyWithISK_ECC", 1, data(b"\xff" * 512), handle),
        ("KEYERR", "ImportKeyWithISK_ECC", 1, session.encrypt_to(public, bytes(15)), handle),
        ("KEYERR", "ImportKeyWithISK_ECC", 1, session.encrypt_to(public, bytes(129)), handle),
        ("ALGNOTSUPPORT", "Encrypt", key, 0x801, *block),
        ("INARGERR", "Encrypt", key, profile.cbc, *block),
        ("INARGERR", "Encrypt", key, profile.ecb, None, some, 15, out, ctypes.byref(length)),
        ("INARGERR", "Encrypt", key, profile.ecb, None, some, 0, out, ctypes.byref(length)),
        ("INARGERR", "Decrypt", key, profile.ecb, None, None, 16, out, ctypes.byref(length)),
        ("INARGERR", "Decrypt", key, profile.ecb, None, some, 2**31, out, ctypes.byref(length)),
        ("OUTARGERR", "Decrypt", key, profile.ecb, None, some, 16, None, ctypes.byref(length)),
        ("ALGNOTSUPPORT", "HashInit", 2, None, None, 0),
        ("INARGERR", "HashInit", 1, None, some, 16),
        ("INARGERR", "HashInit", 1, session.key_structure(public), data(bytes(8192)), 8192),
        ("KEYERR", "HashInit", 1, off_curve, some, 16),
        ("STEPERR", "HashUpdate", some, 16),
        ("STEPERR", "HashFinal", out, ctypes.byref(length)),
    ]
    for expected, name, *arguments in cases:
        assert refusal(session, f"SDF_{name}", *arguments) == expected, (name, arguments)


@in_child
def test_one_session_on_two_threads_is_found_out(place):
    session = place.load().open_session()
    place.set_faults("latency_ms=1000")
    codes = []
    first = threading.Thread(target=lambda: codes.append(session.code("SDF_GenerateRandom", 8, buffer(8))))
    first.start()
    time.sleep(0.3)
    assert refusal(session, "SDF_GenerateRandom", 8, buffer(8)) == "STEPERR"
    assert refusal(session, "SDF_CloseSession") == "STEPERR"
    first.join()
    assert codes == [OK]
    place.set_faults("")
    assert session.random(8)


# What the device keeps.


@in_child
def test_the_state_is_for_its_owner_only_and_lasts(place):
    session = place.load().open_session()
    assert place.state.stat().st_mode & 0o777 == 0o700
    names = {path.name for path in place.state.iterdir()}
    pairs = {f"{use}-{index}.sm2" for use in ("sign", "encrypt") for index in range(1, 9)}
    assert names == pairs | {f"kek-{index}.sm4" for index in range(1, 5)} | {"serial"}
    contents = {path.name: path.read_bytes() for path in place.state.iterdir()}
    assert len(set(contents.values())) == 21
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in place.state.iterdir())
    public = session.public_key(1)
    code, text = forked(lambda: print(place.load().open_session().public_key(1)))
    assert code == 0 and text.strip() == public
    assert {path.name: path.read_bytes() for path in place.state.iterdir()} == contents


@in_child
def test_processes_that_open_a_new_device_at_once_agree(simple):
    children = [start(lambda: print(simple.load().open_session().public_key(5))) for _ in range(4)]
    answers = {finish(*child) for child in children}
    assert answers == {(0, simple.load().open_session().public_key(5) + "\n")}


@in_child
def test_a_removed_file_is_a_destroyed_key_even_while_in_use(place):
    session = place.load().open_session()
    session.take_right(1)
    session.take_right(2)
    session.sign(2, DIGEST)
    (place.state / "sign-2.sm2").unlink()
    assert refusal(session, "SDF_InternalSign_ECC", *sign_arguments(session, 2)) == "KEYNOTEXIST"
    assert refusal(session, "SDF_ExportSignPublicKey_ECC", 2, buffer(200)) == "KEYNOTEXIST"
    assert session.public_key(2, "Enc")
    session.sign(1, DIGEST)
    (place.state / "encrypt-2.sm2").unlink()
    assert ask_right(session, PASSWORD, 2) == "KEYNOTEXIST"
    again = session.sdf.open_session()
    assert refusal(again, "SDF_ExportSignPublicKey_ECC", 2, buffer(200)) == "KEYNOTEXIST", "it does not come back"


@in_child
def test_a_spoilt_key_file_is_an_error(simple):
    session = simple.load().open_session()
    for spoil in (b"", bytes(31), bytes(33), bytes(32), b"\xff" * 32):
        (simple.state / "sign-3.sm2").write_bytes(spoil)
        assert refusal(session, "SDF_ExportSignPublicKey_ECC", 3, buffer(200)) == "KEYERR"
    (simple.state / "sign-4.sm2").chmod(0o640)
    assert refusal(session, "SDF_ExportSignPublicKey_ECC", 4, buffer(200)) == "KEYERR"
    (simple.state / "sign-5.sm2").unlink()
    (simple.state / "sign-5.sm2").symlink_to(simple.state / "sign-1.sm2")
    assert refusal(session, "SDF_ExportSignPublicKey_ECC", 5, buffer(200)) == "KEYERR"


@pytest.mark.parametrize("fault", ["unset", "readable", "file", "parent"])
@in_child
def test_a_folder_that_is_not_ours_alone_opens_no_device(simple, fault):
    sdf = simple.load()
    if fault == "unset":
        del os.environ["SOFTSDF_STATE"]
    elif fault == "readable":
        simple.state.mkdir(mode=0o750)
    elif fault == "file":
        simple.state.write_text("")
    else:
        os.environ["SOFTSDF_STATE"] = str(simple.folder / "no such folder" / "device")
    with pytest.raises(Refused, match="OPENDEVICE"):
        sdf.open_device()


# Threads.


@in_child
def test_sessions_work_side_by_side(place):
    sdf = place.load()
    device, failures = sdf.open_device(), []

    def work(index: int) -> None:
        try:
            session = sdf.open_session(device)
            session.take_right(index)
            public = session.public_key(index)
            for _ in range(20):
                assert session.verify(public, DIGEST, session.sign(index, DIGEST)) == OK
                wrapped = session.cipher_buffer(16)
                key = sdf.handle("SDF_GenerateKeyWithIPK_ECC", session.handle, index, 128, wrapped)
                session.must("SDF_DestroyKey", key)
                assert session.hash(b"abc") == digest(b"abc")
            session.must("SDF_CloseSession")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(index,)) for index in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    sdf.must("SDF_CloseDevice", device)


# The vendor's symbols.


@in_child
def test_the_hosts_openssl_and_the_vendors_stay_apart(odd):
    if "asan" in os.environ.get("LD_PRELOAD", ""):
        return  # RTLD_DEEPBIND is what this is about, and a sanitizer's runtime forbids it.
    host = ctypes.CDLL("libcrypto.so.3", mode=os.RTLD_NOW | os.RTLD_GLOBAL)
    host.OpenSSL_version_num.restype = ctypes.c_ulong
    vendors = odd.load()
    assert vendors.open_session().random(8)
    assert vendors.library.OpenSSL_version_num() == 0x1010101F
    everybody = ctypes.CDLL(None)
    everybody.OpenSSL_version_num.restype = ctypes.c_ulong
    assert host.OpenSSL_version_num() == everybody.OpenSSL_version_num() >= 0x30000000


@in_child
def test_without_deep_binding_the_vendors_library_finds_itself_bound_to_the_host(odd):
    ctypes.CDLL("libcrypto.so.3", mode=os.RTLD_NOW | os.RTLD_GLOBAL)
    os.environ["SOFTSDF_STATE"] = str(odd.state)
    with pytest.raises(Refused, match="HARDFAIL"):
        Sdf(ODD, mode=os.RTLD_NOW | os.RTLD_LOCAL).open_device()
