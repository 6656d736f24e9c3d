"""Secrets keep what they are given, and make their key once."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.storage.secrets import BadKey, KeyFileUnusable, Secrets, Undecipherable

OTHER = "b3RoZXIga2V5LCBhbHNvIDMyIGJ5dGVzIGxvbmchISE="


@pytest.mark.parametrize("text", ["", "berapa panjang dermaga?", "⚓ 😀", "lone \ud800 surrogate", "nul \0"])
def test_a_text_comes_back_as_it_was(secrets: Secrets, text: str) -> None:
    assert secrets.decrypt(secrets.encrypt(text)) == text


def test_a_text_cannot_be_read_in_what_is_stored(secrets: Secrets) -> None:
    assert b"dermaga" not in secrets.encrypt("panjang dermaga")


def test_another_key_does_not_read_it(secrets: Secrets) -> None:
    with pytest.raises(Undecipherable):
        Secrets.from_key(OTHER).decrypt(secrets.encrypt("halo"))


def test_equal_parts_hash_alike_and_others_do_not(secrets: Secrets) -> None:
    assert secrets.hash("chat", 1, 23) == secrets.hash("chat", 1, 23)
    assert secrets.hash("chat", 1, 23) != secrets.hash("chat", 12, 3)


def test_a_hash_depends_on_the_key(secrets: Secrets) -> None:
    assert secrets.hash("person", 7) != Secrets.from_key(OTHER).hash("person", 7)


@pytest.mark.parametrize(
    "key", ["", "short", "not base64 at all, but long enough to be", "QUJD", OTHER[:-4], "ключ"]
)
def test_a_malformed_key_is_refused(key: str) -> None:
    with pytest.raises(BadKey) as caught:
        Secrets.from_key(key)
    assert key not in caught.value.params.values()


def test_a_missing_file_is_made_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "key"
    made = Secrets.from_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Secrets.from_file(path).hash("x") == made.hash("x")
    assert list(path.parent.iterdir()) == [path]


def test_who_starts_at_once_gets_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(Secrets.from_file, [tmp_path / "sub" / "key"] * 16))
    assert len({secrets.hash("x") for secrets in made}) == 1


def test_a_file_without_a_key_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("")
    with pytest.raises(BadKey) as caught:
        Secrets.from_file(path)
    assert caught.value.params == {"path": path}
    assert path.read_text() == ""


def test_a_key_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyFileUnusable):
        Secrets.from_file(tmp_path)
