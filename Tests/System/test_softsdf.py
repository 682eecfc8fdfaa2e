"""The software SDF as a library on its own: layouts, cryptography against gmssl, rights and handles, per profile."""

from __future__ import annotations

import ctypes
import json
import os

import pytest
import softsdf
from gmssl import sm4
from gmssl_peer import cipher, digest, sm2_decrypt, sm2_encrypt
from softsdf import (
    ERRORS,
    ODD,
    OK,
    P2012,
    P2023,
    PROFILES,
    Place,
    buffer,
    data,
    gmssl_cbc,
    gmssl_ecb,
    in_child,
    refusal,
    tool,
)

VECTORS = json.loads((softsdf.ROOT / "Tests/SMCryptoTests/Vectors/gm_vectors.json").read_text(encoding="utf-8"))
DIGEST = bytes(range(32))
PRIVATE = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"

DEVICE = """OpenDevice CloseDevice OpenSession CloseSession GetDeviceInfo GenerateRandom GetPrivateKeyAccessRight
ReleasePrivateKeyAccessRight""".split()
COMMON = DEVICE + """ExportSignPublicKey_ECC ExportEncPublicKey_ECC GenerateKeyWithIPK_ECC GenerateKeyWithEPK_ECC
ImportKeyWithISK_ECC DestroyKey ExternalVerify_ECC InternalSign_ECC InternalVerify_ECC ExternalEncrypt_ECC Encrypt
Decrypt HashInit HashUpdate HashFinal""".split()
KEK_AND_MAC = ["GenerateKeyWithKEK", "ImportKeyWithKEK", "CalculateMAC"]
HMAC_AND_AUTH = ["HMACInit", "HMACUpdate", "HMACFinal", "AuthEnc", "AuthDec"]


def vectors(group: str) -> list[dict]:
    found = next(one["tests"] for one in VECTORS["groups"] if one["name"] == group)
    assert found
    return found


@pytest.fixture(params=PROFILES, ids=lambda profile: profile.name)
def place(request, tmp_path) -> Place:
    return Place(request.param, tmp_path)


@pytest.fixture
def odd(tmp_path) -> Place:
    return Place(ODD, tmp_path)


# What each library exports and needs.


def exported(place: Place) -> set[str]:
    lines = tool("nm", "--dynamic", "--defined-only", str(place.profile.library))
    return {line.split()[-1] for line in lines} - {"_edata", "_end", "__bss_start"}


def test_a_profile_exports_what_it_has_and_nothing_else(place):
    names = exported(place)
    functions = {name.removeprefix("SDF_") for name in names if name.startswith("SDF_")}
    assert set(COMMON) <= functions
    if place.profile is P2012:
        assert set(KEK_AND_MAC) <= functions
        assert not any(name.startswith(("HMAC", "Auth")) for name in functions)
    elif place.profile is P2023:
        assert set(KEK_AND_MAC + HMAC_AND_AUTH) <= functions
        assert len(functions) == 73, "GM/T 0018-2023 counts 73"
    else:
        assert functions == {*COMMON, "InternalDecrypt_ECC"}
    others = {name for name in names if not name.startswith("SDF_")}
    assert others == ({"OpenSSL_version_num", "EVP_DigestSign"} if place.profile is ODD else set())


def test_a_library_needs_libcrypto_and_no_swift(place):
    lines = tool("readelf", "--dynamic", "--wide", str(place.profile.library))
    needed = {line.split("[")[1].rstrip("]") for line in lines if "(NEEDED)" in line}
    assert {"libcrypto.so.3", "libc.so.6"} <= needed
    undefined = tool("nm", "--dynamic", "--undefined-only", str(place.profile.library))
    assert not [name for name in [*needed, *undefined] if "swift" in name.lower()]


