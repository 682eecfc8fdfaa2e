"""Calls the software SDF libraries as a program with a vendor's header would: structures by offset, codes as numbers.

What is written here about a profile is written a second time on purpose: it comes from the standard and from the
vendor's header that the profile imitates, not from the library's source.
"""

from __future__ import annotations

import ctypes
import faulthandler
import functools
import os
import signal
import subprocess
import sys
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from gmssl import sm4
from gmssl_peer import cipher, curve

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("XINGLIN_BUILD", ROOT / ".build/debug"))
PASSWORD = b"made-up password"
# A library that hangs for ever ends with its child.
CHILD_SECONDS = 120

OK = 0
ERRORS = {
    name: 0x01000000 + code
    for name, code in {
        "UNKNOWERR": 0x01, "NOTSUPPORT": 0x02, "COMMFAIL": 0x03, "HARDFAIL": 0x04, "OPENDEVICE": 0x05,
        "OPENSESSION": 0x06, "PARDENY": 0x07, "KEYNOTEXIST": 0x08, "ALGNOTSUPPORT": 0x09, "VERIFYERR": 0x0E,
        "STEPERR": 0x10, "KEYTYPEERR": 0x14, "KEYERR": 0x15, "ENCDATAERR": 0x16, "PRKRERR": 0x18,
        "INARGERR": 0x1D, "OUTARGERR": 0x1E,
    }.items()
}  # fmt: skip


@dataclass(frozen=True)
class Profile:
    """What differs between vendors' headers. Offsets are those of the fields of ECCCipher."""

    name: str
    width: int
    sm2_sign: int
    sm2_encrypt: int
    ecb: int
    cbc: int
    length_at: int
    x_at: int
    y_at: int
    text_at: int
    mac_at: int

    @property
    def library(self) -> Path:
        return BUILD / f"libSoftSDF{self.name}.so"

    @property
    def key_size(self) -> int:
        return 4 + 2 * self.width


STANDARD = {"width": 64, "ecb": 0x401, "cbc": 0x402, "x_at": 0, "y_at": 64, "mac_at": 128, "length_at": 160}
STANDARD |= {"text_at": 164}
P2012 = Profile("2012", sm2_sign=0x20200, sm2_encrypt=0x20800, **STANDARD)
P2023 = Profile("2023", sm2_sign=0x20100, sm2_encrypt=0x20400, **STANDARD)
ODD = Profile(
    "Odd", width=32, sm2_sign=0x20100, sm2_encrypt=0x20400, ecb=0x2001, cbc=0x2002,
    length_at=0, x_at=4, y_at=36, text_at=68, mac_at=204,
)  # fmt: skip
PROFILES = [P2012, P2023, ODD]


class Refused(Exception):
    """An answer of the library other than 0."""

    def __init__(self, function: str, code: int):
        self.name = next((name for name, value in ERRORS.items() if value == code), f"{code:#x}")
        super().__init__(f"{function}: {self.name}")


