"""Language: a person's choice, for all that is not plainly in one language."""

from functools import partial

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import CommandHandler

from bot.chat.buttons import LANGUAGE
from bot.chat.context import Context, Handler, House
from bot.chat.inquiry import remind
from bot.chat.pressing import Press, button
from bot.chat.saying import say
from bot.chat.welcome import MESSAGES
from bot.languages import Language
from bot.storage import people


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers."""
    return [
        CommandHandler("language", partial(ask, house), MESSAGES),
        button(house, LANGUAGE, choose),
    ]


async def ask(house: House, update: Update, _context: Context) -> None:
    """Offer the languages, each under its own name."""
    language = await house.language(update.effective_user)
    await say(update, language.html("language.ask"), buttons(house, language))


async def choose(press: Press) -> None:
    """Keep the person's choice, or forget it, and confirm in the language that now holds."""
    house, chosen = press.house, press.found["language"]
    code = chosen if chosen in house.languages else None
    async with house.database.begin() as session:
        await people.choose_language(session, house.database.secrets, press.user.id, code, house.now())
    language = await house.language(press.user)
    await press.reply(language.html("language.chosen" if code else "language.follows_app"))
    await remind(house, press.update)


def buttons(house: House, language: Language) -> InlineKeyboardMarkup:
    """Return a button for each language, and one that takes a choice back."""
    rows = [
        [InlineKeyboardButton(one.own_name, callback_data=f"l1:{one.code}")]
        for one in house.languages.values()
    ]
    rows.append([InlineKeyboardButton(language.text("language.app_button"), callback_data="l1:-")])
    return InlineKeyboardMarkup(rows)
