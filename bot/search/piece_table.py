"""The encoder's table: what each piece of a word means to it, read off a file row by row.

The package keeps it compressed; wide open it takes 65 MB of memory, of which a question needs 10 KB. So it is
laid out in a file once, for all later starts and for every replica of a machine.
"""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from io import FileIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]

# The package's layout (its version is pinned): pieces go round 17 chunks, each with its own scale.
CHUNKS, WIDTH = 17, 512
DIGEST = 32
READ_AT_ONCE = 1 << 20


class PieceTable:
    """Rows of the table by a piece's number; `arrays` are the package's, `path` is where the file stands.

    Without a path, or where it cannot be written, the file is a nameless one that goes with the program.
    """

    def __init__(self, arrays: Mapping[str, NDArray[np.uint8]], path: Path | None = None) -> None:
        self._scale: Rows = np.asarray(arrays["scale"], np.float32)
        self._lowest: Rows = np.asarray(arrays["lo"], np.float32)
        self._file = _opened(arrays, path)
        self._length = (os.fstat(self._file.fileno()).st_size - DIGEST) // (CHUNKS * WIDTH)

    def rows(self, pieces: Sequence[int]) -> Rows:
        """Return the row of each piece, (pieces, WIDTH)."""
        packed = b"".join(map(self._read, pieces))
        chunk = np.array(pieces)[:, None] % CHUNKS
        bare = np.frombuffer(packed, np.uint8).reshape(-1, WIDTH).astype(np.float32)
        return np.asarray(bare * self._scale[chunk] + self._lowest[chunk], np.float32)

    def _read(self, piece: int) -> bytes:
        row, chunk = divmod(piece, CHUNKS)
        return os.pread(self._file.fileno(), WIDTH, (chunk * self._length + row) * WIDTH)


def _opened(arrays: Mapping[str, NDArray[np.uint8]], path: Path | None) -> FileIO:
    """Return the file, whole: one that was damaged, or that a kill left behind, is written anew."""
    if path is not None:
        # A full disk, or one that may not be written, is no reason not to answer.
        with suppress(OSError):
            return _read(path) or _written(arrays, path)
    with tempfile.TemporaryFile(buffering=0) as file:
        _write(arrays, file.fileno())
        return FileIO(os.dup(file.fileno()))


def _read(path: Path) -> FileIO | None:
    """Return the file if it is there and is what was written."""
    if not path.is_file():
        return None
    file = FileIO(path)
    digest, left = blake2b(digest_size=DIGEST), os.fstat(file.fileno()).st_size - DIGEST
    while left > 0 and (part := file.read(min(left, READ_AT_ONCE))):
        digest.update(part)
        left -= len(part)
    if file.read(DIGEST) == digest.digest():
        return file
    file.close()
    return None


def _written(arrays: Mapping[str, NDArray[np.uint8]], path: Path) -> FileIO:
    """Write the file beside its place, then put it there: two programs may do so at once."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=path.parent)
    try:
        _write(arrays, number)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    finally:
        os.close(number)
    return FileIO(path)


def _write(arrays: Mapping[str, NDArray[np.uint8]], number: int) -> None:
    digest = blake2b(digest_size=DIGEST)
    with os.fdopen(number, "wb", closefd=False) as file:
        for part in _parts(arrays):
            digest.update(part)
            file.write(part)
        file.write(digest.digest())


def _parts(arrays: Mapping[str, NDArray[np.uint8]]) -> Iterator[bytes]:
    for number in range(1, CHUNKS + 1):
        yield arrays[f"q{number}"].tobytes()
