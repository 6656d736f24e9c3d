"""What must not be read by others: encryption and keyed hashes, both from one master key."""

import base64
import binascii
import hmac
import json
import os
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.languages import Trouble

# Hashes that are kept in memory.
KNOWN = 4096


class BadKey(Trouble):
    """The secret key is no urlsafe base64 text of 32 bytes."""


class KeyFileUnusable(Trouble):
    """The file with the secret key cannot be read or made."""


class Undecipherable(Trouble):
    """Stored data cannot be decrypted with this key."""


class Secrets:
    """Encrypts texts and hashes ids under one master key; the key itself is never shown."""

    def __init__(self, master: bytes, hash_key: bytes | None = None) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(_derived(master, b"gerbang encryption")))
        self._hash_key = hash_key or _derived(master, b"gerbang hash")
        # A message asks for the same person's hash several times; 1 and True are told apart.
        self._known = lru_cache(KNOWN, typed=True)(self._hashed)

    @classmethod
    def from_key(cls, key: str) -> "Secrets":
        """Take the key as text; raises BadKey."""
        parts = _decoded(key)
        if parts is None:
            raise BadKey("storage.bad_key")
        return cls(*parts)

    @classmethod
    def from_file(cls, path: Path) -> "Secrets":
        """Read the key from a file, made on first use (mode 0600); raises BadKey, KeyFileUnusable."""
        try:
            if not path.exists():
                _make(path)
            parts = _decoded(path.read_text(encoding="ascii", errors="replace"))
        except OSError as error:
            raise KeyFileUnusable("storage.key_file", path=path, reason=error.strerror) from error
        if parts is None:
            raise BadKey("storage.bad_key_file", path=path)
        return cls(*parts)

    def successor(self) -> str:
        """Return a new key as text: it encrypts anew and hashes as before, so that people are still found."""
        hashing = base64.urlsafe_b64encode(self._hash_key).decode()
        return f"{Fernet.generate_key().decode()}.{hashing}"

    def encrypt(self, text: str) -> bytes:
        """Encrypt a text; any string goes, lone surrogates included."""
        return self._fernet.encrypt(text.encode("utf-8", "surrogatepass"))

    def decrypt(self, data: bytes) -> str:
        """Give back an encrypted text; raises Undecipherable."""
        try:
            return self._fernet.decrypt(data).decode("utf-8", "surrogatepass")
        except InvalidToken as error:
            raise Undecipherable("storage.undecipherable") from error

    def seal(self, value: object) -> bytes:
        """Encrypt what JSON can hold."""
        return self.encrypt(json.dumps(value))

    def unseal(self, data: bytes) -> Any:
        """Give back what was sealed; raises Undecipherable."""
        return json.loads(self.decrypt(data))

    def hash(self, *parts: object) -> str:
        """Hash parts under the key (HMAC-SHA256, 64 hexadecimal digits); parts are told apart."""
        return self._known(*parts)

    def _hashed(self, *parts: object) -> str:
        message = json.dumps([str(part) for part in parts]).encode()
        return hmac.digest(self._hash_key, message, "sha256").hex()


def _derived(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(master)


def _decoded(key: str) -> list[bytes] | None:
    """Return the master key, and the key of the hashes where that is an older one's."""
    parts = [_part(part) for part in key.strip().split(".", 1)]
    good = [part for part in parts if part is not None and len(part) == 32]
    return good if len(good) == len(parts) else None


def _part(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None


def put_beside(path: Path, key: str) -> Path:
    """Write a key beside another one's file (mode 0600), to take its place later; raises KeyFileUnusable."""
    beside = path.with_name(f"{path.name}.new")
    try:
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key + "\n")
            file.flush()
            os.fsync(descriptor)
    except OSError as error:
        raise KeyFileUnusable("storage.key_file", path=beside, reason=error.strerror) from error
    return beside


def _make(path: Path) -> None:
    """Write a new key beside `path` and link it there: whole or not at all, and the first one wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(Fernet.generate_key() + b"\n")
            file.flush()
            os.fsync(descriptor)
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