@in_child
def test_what_a_profile_lacks_is_absent_or_not_supported(place):
    session = place.load().open_session()
    absent = {"HMACInit", "AuthEnc"} if place.profile is P2012 else set()
    if place.profile is ODD:
        absent = {*KEK_AND_MAC, *HMAC_AND_AUTH, "GenerateKeyPair_RSA", "CreateFile"}
    for name in absent:
        assert not session.sdf.has(f"SDF_{name}"), name
    answering = {"ExportSignPublicKey_RSA", "GenerateAgreementDataWithECC", "CreateFile"}
    if place.profile is P2023:
        answering |= {"AuthEnc", "AuthDec", "EncryptInit", "ExternalSign_ECC"}
    for name in set() if place.profile is ODD else answering:
        assert refusal(session, f"SDF_{name}", 1) == "NOTSUPPORT", name


# Layouts.


def written(structure: ctypes.Array) -> int:
    """How many bytes of a buffer full of 0xEE a call wrote, up to one byte that happens to be 0xEE."""
    raw = bytes(structure)
    return len(raw.rstrip(b"\xee"))


@in_child
def test_structures_have_the_profiles_size(place):
    session, width = place.load().open_session(), place.profile.width
    session.take_right(1)
    key, signature, info = buffer(256), buffer(256), buffer(256)
    longest = [0, 0]
    for _ in range(8):
        session.must("SDF_ExportSignPublicKey_ECC", 1, key)
        session.must("SDF_InternalSign_ECC", 1, data(DIGEST), 32, signature)
        longest = [max(longest[0], written(key)), max(longest[1], written(signature))]
    assert longest[0] in (4 + 2 * width, 3 + 2 * width) and longest[1] == 2 * width
    session.must("SDF_GetDeviceInfo", info)
    assert bytes(info[:40]).rstrip(b"\0") == b"Xinglin SoftSDF"
    assert bytes(info[40:56]).rstrip(b"\0") == f"SOFTWARE {place.profile.name.upper()}".encode()
    assert bytes(info[56:72]) == (place.state / "serial").read_bytes()
    assert written(info) == 100
    wrapped = buffer(512)
    session.sdf.handle("SDF_GenerateKeyWithIPK_ECC", session.handle, 1, 128, wrapped)
    if place.profile is ODD:
        assert bytes(wrapped[84:204]) == b"\xee" * 120 and bytes(wrapped[236:]) == b"\xee" * 276
    else:
        assert bytes(wrapped[:32]) == bytes(wrapped[64:96]) == bytes(32) and bytes(wrapped[180:]) == b"\xee" * 332


# Cryptography, against gmssl and the vectors.


@in_child
def test_gmssl_verifies_what_the_device_signs(place):
    session = place.load().open_session()
    for index in (1, 8):
        session.take_right(index)
        public = session.public_key(index)
        for message in (b"", "签名".encode()):
            e = session.hash(message, public, b"1234567812345678")
            assert e.hex() == softsdf.curve("", public)._sm3_z(message)
            signature = session.sign(index, e)
            assert softsdf.gmssl_verifies(public, e, signature)
            assert not softsdf.gmssl_verifies(public, DIGEST, signature)
            structure = session.signature_structure(signature)
            assert session.code("SDF_InternalVerify_ECC", index, data(e), 32, structure) == OK
            assert refusal(session, "SDF_InternalVerify_ECC", index, data(DIGEST), 32, structure) == "VERIFYERR"


@in_child
def test_the_device_verifies_what_gmssl_signs(place):
    session = place.load().open_session()
    public = vectors("sm2-keys")[0]["pub"]
    assert vectors("sm2-keys")[0]["priv"] == PRIVATE
    signature = softsdf.gmssl_sign(PRIVATE, DIGEST)
    assert session.verify(public, DIGEST, signature) == OK
    order = int("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123", 16)
    r, s = signature[:64], signature[64:]
    changed = f"{int(s, 16) ^ 1:064x}"
    opposite = f"{order - int(r, 16):064x}"
    for wrong in (r + changed, s + r, "0" * 64 + s, r + "0" * 64, f"{order:064x}" + s, r + opposite):
        assert session.verify(public, DIGEST, wrong) == ERRORS["VERIFYERR"], wrong
    assert session.verify(public, DIGEST[::-1], signature) == ERRORS["VERIFYERR"]
    if place.profile.width == 64:
        long = session.signature_structure(signature)
        long[31] = 1
        key = session.key_structure(public)
        code = session.code("SDF_ExternalVerify_ECC", place.profile.sm2_sign, key, data(DIGEST), 32, long)
        assert code == ERRORS["VERIFYERR"], "a number above 256 bits"


