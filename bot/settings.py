"""The settings: the environment and `.env` become one frozen record, every bad value refused at start."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

from bot.languages import Trouble

HOME = Path(__file__).resolve().parent
# The bot's number, a colon, its secret.
TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,100}")
# What Telegram allows for a webhook's secret.
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
# These may also come from a file, as container platforms mount them.
SECRETS = ("GERBANG_TOKEN", "GERBANG_WEBHOOK_SECRET", "GERBANG_SECRET_KEY")
NAMES = (
    "GERBANG_TOKEN",
    "GERBANG_DATABASE_URL",
    "GERBANG_CONTENT",
    "GERBANG_API_URL",
    "GERBANG_STAFF_CHAT",
    "GERBANG_STAFF_LANGUAGE",
    "GERBANG_WEBHOOK_URL",
    "GERBANG_WEBHOOK_SECRET",
    "GERBANG_LISTEN",
    "GERBANG_SECRET_KEY",
    "GERBANG_AUTHORITY",
    "GERBANG_RETENTION_DAYS",
    "GERBANG_LOG",
    "GERBANG_SEMANTIC",
)


class BadSetting(Trouble):
    """A setting that the program cannot work with; it is named, a secret's value never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that an operator may choose."""

    token: str | None
    database_url: str
    content: Path
    locales: Path
    cache: Path
    api_url: str
    staff_chat: int | None
    staff_language: str
    webhook_url: str | None
    webhook_secret: str | None
    host: str
    port: int
    secret_key: str | None
    secret_key_file: Path
    authority: str | None
    retention_days: int
    log: str
    semantic: bool

    def __repr__(self) -> str:
        return "Settings(...)"  # secrets never reach a log by way of a repr


def read(environ: Mapping[str, str], dotenv: Path | None = None) -> Settings:
    """Read the settings; the environment wins over the `.env` file. Raises BadSetting."""
    filed = dotenv_values(dotenv) if dotenv and dotenv.is_file() else {}
    filed = {name: value for name, value in filed.items() if not environ.get(name.removesuffix("_FILE"))}
    merged = {name: value for name, value in {**filed, **environ}.items() if value}
    _refuse_unknown(merged)
    values = {name: _value(merged, name) for name in NAMES}
    host, port = _listen(values["GERBANG_LISTEN"] or "127.0.0.1:8080")
    return Settings(
        token=_matching(values, "GERBANG_TOKEN", TOKEN),
        database_url=_database_url(values["GERBANG_DATABASE_URL"], merged),
        content=_content(values["GERBANG_CONTENT"]),
        locales=carried("locales"),
        cache=_home(merged, "XDG_CACHE_HOME", ".cache"),
        api_url=_url(values, "GERBANG_API_URL", {"http", "https"}) or "https://api.telegram.org",
        staff_chat=_whole(values, "GERBANG_STAFF_CHAT"),
        staff_language=values["GERBANG_STAFF_LANGUAGE"] or "id",
        webhook_url=_url(values, "GERBANG_WEBHOOK_URL", {"https", "http"}),
        webhook_secret=_matching(values, "GERBANG_WEBHOOK_SECRET", SECRET),
        host=host,
        port=port,
        secret_key=values["GERBANG_SECRET_KEY"],
        secret_key_file=_key_file(merged),
        authority=values["GERBANG_AUTHORITY"],
        retention_days=_whole(values, "GERBANG_RETENTION_DAYS", at_least=1) or 180,
        log=_choice(values, "GERBANG_LOG", ("text", "json")),
        semantic=_choice(values, "GERBANG_SEMANTIC", ("on", "off")) == "on",
    )


def carried(name: str) -> Path:
    """Return a folder of the checkout, or the copy that the installed package carries."""
    checkout = HOME.parent / name
    return checkout if checkout.is_dir() else HOME / f"_{name}"


def _refuse_unknown(merged: Mapping[str, str | None]) -> None:
    known = {*NAMES, *(f"{name}_FILE" for name in SECRETS)}
    for name in sorted(merged):
        if name.startswith("GERBANG_") and name not in known:
            raise BadSetting("settings.unknown", name=name)


def _value(merged: Mapping[str, str | None], name: str) -> str | None:
    path = merged.get(f"{name}_FILE") if name in SECRETS else None
    if path is None or name == "GERBANG_SECRET_KEY":
        return merged.get(name)
    try:
        return Path(path).read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting("settings.unreadable_file", name=f"{name}_FILE", path=path) from error


def _matching(values: Mapping[str, str | None], name: str, pattern: re.Pattern[str]) -> str | None:
    value = values[name]
    if value is not None and not pattern.fullmatch(value):
        raise BadSetting(f"settings.bad_{name.removeprefix('GERBANG_').lower()}", name=name)
    return value


def _url(values: Mapping[str, str | None], name: str, schemes: set[str]) -> str | None:
    value = values[name]
    if value is None:
        return None
    parts = _split(value, name)
    if parts[0] not in schemes or not parts[1]:
        raise BadSetting("settings.bad_url", name=name, schemes=", ".join(sorted(schemes)))
    return value.rstrip("/")


def _split(value: str, name: str) -> tuple[str, str]:
    try:
        parts = urlsplit(value)
    except ValueError as error:
        raise BadSetting("settings.bad_url", name=name, schemes="https") from error
    return parts.scheme, parts.netloc


def _database_url(value: str | None, merged: Mapping[str, str | None]) -> str:
    if value is None:
        return f"sqlite+aiosqlite:///{_home(merged, 'XDG_DATA_HOME', '.local/share') / 'gerbang.db'}"
    if value.split(":", 1)[0] not in {"sqlite+aiosqlite", "postgresql+asyncpg"}:
        raise BadSetting("settings.bad_database_url", name="GERBANG_DATABASE_URL")
    return value


def _home(merged: Mapping[str, str | None], variable: str, default: str) -> Path:
    return Path(merged.get(variable) or Path.home() / default) / "gerbang"


def _key_file(merged: Mapping[str, str | None]) -> Path:
    return Path(merged.get("GERBANG_SECRET_KEY_FILE") or _home(merged, "XDG_CONFIG_HOME", ".config") / "key")


def _content(value: str | None) -> Path:
    folder = Path(value) if value else carried("content")
    if not folder.is_dir():
        raise BadSetting("settings.no_content", name="GERBANG_CONTENT", path=folder)
    return folder


def _whole(values: Mapping[str, str | None], name: str, at_least: int | None = None) -> int | None:
    value = values[name]
    if value is None:
        return None
    number = _quietly(int, value)
    if number is None or (at_least is not None and number < at_least):
        raise BadSetting("settings.bad_number", name=name, value=value)
    return number


def _quietly(convert: Callable[[str], int], value: str) -> int | None:
    try:
        return convert(value)
    except ValueError:
        return None


def _choice(values: Mapping[str, str | None], name: str, allowed: tuple[str, ...]) -> str:
    value = (values[name] or allowed[0]).lower()
    if value not in allowed:
        raise BadSetting("settings.bad_choice", name=name, value=value, allowed=", ".join(allowed))
    return value


def _listen(value: str) -> tuple[str, int]:
    host, _, port = value.rpartition(":")
    number = _quietly(int, port)
    if not host or number is None or not 0 <= number < 65536:
        raise BadSetting("settings.bad_listen", name="GERBANG_LISTEN", value=value)
    return host.strip("[]"), number
