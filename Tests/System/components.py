"""Key components and the codes of a key, written from docs/keys.md and docs/decisions/0002 over pure-Python gmssl."""

from __future__ import annotations

import secrets
from pathlib import Path

import gmssl_peer
from gmssl import sm4


def xor(*parts: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(parts[0], xor(*parts[1:]), strict=True)) if len(parts) > 1 else parts[0]


def split(key: bytes, count: int = 2) -> list[bytes]:
    """Random components whose exclusive-or is the key."""
    parts = [secrets.token_bytes(len(key)) for _ in range(count - 1)]
    return [*parts, xor(key, *parts)]


def check_value(key: bytes, purpose: str) -> str:
    return gmssl_peer.hmac(key, f"xinglin key check value/1\n{purpose}\n".encode())[:8].hex()


def write(folder: Path, name: str, component: bytes | str) -> Path:
    """A custodian's file."""
    file = folder / name
    file.touch(mode=0o600)
    file.write_text(component if isinstance(component, str) else component.hex() + "\n", encoding="utf-8")
    return file


def _tags(key: bytes, card: str, record_no: str, head: bytes) -> bytes:
    mac = gmssl_peer.hmac(gmssl_peer.hkdf(key, b"card-code/1/tag", 32), card.encode() + head)
    return mac[:6] + xor(mac[6:8], gmssl_peer.digest(record_no.encode())[:2])


def _block(direction: int, key: bytes, block: bytes) -> bytes:
    working = gmssl_peer.hkdf(key, b"card-code/1/block", 16)
    return gmssl_peer.cipher(direction, working, "none").crypt_ecb(block)


def make_code(key: bytes, card: str, record_no: str, now: float) -> str:
    """A dynamic code of the card's, as its platform would show it."""
    head = (1 << 28 | int(now) // 30).to_bytes(4, "big") + secrets.token_bytes(4)
    token = _block(sm4.SM4_ENCRYPT, key, head + _tags(key, card, record_no, head))
    return f"{card}:0:{token.hex().upper()}:{record_no}"


def is_genuine(key: bytes, code: str) -> bool:
    """Whether a dynamic code was made under the key."""
    card, kind, token, record_no = code.split(":")
    block = _block(sm4.SM4_DECRYPT, key, bytes.fromhex(token))
    return kind == "0" and block[8:] == _tags(key, card, record_no, block[:8])