@in_child
def test_the_signature_vectors_verify_with_the_devices_own_digest(place):
    session = place.load().open_session()
    for vector in vectors("sm2-sign"):
        identity, message = bytes.fromhex(vector["id"]), bytes.fromhex(vector["msg"])
        e = session.hash(message, vector["pub"], identity, split=len(message) // 2)
        assert e.hex() == vector["e"], vector["comment"]
        code = session.verify(vector["pub"], e, vector["r"] + vector["s"])
        assert (code == OK) == (vector["result"] == "valid"), vector["comment"]


@in_child
def test_sm3_vectors(place):
    session = place.load().open_session()
    for vector in vectors("sm3"):
        message = bytes.fromhex(vector.get("msg") or vector.get("repeat") or "") * vector.get("times", 1)
        assert session.hash(message, split=len(message) // 3).hex() == vector["digest"]


@in_child
def test_sm4_vectors(place):
    session, run = place.load().open_session(), 0
    session.take_right(1)
    for vector in vectors("sm4"):
        if vector["mode"] not in ("ECB", "CBC") or "iterations" in vector:
            continue
        key = session.key_of(bytes.fromhex(vector["key"]))
        algorithm = place.profile.ecb if vector["mode"] == "ECB" else place.profile.cbc
        iv, plain, text = (bytes.fromhex(vector.get(name) or "") for name in ("iv", "pt", "ct"))
        assert session.blocks("SDF_Encrypt", key, algorithm, plain, iv)[0] == text
        assert session.blocks("SDF_Decrypt", key, algorithm, text, iv)[0] == plain
        run += 1
    assert run >= 5


@in_child
def test_the_vector_carries_a_chain_on_and_calls_may_work_in_place(place):
    session, algorithm = place.load().open_session(), place.profile.cbc
    session.take_right(1)
    secret, iv, plain = os.urandom(16), os.urandom(16), os.urandom(64)
    key = session.key_of(secret)
    whole = gmssl_cbc(secret, iv, plain)
    for name, before, after in (("SDF_Encrypt", plain, whole), ("SDF_Decrypt", whole, plain)):
        first, vector = session.blocks(name, key, algorithm, before[:32], iv)
        assert vector == whole[16:32]
        assert first + session.blocks(name, key, algorithm, before[32:], vector)[0] == after
        place_of_both, length, vector = data(before), ctypes.c_uint32(), data(iv)
        session.must(name, key, algorithm, vector, place_of_both, 64, place_of_both, ctypes.byref(length))
        assert bytes(place_of_both) == after and bytes(vector) == whole[-16:]


@in_child
def test_keys_come_back_wrapped_under_the_devices_own_key(place):
    session = place.load().open_session()
    session.take_right(3)
    wrapped = session.cipher_buffer(16)
    made = session.sdf.handle("SDF_GenerateKeyWithIPK_ECC", session.handle, 3, 128, wrapped)
    again = session.import_key(wrapped, 3)
    plain = os.urandom(48)
    text = session.blocks("SDF_Encrypt", made, place.profile.ecb, plain)[0]
    assert session.blocks("SDF_Decrypt", again, place.profile.ecb, text)[0] == plain
    private = (place.state / "encrypt-3.sm2").read_bytes().hex()
    secret = bytes.fromhex(sm2_decrypt(private, session.cipher_text(wrapped)))
    assert gmssl_ecb(secret, plain) == text
    for at in (place.profile.mac_at, place.profile.text_at, place.profile.x_at + place.profile.width - 1):
        changed = data(bytes(wrapped))
        changed[at] ^= 1
        assert refusal(session, "SDF_ImportKeyWithISK_ECC", 3, changed, ctypes.byref(ctypes.c_void_p())) == "ENCDATAERR"
    session.take_right(4)
    assert refusal(session, "SDF_ImportKeyWithISK_ECC", 4, wrapped, ctypes.byref(ctypes.c_void_p())) == "ENCDATAERR"


@pytest.mark.parametrize("profile", [P2012, P2023], ids=lambda profile: profile.name)
@in_child
def test_numbers_beyond_the_field_are_no_coordinates(profile, tmp_path):
    session = Place(profile, tmp_path).load().open_session()
    session.take_right(1)
    public, p = session.public_key(1, "Enc"), 2**256 - 2**224 - 2**96 + 2**64 - 1
    beyond = session.key_structure(public)
    beyond[4:68] = (int(public[2:66], 16) + p).to_bytes(64, "big")
    arguments = (profile.sm2_encrypt, beyond, data(bytes(16)), 16, session.cipher_buffer(16))
    assert refusal(session, "SDF_ExternalEncrypt_ECC", *arguments) == "KEYERR"
    wrapped = session.encrypt_to(public, bytes(16))
    session.import_key(wrapped)
    for at in (0, 31, 64, 95):
        changed = data(bytes(wrapped))
        changed[at] = 1
        assert refusal(session, "SDF_ImportKeyWithISK_ECC", 1, changed, ctypes.byref(ctypes.c_void_p())) == "ENCDATAERR"


@in_child
def test_keys_go_out_wrapped_under_somebody_elses_key(place):
    session = place.load().open_session()
    public = vectors("sm2-keys")[0]["pub"]
    wrapped = session.cipher_buffer(32)
    arguments = (256, place.profile.sm2_encrypt, session.key_structure(public), wrapped)
    session.sdf.handle("SDF_GenerateKeyWithEPK_ECC", session.handle, *arguments)
    assert len(bytes.fromhex(sm2_decrypt(PRIVATE, session.cipher_text(wrapped)))) == 32
    for length in (1, 2, 16, 136):
        plain = os.urandom(length)
        assert sm2_decrypt(PRIVATE, session.cipher_text(session.encrypt_to(public, plain))) == plain.hex()


@in_child
def test_the_device_imports_what_gmssl_wrapped(place):
    session = place.load().open_session()
    session.take_right(2)
    secret, plain = os.urandom(16), os.urandom(16)
    text = sm2_encrypt(session.public_key(2, "Enc"), secret)
    key = session.import_key(session.cipher_structure(text), 2)
    expected = gmssl_ecb(secret, plain)
    assert session.blocks("SDF_Encrypt", key, place.profile.ecb, plain)[0] == expected


@in_child
def test_internal_decryption_is_an_extension_of_the_odd_vendor(odd):
    session = odd.load().open_session()
    out, length, tried = buffer(256), ctypes.c_uint32(), 0
    for vector in vectors("sm2-encrypt"):
        if len(vector["msg"]) // 2 > 136:
            continue
        (odd.state / "encrypt-1.sm2").write_bytes(bytes.fromhex(vector["priv"]))
        session.take_right(1)
        structure = session.cipher_structure(vector["c1c3c2"])
        session.must("SDF_InternalDecrypt_ECC", 1, odd.profile.sm2_encrypt, structure, out, ctypes.byref(length))
        assert bytes(out[: length.value]).hex() == vector["msg"], vector["comment"]
        tried += 1
    assert tried >= 12
    structure[odd.profile.mac_at] ^= 1
    arguments = (odd.profile.sm2_encrypt, structure, out, ctypes.byref(length))
    assert refusal(session, "SDF_InternalDecrypt_ECC", 1, *arguments) == "ENCDATAERR"
    assert refusal(session, "SDF_InternalDecrypt_ECC", 2, *arguments) == "PARDENY"


@in_child
def test_the_standards_sm4_is_aes_at_the_odd_vendor(odd):
    session = odd.load().open_session()
    session.take_right(1)
    key = session.key_of(bytes(range(16)))
    text, _ = session.blocks("SDF_Encrypt", key, 0x401, bytes.fromhex("00112233445566778899aabbccddeeff"))
    assert text.hex() == "69c4e0d86a7b0430d8cdb78070b4c55a", "FIPS 197, C.1"


@pytest.mark.parametrize("profile", [P2012, P2023], ids=lambda profile: profile.name)
@in_child
def test_keys_under_a_key_encryption_key(profile, tmp_path):
    place = Place(profile, tmp_path)
    session = place.load().open_session()
    wrapped, length, plain = buffer(64), ctypes.c_uint32(), os.urandom(32)
    arguments = (128, 0x401, 4, wrapped, ctypes.byref(length))
    made = session.sdf.handle("SDF_GenerateKeyWithKEK", session.handle, *arguments)
    assert length.value == 16 and bytes(wrapped[16:]) == b"\xee" * 48
    again = session.sdf.handle("SDF_ImportKeyWithKEK", session.handle, 0x401, 4, wrapped, 16)
    text = session.blocks("SDF_Encrypt", made, 0x402, plain, bytes(16))[0]
    assert session.blocks("SDF_Decrypt", again, 0x402, text, bytes(16))[0] == plain
    kek = (place.state / "kek-4.sm4").read_bytes()
    secret = cipher(sm4.SM4_DECRYPT, kek, "none").crypt_ecb(bytes(wrapped[:16]))
    assert gmssl_cbc(secret, bytes(16), plain) == text
    out = ctypes.byref(ctypes.c_void_p())
    assert refusal(session, "SDF_ImportKeyWithKEK", 0x401, 5, wrapped, 16, out) == "KEYNOTEXIST"
    assert refusal(session, "SDF_ImportKeyWithKEK", 0x402, 4, wrapped, 16, out) == "ALGNOTSUPPORT"
    assert refusal(session, "SDF_ImportKeyWithKEK", 0x401, 4, wrapped, 15, out) == "INARGERR"


@pytest.mark.parametrize("profile", [P2012, P2023], ids=lambda profile: profile.name)
@in_child
def test_the_mac_is_that_of_sm4_and_not_hmac(profile, tmp_path):
    session = Place(profile, tmp_path).load().open_session()
    session.take_right(1)
    secret, iv, plain = os.urandom(16), os.urandom(16), os.urandom(48)
    key, out, length, vector = session.key_of(secret), buffer(16), ctypes.c_uint32(), data(iv)
    session.must("SDF_CalculateMAC", key, 0x410, vector, data(plain), 48, out, ctypes.byref(length))
    expected = gmssl_cbc(secret, iv, plain)[-16:]
    assert (bytes(out), length.value, bytes(vector)) == (expected, 16, expected)
    arguments = (vector, data(plain), 48, out, ctypes.byref(length))
    assert refusal(session, "SDF_CalculateMAC", key, 1, *arguments) == "NOTSUPPORT"
    assert refusal(session, "SDF_CalculateMAC", key, 0x402, *arguments) == "ALGNOTSUPPORT"


@in_child
def test_hmac_vectors_on_a_device_of_2023(tmp_path):
    session, run = Place(P2023, tmp_path).load().open_session(), 0
    session.take_right(1)
    for vector in vectors("mac"):
        secret = bytes.fromhex(vector["key"])
        if vector["alg"] == "HMAC-SM3" and 16 <= len(secret) <= 128:
            key = session.key_of(secret)
            for algorithm in (1, 8):
                assert session.mac(key, bytes.fromhex(vector["msg"]), algorithm).hex() == vector["mac"]
            session.must("SDF_DestroyKey", key)
            run += 1
    assert run >= 10


@in_child
def test_random_bytes_differ_and_a_plain_hash_needs_no_key(place):
    session = place.load().open_session()
    assert len({session.random(32) for _ in range(50)}) == 50
    assert session.hash(b"abc") == digest(b"abc")
