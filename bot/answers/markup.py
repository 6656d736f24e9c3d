from bot.playground.telegram_markup import (
    BadMarkup as BadMarkup,
)
from bot.playground.telegram_markup import (
    Entity as Entity,
)
from bot.playground.telegram_markup import (
    Markup as Markup,
)
from bot.playground.telegram_markup import (
    units as units,
)
