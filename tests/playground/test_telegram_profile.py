import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, MenuButtonCommands
from telegram.error import BadRequest

from bot.playground.telegram import Telegram


async def test_the_bot_knows_itself(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.username, me.is_bot) == (7000000001, "gerbang_bot", True)


async def test_texts_are_kept_by_language_with_the_nameless_one_as_fallback(bot: Bot) -> None:
    await bot.set_my_name("Gate")
    await bot.set_my_name("Gerbang", language_code="id")
    names = [(await bot.get_my_name(code)).name for code in ("id", "de", None)]
    assert names == ["Gerbang", "Gate", "Gate"]


async def test_descriptions_are_kept_apart(bot: Bot) -> None:
    await bot.set_my_description("long")
    await bot.set_my_short_description("short")
    assert (await bot.get_my_description()).description == "long"
    assert (await bot.get_my_short_description()).short_description == "short"


async def test_texts_that_are_too_long_are_refused(bot: Bot) -> None:
    for call in (
        bot.set_my_name("x" * 65),
        bot.set_my_description("x" * 513),
        bot.set_my_short_description("x" * 121),
    ):
        with pytest.raises(BadRequest):
            await call


async def test_a_language_code_has_two_letters(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Invalid language code specified"):
        await bot.set_my_name("x", language_code="id-ID")


async def test_commands_are_kept_by_scope_and_language(bot: Bot) -> None:
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand("help", "Bantuan")], scope, "id")
    assert [command.description for command in await bot.get_my_commands(scope, "id")] == ["Bantuan"]
    assert await bot.get_my_commands() == ()
    await bot.delete_my_commands(scope, "id")
    assert await bot.get_my_commands(scope, "id") == ()


@pytest.mark.parametrize(
    ("name", "description", "reason"),
    [
        ("Help", "x", "Bot_command_invalid"),
        ("", "x", "Command must be non-empty"),
        ("x" * 33, "x", "Command length must not exceed 32"),
        ("help", " ", "Command description must be non-empty"),
        ("help", "x" * 257, "Command description length must not exceed 256"),
    ],
)
async def test_bad_commands_are_refused(bot: Bot, name: str, description: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.set_my_commands([BotCommand(name, description)])


async def test_a_hundred_commands_are_enough(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Bot_commands_too_much"):
        await bot.set_my_commands([BotCommand(f"c{number}", "x") for number in range(101)])


async def test_the_menu_button_is_kept(tg: Telegram, bot: Bot) -> None:
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await bot.get_chat_menu_button()).type == "commands"
    assert tg.profile["menu", ""] == {"type": "commands"}
