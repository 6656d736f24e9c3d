from bot.playground.telegram_html import parse as parse
from bot.playground.telegram_html import visible as visible
