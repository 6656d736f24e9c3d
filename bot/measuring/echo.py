"""A bare echo bot by polling, as python-telegram-bot's guide writes it: the measure for our own cost."""

import os

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Send back what came."""
    if update.message is not None and update.message.text:
        await update.message.reply_text(update.message.text)


def main() -> None:
    """Serve until a signal comes."""
    base = f"{os.environ['GERBANG_API_URL']}/bot"
    app = ApplicationBuilder().token(os.environ["GERBANG_TOKEN"]).base_url(base).build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.run_polling()


if __name__ == "__main__":
    main()
