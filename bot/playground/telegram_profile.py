"""The Bot API's methods about the bot itself: who it is, its names, descriptions, commands and menu."""

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.answers.markup import units
from bot.playground.telegram_calls import Call, Refused
from bot.playground.telegram_world import World

LANGUAGE = re.compile(r"([a-z]{2})?")
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MOST_COMMANDS = 100
LONGEST_COMMAND = 32
LONGEST_DESCRIPTION = 256
# Telegram's words for a text that is too long here are not on record; the error's name is assumed.
TEXTS = {
    "name": (64, "BOT_TITLE_INVALID"),
    "description": (512, "BOT_DESCRIPTION_INVALID"),
    "short_description": (120, "BOT_ABOUT_INVALID"),
}
SCOPES = {
    *("default", "all_private_chats", "all_group_chats", "all_chat_administrators"),
    *("chat", "chat_administrators", "chat_member"),
}
MENUS = {"commands", "web_app", "default"}


def get_me(world: World, _call: Call) -> dict[str, Any]:
    """Answer getMe."""
    switches = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return {**world.bot.json(), **switches}


def set_text(world: World, call: Call) -> bool:
    """Answer setMyName, setMyDescription and setMyShortDescription."""
    name = _subject(call.method)
    limit, error = TEXTS[name]
    if units(call.text(name)) > limit:
        raise Refused(error)
    world.profile[name, _language(call)] = call.text(name)
    return True


def get_text(world: World, call: Call) -> dict[str, str]:
    """Answer getMyName, getMyDescription and getMyShortDescription; the nameless language is the fallback."""
    name = _subject(call.method)
    fallback = world.profile.get((name, ""), world.bot.first_name if name == "name" else "")
    return {name: world.profile.get((name, _language(call))) or fallback}


def set_my_commands(world: World, call: Call) -> bool:
    """Answer setMyCommands."""
    key = _shelf(call)
    commands = call.sequence("commands")
    if len(commands) > MOST_COMMANDS:
        raise Refused("BOT_COMMANDS_TOO_MUCH")
    world.profile[key] = [_command(command) for command in commands]
    return True


def get_my_commands(world: World, call: Call) -> list[dict[str, str]]:
    """Answer getMyCommands: exactly this scope and language, without fallback."""
    commands: list[dict[str, str]] = world.profile.get(_shelf(call), [])
    return commands


def delete_my_commands(world: World, call: Call) -> bool:
    """Answer deleteMyCommands."""
    world.profile.pop(_shelf(call), None)
    return True


def set_chat_menu_button(world: World, call: Call) -> bool:
    """Answer setChatMenuButton."""
    button = call.record("menu_button") or {"type": "default"}
    if button.get("type") not in MENUS:
        raise Refused("can't parse menu button: Unsupported type specified")
    if "chat_id" in call.params:
        world.chat(call)
    world.profile["menu", str(call.params.get("chat_id", ""))] = button
    return True


def get_chat_menu_button(world: World, call: Call) -> Mapping[str, Any]:
    """Answer getChatMenuButton."""
    default = world.profile.get(("menu", ""), {"type": "commands"})
    button: Mapping[str, Any] = world.profile.get(("menu", str(call.params.get("chat_id", ""))), default)
    return button


def _subject(method: str) -> str:
    words = method.lower().removeprefix("set").removeprefix("get").removeprefix("my")
    return "short_description" if words == "shortdescription" else words


def _language(call: Call) -> str:
    language = call.text("language_code")
    if not LANGUAGE.fullmatch(language):
        raise Refused("invalid language code specified")
    return language


def _shelf(call: Call) -> tuple[str, str]:
    scope = call.record("scope") or {"type": "default"}
    if scope.get("type") not in SCOPES:
        raise Refused("can't parse BotCommandScope: Unsupported type specified")
    return f"commands {json.dumps(scope, sort_keys=True)}", _language(call)


def _command(raw: Any) -> dict[str, str]:
    name = str(raw.get("command", "")).strip().removeprefix("/")
    description = str(raw.get("description", "")).strip()
    if not name:
        raise Refused("command must be non-empty")
    if len(name) > LONGEST_COMMAND:
        raise Refused(f"command length must not exceed {LONGEST_COMMAND}")
    if not description:
        raise Refused("command description must be non-empty")
    if len(description) > LONGEST_DESCRIPTION:
        raise Refused(f"command description length must not exceed {LONGEST_DESCRIPTION}")
    if not COMMAND.fullmatch(name):
        raise Refused("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}
