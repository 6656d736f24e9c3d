"""What must not be read by others: encryption and keyed hashes, both from one master key."""

import base64
import binascii
import hashlib
import hmac
import json
import os
from pathlib import Path
from secrets import token_hex

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.languages import Trouble


class BadKey(Trouble):
    """The secret key is no urlsafe base64 text of 32 bytes."""


class KeyFileUnusable(Trouble):
    """The file with the secret key cannot be read or made."""


class Undecipherable(Trouble):
    """Stored data cannot be decrypted with this key."""


class Secrets:
    """Encrypts texts and hashes ids under one master key; the key itself is never shown."""

    def __init__(self, master: bytes) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(_derived(master, b"gerbang encryption")))
        self._hash_key = _derived(master, b"gerbang hash")

    @classmethod
    def from_key(cls, key: str) -> "Secrets":
        """Take the key as text; raises BadKey."""
        master = _decoded(key)
        if master is None:
            raise BadKey("storage.bad_key")
        return cls(master)

    @classmethod
    def from_file(cls, path: Path) -> "Secrets":
        """Read the key from a file, made on first use (mode 0600); raises BadKey, KeyFileUnusable."""
        try:
            if not path.exists():
                _make(path)
            master = _decoded(path.read_text(encoding="ascii", errors="replace"))
        except OSError as error:
            raise KeyFileUnusable("storage.key_file", path=path, reason=error.strerror) from error
        if master is None:
            raise BadKey("storage.bad_key_file", path=path)
        return cls(master)

    def encrypt(self, text: str) -> bytes:
        """Encrypt a text; any string goes, lone surrogates included."""
        return self._fernet.encrypt(text.encode("utf-8", "surrogatepass"))

    def decrypt(self, data: bytes) -> str:
        """Give back an encrypted text; raises Undecipherable."""
        try:
            return self._fernet.decrypt(data).decode("utf-8", "surrogatepass")
        except InvalidToken as error:
            raise Undecipherable("storage.undecipherable") from error

    def hash(self, *parts: object) -> str:
        """Hash parts under the key (HMAC-SHA256, 64 hexadecimal digits); parts are told apart."""
        message = json.dumps([str(part) for part in parts]).encode()
        return hmac.new(self._hash_key, message, hashlib.sha256).hexdigest()


def _derived(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(master)


def _decoded(key: str) -> bytes | None:
    try:
        master = base64.b64decode(key.strip(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return master if len(master) == 32 else None


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
