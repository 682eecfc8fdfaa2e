"""The other side of the exchange tests: SM2, SM3 and SM4 by the pure-Python package gmssl.

Reads one JSON object per line and answers each with one line: {"ok": value} or {"error": text}. Bytes travel as
hexadecimal text. The first line it writes is {"ok": "ready"}.

What gmssl does its own way, and what is done about it here:
- CryptSM2 strips any leading characters "0" and "4" from the public key: the attribute is set afterwards.
- decrypt computes C3 and does not look at it: it is compared here.
- C1 has no leading 04: it is taken off and put on here.
- sign_with_sm3 and verify_with_sm3 know the default identity only: other identities are not exchanged.
- zero_padding always adds 1 to 16 zeros, as Java's ZeroBytePadding does; zero_unpadding takes off just one, so the
  zeros of the last block are taken off here.
- sm3_hash changes the list it is given, and there is no HMAC: it is built here from sm3_hash by RFC 2104.
- Nonces come from Python's ordinary random generator: fit for tests only.
"""

import json
import sys

from gmssl import sm2, sm3, sm4

BLOCK = 64
NO_PADDING = 2


def digest(message: bytes) -> bytes:
    return bytes.fromhex(sm3.sm3_hash(list(message)))


def hmac(key: bytes, message: bytes) -> bytes:
    key = (digest(key) if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    inner = digest(bytes(b ^ 0x36 for b in key) + message)
    return digest(bytes(b ^ 0x5C for b in key) + inner)


def cipher(direction: int, key: bytes, padding: str) -> sm4.CryptSM4:
    modes = {"pkcs7": sm4.PKCS7, "zeroByte": sm4.ZERO, "none": NO_PADDING}
    if direction == sm4.SM4_DECRYPT and padding == "zeroByte":
        padding = "none"
    crypt = sm4.CryptSM4(padding_mode=modes[padding])
    crypt.set_key(key, direction)
    return crypt


def ecb_decrypt(key: bytes, padding: str, text: bytes) -> bytes:
    plain = cipher(sm4.SM4_DECRYPT, key, padding).crypt_ecb(text)
    if padding != "zeroByte":
        return plain
    return plain[:-16] + plain[-16:].rstrip(b"\0")


def hkdf(key: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869 without salt, by the hmac above."""
    key, output, block = hmac(bytes(32), key), b"", b""
    while len(output) < length:
        block = hmac(key, block + info + bytes([len(output) // 32 + 1]))
        output += block
    return output[:length]


def parts(*values: bytes) -> bytes:
    return b"".join(len(value).to_bytes(4, "big") + value for value in values)


def counter_mode(key: bytes, start: bytes, text: bytes) -> bytes:
    first, blocks = int.from_bytes(start, "big"), -(-len(text) // 16)
    counters = b"".join(((first + i) % 2**128).to_bytes(16, "big") for i in range(blocks))
    stream = cipher(sm4.SM4_ENCRYPT, key, "none").crypt_ecb(counters) if blocks else b""
    return bytes(a ^ b for a, b in zip(text, stream))


class Column:
    """A sealed column, written again from its description: see SealedColumn, RowKey and BranchKey."""

    def __init__(self, secret: bytes, version: int, table: str, row: bytes, column: str):
        keys = hkdf(secret, parts(b"xinglin.row.1", table.encode(), row), 48)
        self.cipher_key, self.mac_key = keys[:16], keys[16:]
        self.header = b"\x01\x01" + version.to_bytes(4, "big")
        self.bound = parts(self.header, table.encode(), row, column.encode()) + b"\xff" * 4

    def tag(self, nonce: bytes, text: bytes) -> bytes:
        return hmac(self.mac_key, self.bound + nonce + text)[:16]

    def seal(self, nonce: bytes, plain: bytes) -> bytes:
        padded = plain + b"\x80" + bytes(15 - len(plain) % 16)
        text = counter_mode(self.cipher_key, nonce, padded)
        return self.header + nonce + text + self.tag(nonce, text)

    def open(self, cell: bytes) -> bytes:
        header, nonce, text, tag = cell[:6], cell[6:22], cell[22:-16], cell[-16:]
        if header != self.header or tag != self.tag(nonce, text):
            raise ValueError("not authentic")
        return counter_mode(self.cipher_key, nonce, text).rstrip(b"\0")[:-1]


def curve(private: str, public: str) -> sm2.CryptSM2:
    crypt = sm2.CryptSM2(private_key=private, public_key="", mode=1)
    crypt.public_key = public[2:]
    return crypt


def sm2_sign(private: str, public: str, message: bytes) -> str:
    while True:
        signature = curve(private, public).sign_with_sm3(message)
        if signature is not None:
            return signature


def sm2_encrypt(public: str, message: bytes) -> str:
    while True:
        text = curve("", public).encrypt(message)
        if text is not None:
            return "04" + text.hex()


def sm2_decrypt(private: str, text: str) -> str:
    crypt = curve(private, "04")
    plain = crypt.decrypt(bytes.fromhex(text)[1:])
    if plain is None:
        raise ValueError("the key stream is zero")
    shared = bytes.fromhex(crypt._kg(int(private, 16), text[2:130]))
    if digest(shared[:32] + plain + shared[32:]).hex() != text[130:194]:
        raise ValueError("C3 does not match")
    return plain.hex()


def answer(ask: dict) -> object:
    def data(name: str) -> bytes:
        return bytes.fromhex(ask[name])

    match ask["op"]:
        case "sm3":
            return digest(data("msg")).hex()
        case "hmac":
            return hmac(data("key"), data("msg")).hex()
        case "ecb-encrypt":
            return cipher(sm4.SM4_ENCRYPT, data("key"), ask["padding"]).crypt_ecb(data("msg")).hex()
        case "ecb-decrypt":
            return ecb_decrypt(data("key"), ask["padding"], data("msg")).hex()
        case "cbc-encrypt":
            return cipher(sm4.SM4_ENCRYPT, data("key"), "pkcs7").crypt_cbc(data("iv"), data("msg")).hex()
        case "cbc-decrypt":
            return cipher(sm4.SM4_DECRYPT, data("key"), "pkcs7").crypt_cbc(data("iv"), data("msg")).hex()
        case "column-seal" | "column-open":
            column = Column(data("key"), int(ask["version"]), ask["table"], data("row"), ask["column"])
            if ask["op"] == "column-seal":
                return column.seal(data("nonce"), data("msg")).hex()
            return column.open(data("msg")).hex()
        case "index":
            key = hkdf(data("key"), parts(b"xinglin.index.1", ask["column"].encode()), 32)
            return hmac(key, ask["text"].encode())[:16].hex()
        case "sm2-sign":
            return sm2_sign(ask["private"], ask["public"], data("msg"))
        case "sm2-verify":
            return "valid" if curve("", ask["public"]).verify_with_sm3(ask["signature"], data("msg")) else "invalid"
        case "sm2-encrypt":
            return sm2_encrypt(ask["public"], data("msg"))
        case "sm2-decrypt":
            return sm2_decrypt(ask["private"], ask["msg"])
    raise ValueError("unknown operation")


def say(value: dict) -> None:
    print(json.dumps(value), flush=True)


def main() -> None:
    say({"ok": "ready"})
    for line in sys.stdin:
        try:
            say({"ok": answer(json.loads(line))})
        except Exception as problem:  # The other side decides what a refusal means.
            say({"error": f"{type(problem).__name__}: {problem}"})


if __name__ == "__main__":
    main()
