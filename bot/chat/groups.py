"""Groups: where several people talk, the bot speaks only when it is spoken to."""

import re
from collections.abc import Iterable
from functools import partial

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.chat import welcome
from bot.chat.buttons import ask_address
from bot.chat.context import Context, Handler, House
from bot.chat.question import answer_to
from bot.chat.saying import say

# Edited, business and channel messages are no questions, and neither is a group's own news.
MESSAGES = filters.UpdateType.MESSAGE & filters.ChatType.GROUPS
# What is between one person and the bot: in a group these lead to the private chat.
PERSONAL = ("inquiries", "follows", "cancel", "mydata", "deletemydata")
# What may stand between a name and the words to it.
BETWEEN = " \t\n,:;.–—-"


def handlers(house: House, private: Iterable[Handler]) -> list[Handler]:
    """Return the duty's handlers; the commands of the private duties hold in groups as well."""
    commands = [one for one in private if isinstance(one, CommandHandler)]
    return [
        *(CommandHandler(one.commands, one.callback, MESSAGES) for one in commands),
        CommandHandler("ask", partial(to_form, house), MESSAGES),
        CommandHandler(PERSONAL, partial(in_private, house), MESSAGES),
        MessageHandler(MESSAGES & filters.COMMAND, partial(unknown_command, house)),
        MessageHandler(MESSAGES & (filters.TEXT | filters.CAPTION), partial(ask, house)),
    ]


async def ask(house: House, update: Update, context: Context) -> None:
    """Answer a message that speaks to the bot, without the bot's name in it."""
    message = update.message
    if message is None or _by_machine(message, context.bot.id):
        return
    text = _said(message)
    rest = without_name(text, context.bot.username)
    if rest is None and not _answers_bot(message, context.bot.id):
        return
    await answer_to(house, update, text if rest is None else rest or _pointed_at(message, context.bot.id))


async def unknown_command(house: House, update: Update, context: Context) -> None:
    """Say that a command does not exist, if it speaks to this bot; the others' commands are theirs."""
    if _commanded(update.message, context):
        await welcome.unknown_command(house, update, context)


async def to_form(house: House, update: Update, context: Context) -> None:
    """Lead to the form, in the private chat, where nobody else reads along."""
    language = await house.language(update.effective_user)
    button = InlineKeyboardButton(language.text("offer.ask"), url=ask_address(context.bot.username))
    await say(update, language.html("groups.ask"), InlineKeyboardMarkup([[button]]))


async def in_private(house: House, update: Update, context: Context) -> None:
    """Lead to the private chat, if the command speaks to this bot: other bots have a /cancel, too."""
    if not _commanded(update.message, context):
        return
    language, address = await house.language(update.effective_user), f"https://t.me/{context.bot.username}"
    button = InlineKeyboardButton(language.text("groups.open"), url=address)
    await say(update, language.html("groups.private"), InlineKeyboardMarkup([[button]]))


def _commanded(message: Message | None, context: Context) -> bool:
    """Tell whether a command names this bot, or replies to it."""
    if message is None or _by_machine(message, context.bot.id):
        return False
    named = _said(message).split(maxsplit=1)[0].lower().endswith(f"@{context.bot.username}".lower())
    return named or _answers_bot(message, context.bot.id)


def without_name(text: str, name: str) -> str | None:
    """Return what is said to the bot, its name taken out; None when its name does not stand there."""
    rest, times = re.subn(rf"(?<![\w@/])@{re.escape(name)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return " ".join(rest.split()).strip(BETWEEN) if times else None


def _said(message: Message) -> str:
    return message.text or message.caption or ""


def _by_machine(message: Message, bot: int) -> bool:
    """Tell whether no person said this: a bot, a channel, or inline mode that put an answer here."""
    if message.via_bot and message.via_bot.id == bot:
        return True
    # Anonymous administrators speak through a bot of Telegram's, with the group as the sender.
    speaker = message.from_user
    return bool(message.is_automatic_forward or (speaker and speaker.is_bot and not message.sender_chat))


def _answers_bot(message: Message, bot: int) -> bool:
    """Tell whether this replies to the bot; in a topic everything replies to its opening."""
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or replied.forum_topic_created:
        return False
    return replied.from_user.id == bot


def _pointed_at(message: Message, bot: int) -> str:
    """Return the message that a bare mention of the bot replies to, for that is what is asked."""
    replied = message.reply_to_message
    if replied is None or _answers_bot(message, bot) or replied.forum_topic_created:
        return ""
    return _said(replied)
