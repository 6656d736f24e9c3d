"""Topics: the menu of all subjects, which turns its own message's pages."""

from functools import partial

from telegram import CallbackQuery, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.answers.plain import plain
from bot.chat.buttons import MENU, MenuPressed, read_menu
from bot.chat.context import Context, Handler, House
from bot.chat.menu import Page, entries_page, topics_page
from bot.chat.saying import NO_PREVIEW, acknowledge, say
from bot.chat.welcome import MESSAGES
from bot.content.content import Content
from bot.languages import Language

NOT_MODIFIED = "message is not modified"


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers."""
    return [
        CommandHandler("topics", partial(show, house), MESSAGES),
        CallbackQueryHandler(partial(turn, house), pattern=MENU),
    ]


async def show(house: House, update: Update, _context: Context) -> None:
    """Show the list of topics."""
    language = await house.language(update.effective_user)
    await house.assistant.library.refresh()
    page = topics_page(house.assistant.library.shelf.content, language)
    await say(update, page.html, page.buttons)


async def turn(house: House, update: Update, _context: Context) -> None:
    """Turn the menu to the page whose button was pressed; an old or forged one gets a kind word."""
    query = update.callback_query
    if query is None:
        return
    await acknowledge(query)
    pressed = read_menu(query.data)
    language = await house.language_below(pressed.language if pressed else None, update.effective_user)
    await house.assistant.library.refresh()
    page = _page(house.assistant.library.shelf.content, language, pressed) if pressed else None
    if page is None:
        await say(update, language.html("button.old"))
        return
    await _turned(update, query, page)


def _page(content: Content, language: Language, pressed: MenuPressed) -> Page | None:
    if pressed.topic is None:
        return topics_page(content, language)
    return entries_page(content, language, pressed.topic, pressed.page)


async def _turned(update: Update, query: CallbackQuery, page: Page) -> None:
    """Put the page into the pressed message, or into a new one where that cannot be edited any more."""
    message = query.message
    # PTB reads a message that the bot can no longer reach as a Message too, with a date of zero.
    if not isinstance(message, Message) or not message.is_accessible:
        await say(update, page.html, page.buttons)
        return
    if message.text == plain(page.html) and message.reply_markup == page.buttons:
        return  # Telegram would refuse an edit that changes nothing
    try:
        await message.edit_text(
            page.html, ParseMode.HTML, link_preview_options=NO_PREVIEW, reply_markup=page.buttons
        )
    except BadRequest as error:
        if NOT_MODIFIED not in str(error).lower():
            await say(update, page.html, page.buttons)
