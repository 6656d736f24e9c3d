from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.search.piece_table import CHUNKS, WIDTH, PieceTable

LENGTH = 3
Arrays = dict[str, NDArray[np.uint8]]


@pytest.fixture
def arrays() -> Arrays:
    random = np.random.default_rng(1)
    chunks = {f"q{n}": random.integers(0, 64, (LENGTH, WIDTH), dtype=np.uint8) for n in range(1, CHUNKS + 1)}
    scales = {"scale": np.arange(1, CHUNKS + 1), "lo": np.arange(CHUNKS)}
    return chunks | {name: one.astype(np.uint8) for name, one in scales.items()}


def expected(arrays: Arrays, piece: int) -> list[float]:
    row, chunk = divmod(piece, CHUNKS)
    bare = arrays[f"q{chunk + 1}"][row].astype(np.float32)
    found: list[float] = (bare * float(arrays["scale"][chunk]) + float(arrays["lo"][chunk])).tolist()
    return found


def test_a_row_is_that_of_its_chunk_in_its_scale(arrays: Arrays) -> None:
    table = PieceTable(arrays)
    for piece in (0, 1, CHUNKS - 1, CHUNKS, LENGTH * CHUNKS - 1):
        assert table.rows([piece])[0].tolist() == expected(arrays, piece)
    assert table.rows([5, 0]).tolist() == [expected(arrays, 5), expected(arrays, 0)]


def test_the_next_start_finds_the_file(arrays: Arrays, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "table"
    PieceTable(arrays, path)
    written = path.stat()
    again = PieceTable(arrays, path)
    assert path.stat().st_ino == written.st_ino
    assert again.rows([20])[0].tolist() == expected(arrays, 20)


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * (LENGTH * CHUNKS * WIDTH + 32)])
def test_a_damaged_file_is_written_anew(arrays: Arrays, tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "table"
    path.write_bytes(damage)
    assert PieceTable(arrays, path).rows([20])[0].tolist() == expected(arrays, 20)
    assert PieceTable({**arrays}, path).rows([20])[0].tolist() == expected(arrays, 20)
    assert [one.name for one in tmp_path.iterdir()] == ["table"]


def test_one_that_reads_goes_on_while_another_writes(arrays: Arrays, tmp_path: Path) -> None:
    path = tmp_path / "table"
    table = PieceTable(arrays, path)
    path.write_bytes(path.read_bytes())
    path.unlink()
    PieceTable(arrays, path)
    assert table.rows([7])[0].tolist() == expected(arrays, 7)


def test_where_no_file_can_be_written_it_has_no_name(arrays: Arrays, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    table = PieceTable(arrays, tmp_path / "file" / "table")
    assert table.rows([9])[0].tolist() == expected(arrays, 9)
