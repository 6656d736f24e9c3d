from pathlib import Path

import pytest

from bot.settings import NAMES, BadSetting, carried, read


def refused(environ: dict[str, str], dotenv: Path | None = None) -> BadSetting:
    with pytest.raises(BadSetting) as caught:
        read(environ, dotenv)
    return caught.value


def test_everything_has_a_default(tmp_path: Path) -> None:
    settings = read({"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CONFIG_HOME": str(tmp_path / "config")})
    assert settings.token is None
    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path}/data/gerbang/gerbang.db"
    assert settings.secret_key_file == tmp_path / "config" / "gerbang" / "key"
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert (settings.retention_days, settings.log, settings.semantic) == (180, "text", True)


def test_the_content_and_the_locales_are_found() -> None:
    settings = read({})
    assert (settings.content / "topics.yaml").is_file()
    assert list(settings.locales.glob("*/LC_MESSAGES/*.po"))


def test_what_the_checkout_lacks_the_package_carries() -> None:
    assert carried("no-such-folder").parts[-2:] == ("bot", "_no-such-folder")


def test_every_setting_reaches_the_record(tmp_path: Path) -> None:
    settings = read(
        {
            "GERBANG_TOKEN": "12345:abcDEF_-",
            "GERBANG_DATABASE_URL": "postgresql+asyncpg://bot@db/gerbang",
            "GERBANG_CONTENT": str(tmp_path),
            "GERBANG_API_URL": "http://localhost:8081/",
            "GERBANG_STAFF_CHAT": "-1001234567890",
            "GERBANG_WEBHOOK_URL": "https://bot.example.org/hook",
            "GERBANG_WEBHOOK_SECRET": "s3cret",
            "GERBANG_LISTEN": "0.0.0.0:80",
            "GERBANG_SECRET_KEY": "key",
            "GERBANG_AUTHORITY": "Pemerintah Kota Balikpapan",
            "GERBANG_RETENTION_DAYS": "30",
            "GERBANG_LOG": "JSON",
            "GERBANG_SEMANTIC": "off",
        }
    )
    assert (settings.token, settings.api_url) == ("12345:abcDEF_-", "http://localhost:8081")
    assert settings.database_url == "postgresql+asyncpg://bot@db/gerbang"
    assert (settings.content, settings.staff_chat) == (tmp_path, -1001234567890)
    assert (settings.webhook_url, settings.webhook_secret) == ("https://bot.example.org/hook", "s3cret")
    assert (settings.host, settings.port, settings.secret_key) == ("0.0.0.0", 80, "key")  # noqa: S104  a value
    assert (settings.authority, settings.retention_days) == ("Pemerintah Kota Balikpapan", 30)
    assert (settings.log, settings.semantic) == ("json", False)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("GERBANG_TOKEN=1:file\nGERBANG_LOG=json\n", encoding="utf-8")
    settings = read({"GERBANG_TOKEN": "2:environment"}, tmp_path / ".env")
    assert (settings.token, settings.log) == ("2:environment", "json")


def test_a_secret_of_the_environment_wins_over_a_secret_file_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("1:file", encoding="utf-8")
    (tmp_path / ".env").write_text(f"GERBANG_TOKEN_FILE={tmp_path / 'token'}\n", encoding="utf-8")
    assert read({"GERBANG_TOKEN": "2:environment"}, tmp_path / ".env").token == "2:environment"


def test_an_empty_value_counts_as_none(tmp_path: Path) -> None:
    assert read({"GERBANG_TOKEN": "", "GERBANG_LISTEN": ""}, tmp_path / "no.env").token is None


def test_a_secret_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("12345:abc\n", encoding="utf-8")
    assert read({"GERBANG_TOKEN_FILE": str(tmp_path / "token")}).token == "12345:abc"


def test_the_file_of_the_secret_key_is_named_and_left_alone(tmp_path: Path) -> None:
    settings = read({"GERBANG_SECRET_KEY_FILE": str(tmp_path / "key")})
    assert (settings.secret_key, settings.secret_key_file) == (None, tmp_path / "key")


def test_an_ipv6_address_is_listened_on_without_its_brackets() -> None:
    settings = read({"GERBANG_LISTEN": "[::1]:8080"})
    assert (settings.host, settings.port) == ("::1", 8080)


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("GERBANG_TOKEN", "not a token", "settings.bad_token"),
        ("GERBANG_TOKEN_FILE", "/no/such/file", "settings.unreadable_file"),
        ("GERBANG_DATABASE_URL", "mysql://db", "settings.bad_database_url"),
        ("GERBANG_CONTENT", "/no/such/folder", "settings.no_content"),
        ("GERBANG_API_URL", "api.telegram.org", "settings.bad_url"),
        ("GERBANG_API_URL", "http://[", "settings.bad_url"),
        ("GERBANG_STAFF_CHAT", "the staff", "settings.bad_number"),
        ("GERBANG_WEBHOOK_URL", "ftp://bot.example.org", "settings.bad_url"),
        ("GERBANG_WEBHOOK_SECRET", "with space", "settings.bad_webhook_secret"),
        ("GERBANG_LISTEN", "8080", "settings.bad_listen"),
        ("GERBANG_LISTEN", "localhost:70000", "settings.bad_listen"),
        ("GERBANG_RETENTION_DAYS", "0", "settings.bad_number"),
        ("GERBANG_LOG", "xml", "settings.bad_choice"),
        ("GERBANG_SEMANTIC", "maybe", "settings.bad_choice"),
        ("GERBANG_TOKN", "12345:abc", "settings.unknown"),
        ("GERBANG_LOG_FILE", "log", "settings.unknown"),
    ],
)
def test_a_bad_value_is_refused_by_name(name: str, value: str, key: str) -> None:
    trouble = refused({name: value})
    assert (trouble.key, trouble.params["name"]) == (key, name)


@pytest.mark.parametrize("name", ["GERBANG_TOKEN", "GERBANG_WEBHOOK_SECRET"])
def test_a_secret_is_never_repeated_in_a_complaint(name: str) -> None:
    assert "s3cret!" not in str(refused({name: "s3cret!"}))


def test_a_password_is_never_repeated_in_a_complaint() -> None:
    assert "s3cret" not in str(refused({"GERBANG_DATABASE_URL": "mysql://bot:s3cret@db"}))


def test_a_record_shows_no_secret() -> None:
    assert "abc" not in repr(read({"GERBANG_TOKEN": "12345:abc"}))


def test_every_name_is_read() -> None:
    assert len(NAMES) == len(set(NAMES)) == 14
