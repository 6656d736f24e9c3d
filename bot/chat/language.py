"""Language: a person's choice, for all that is not plainly in one language."""

from functools import partial

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.chat.buttons import LANGUAGE
from bot.chat.context import Context, Handler, House
from bot.chat.inquiry import remind
from bot.chat.saying import acknowledge, say
from bot.chat.welcome import MESSAGES
from bot.languages import Language
from bot.storage import people


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers."""
    return [
        CommandHandler("language", partial(ask, house), MESSAGES),
        CallbackQueryHandler(partial(choose, house), pattern=LANGUAGE),
    ]


async def ask(house: House, update: Update, _context: Context) -> None:
    """Offer the languages, each under its own name."""
    language = await house.language(update.effective_user)
    await say(update, language.html("language.ask"), buttons(house, language))


async def choose(house: House, update: Update, _context: Context) -> None:
    """Keep the person's choice, or forget it, and confirm in the language that now holds."""
    query, user = update.callback_query, update.effective_user
    if query is None or user is None:
        return
    await acknowledge(query)
    found = LANGUAGE.fullmatch(query.data or "")
    if found is None:  # forged, or no data at all, which PTB lets pass any pattern
        await say(update, (await house.language(user)).html("button.old"))
        return
    async with house.database.begin() as session:
        code = found["language"] if found["language"] in house.languages else None
        await people.choose_language(session, house.database.secrets, user.id, code, house.now())
    language = await house.language(user)
    await say(update, language.html("language.chosen" if code else "language.follows_app"))
    await remind(house, update)


def buttons(house: House, language: Language) -> InlineKeyboardMarkup:
    """Return a button for each language, and one that takes a choice back."""
    rows = [
        [InlineKeyboardButton(one.own_name, callback_data=f"l1:{one.code}")]
        for one in house.languages.values()
    ]
    rows.append([InlineKeyboardButton(language.text("language.app_button"), callback_data="l1:-")])
    return InlineKeyboardMarkup(rows)
