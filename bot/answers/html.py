from bot.playground.telegram_html import parse as parse, visible as visible
