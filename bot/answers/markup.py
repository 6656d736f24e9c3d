from bot.playground.telegram_markup import (
    BadMarkup as BadMarkup,
    Entity as Entity,
    Markup as Markup,
    units as units,
)