def start(body) -> tuple[int, int]:
    """Runs in a process of its own, which may die; gives its id and where its output is read."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.dup2(writer, 1)
        os.dup2(writer, 2)
        faulthandler.disable()
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(CHILD_SECONDS)
        sys.stdout = sys.stderr = os.fdopen(1, "w", buffering=1, closefd=False)
        code = 1
        try:
            body()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)
    os.close(writer)
    return child, reader


def finish(child: int, reader: int) -> tuple[int, str]:
    """The exit code of what `start` started, negative for a signal, and what it wrote."""
    with os.fdopen(reader, "rb") as output:
        text = output.read().decode(errors="replace")
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), text


def forked(body) -> tuple[int, str]:
    return finish(*start(body))


def in_child(test):
    """Runs a test in a process of its own, so that each has its own library, environment and device."""

    @functools.wraps(test)
    def run(**arguments):
        code, text = forked(lambda: test(**arguments))
        assert code == 0, text

    return run


@dataclass
class Place:
    """The device of a test: a profile, the folder of its state, the file of its faults."""

    profile: Profile
    folder: Path
    password: bytes | None = PASSWORD
    state: Path = field(init=False)
    faults: Path = field(init=False)

    def __post_init__(self):
        self.state = self.folder / "device"
        self.faults = self.folder / "faults"

    def set_faults(self, text: str) -> None:
        """Replaces the file in one step: the library reads it at any time."""
        fresh = self.folder / "faults.new"
        fresh.write_text(text, encoding="ascii")
        fresh.replace(self.faults)

    def load(self) -> Sdf:
        os.environ["SOFTSDF_STATE"] = str(self.state)
        os.environ["SOFTSDF_FAULTS"] = str(self.faults)
        os.environ.pop("SOFTSDF_PASSWORD", None)
        if self.password is not None:
            os.environb[b"SOFTSDF_PASSWORD"] = self.password
        return Sdf(self.profile)


def binding_mode() -> int:
    """How the host loads a vendor's library. A sanitizer's runtime forbids RTLD_DEEPBIND."""
    deep = 0 if "asan" in os.environ.get("LD_PRELOAD", "") else os.RTLD_DEEPBIND
    return os.RTLD_NOW | os.RTLD_LOCAL | deep


class Sdf:
    """A loaded library. Methods raise `Refused`; `call` gives the code."""

    def __init__(self, profile: Profile, mode: int | None = None):
        assert profile.library.exists(), f"{profile.library} is missing: bin/test builds it"
        self.profile = profile
        self.library = ctypes.CDLL(str(profile.library), mode=binding_mode() if mode is None else mode)

    def has(self, name: str) -> bool:
        return hasattr(self.library, name)

    def code(self, name: str, *arguments) -> int:
        function = getattr(self.library, name)
        function.restype = ctypes.c_uint32
        return function(*[ctypes.c_uint32(one) if isinstance(one, int) else one for one in arguments])

    def must(self, name: str, *arguments) -> None:
        code = self.code(name, *arguments)
        if code != OK:
            raise Refused(name, code)

    def handle(self, name: str, *arguments) -> ctypes.c_void_p:
        out = ctypes.c_void_p()
        self.must(name, *arguments, ctypes.byref(out))
        assert out.value
        return out

    def open_device(self) -> ctypes.c_void_p:
        return self.handle("SDF_OpenDevice")

    def open_session(self, device: ctypes.c_void_p | None = None) -> Session:
        return Session(self, self.handle("SDF_OpenSession", device or self.open_device()))


def buffer(size: int) -> ctypes.Array:
    return (ctypes.c_ubyte * size)(*[0xEE] * size)


def data(content: bytes) -> ctypes.Array:
    return (ctypes.c_ubyte * len(content)).from_buffer_copy(content)


class Session:
    """A session and the calls on it, with bytes and hexadecimal text in place of structures."""

    def __init__(self, sdf: Sdf, handle: ctypes.c_void_p):
        self.sdf, self.handle, self.profile = sdf, handle, sdf.profile

    def must(self, name: str, *arguments) -> None:
        self.sdf.must(name, self.handle, *arguments)

    def code(self, name: str, *arguments) -> int:
        return self.sdf.code(name, self.handle, *arguments)

    def take_right(self, index: int, password: bytes = PASSWORD) -> None:
        self.must("SDF_GetPrivateKeyAccessRight", index, data(password), len(password))

    def random(self, count: int) -> bytes:
        out = buffer(count)
        self.must("SDF_GenerateRandom", count, out)
        return bytes(out)

    def public_key(self, index: int, use: str = "Sign") -> str:
        """As hexadecimal text, 04 ‖ x ‖ y."""
        width, out = self.profile.width, buffer(self.profile.key_size)
        self.must(f"SDF_Export{use}PublicKey_ECC", index, out)
        assert int.from_bytes(out[:4], sys.byteorder) == 256
        x, y = bytes(out[4 : 4 + width]), bytes(out[4 + width :])
        assert not any(x[:-32] + y[:-32])
        return "04" + (x[-32:] + y[-32:]).hex()

    def key_structure(self, public: str) -> ctypes.Array:
        coordinates = bytes.fromhex(public[2:])
        pad = bytes(self.profile.width - 32)
        bits = (256).to_bytes(4, sys.byteorder)
        return data(bits + pad + coordinates[:32] + pad + coordinates[32:])

    def signature_structure(self, signature: str) -> ctypes.Array:
        r, s = bytes.fromhex(signature)[:32], bytes.fromhex(signature)[32:]
        pad = bytes(self.profile.width - 32)
        return data(pad + r + pad + s)

    def sign(self, index: int, e: bytes) -> str:
        """r ‖ s as hexadecimal text."""
        width, out = self.profile.width, buffer(2 * self.profile.width)
        self.must("SDF_InternalSign_ECC", index, data(e), len(e), out)
        r, s = bytes(out[:width]), bytes(out[width:])
        assert not any(r[:-32] + s[:-32])
        return (r[-32:] + s[-32:]).hex()

    def verify(self, public: str, e: bytes, signature: str) -> int:
        arguments = (self.key_structure(public), data(e), len(e), self.signature_structure(signature))
        return self.code("SDF_ExternalVerify_ECC", self.profile.sm2_sign, *arguments)

    def hash(self, message: bytes, public: str | None = None, identity: bytes = b"", split: int = 0) -> bytes:
        key = self.key_structure(public) if public else None
        self.must("SDF_HashInit", 1, key, data(identity) if identity else None, len(identity))
        for part in (message[:split], message[split:]):
            if part:
                self.must("SDF_HashUpdate", data(part), len(part))
        out, length = buffer(32), ctypes.c_uint32()
        self.must("SDF_HashFinal", out, ctypes.byref(length))
        return bytes(out[: length.value])

    def encrypt_to(self, public: str, content: bytes) -> ctypes.Array:
        out = self.cipher_buffer(len(content))
        algorithm = self.profile.sm2_encrypt
        self.must("SDF_ExternalEncrypt_ECC", algorithm, self.key_structure(public), data(content), len(content), out)
        return out

    def cipher_buffer(self, length: int) -> ctypes.Array:
        return buffer(236 if self.profile is ODD else 164 + length)

    def cipher_structure(self, text: str) -> ctypes.Array:
        """From 04 ‖ C1 ‖ C3 ‖ C2 as hexadecimal text."""
        raw, at = bytes.fromhex(text[2:]), self.profile
        out = self.cipher_buffer(len(raw) - 96)
        for place, number in ((at.x_at, raw[:32]), (at.y_at, raw[32:64])):
            out[place : place + at.width] = number.rjust(at.width, b"\0")
        out[at.mac_at : at.mac_at + 32] = raw[64:96]
        out[at.text_at : at.text_at + len(raw) - 96] = raw[96:]
        out[at.length_at : at.length_at + 4] = (len(raw) - 96).to_bytes(4, sys.byteorder)
        return out

    def cipher_text(self, structure: ctypes.Array) -> str:
        """The way back of `cipher_structure`."""
        raw, at = bytes(structure), self.profile
        length = int.from_bytes(raw[at.length_at : at.length_at + 4], sys.byteorder)
        x, y = raw[at.x_at : at.x_at + at.width], raw[at.y_at : at.y_at + at.width]
        assert not any(x[:-32] + y[:-32])
        c3, c2 = raw[at.mac_at : at.mac_at + 32], raw[at.text_at : at.text_at + length]
        assert len(c2) == length
        return "04" + (x[-32:] + y[-32:] + c3 + c2).hex()

    def import_key(self, wrapped: ctypes.Array, index: int = 1) -> ctypes.c_void_p:
        return self.sdf.handle("SDF_ImportKeyWithISK_ECC", self.handle, index, wrapped)

    def key_of(self, content: bytes) -> ctypes.c_void_p:
        """Brings a known key into the device: wrapped under its own public key. Needs the right to index 1."""
        return self.import_key(self.encrypt_to(self.public_key(1, "Enc"), content))

    def blocks(self, name: str, key, algorithm: int, text: bytes, iv: bytes | None = None) -> tuple[bytes, bytes]:
        """Runs SDF_Encrypt or SDF_Decrypt; gives what came out and the next vector."""
        out, length, vector = buffer(len(text)), ctypes.c_uint32(), data(iv) if iv else None
        self.must(name, key, algorithm, vector, data(text), len(text), out, ctypes.byref(length))
        assert length.value == len(text)
        return bytes(out), bytes(vector) if vector else b""

    def mac(self, key, message: bytes, algorithm: int = 1) -> bytes:
        self.must("SDF_HMACInit", key, algorithm)
        if message:
            self.must("SDF_HMACUpdate", data(message), len(message))
        out, length = buffer(32), ctypes.c_uint32()
        self.must("SDF_HMACFinal", out, ctypes.byref(length))
        return bytes(out[: length.value])


def gmssl_sign(private: str, e: bytes) -> str:
    """A signature over a digest by the independent package."""
    nonce = os.urandom(31).hex().rjust(64, "0")
    return curve(private, "04").sign(e, nonce)


def gmssl_verifies(public: str, e: bytes, signature: str) -> bool:
    return bool(curve("", public).verify(signature, e))


def gmssl_ecb(key: bytes, plain: bytes) -> bytes:
    return cipher(sm4.SM4_ENCRYPT, key, "none").crypt_ecb(plain)


def gmssl_cbc(key: bytes, iv: bytes, plain: bytes) -> bytes:
    """Without padding: the package always pads, which is cut off."""
    return cipher(sm4.SM4_ENCRYPT, key, "none").crypt_cbc(iv, plain)[: len(plain)]


def refusal(session: Session, name: str, *arguments) -> str:
    """The name of the refusal that a call must end with."""
    code = session.code(name, *arguments)
    assert code != OK, f"{name} was not refused"
    return Refused(name, code).name


def tool(*command: str) -> list[str]:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
