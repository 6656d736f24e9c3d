"""The page's visitors: one playground person a browser, the longest silent ones forgotten."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field

from bot.playground.telegram import Telegram
from bot.playground.telegram_people import Person

# The page is for trying; old browsers start afresh.
MOST_VISITORS = 200


@dataclass
class Visitors:
    """Who asks on the page, by the cookie that only tells browsers apart."""

    tg: Telegram
    people: OrderedDict[str, Person] = field(default_factory=OrderedDict)
    last: int = 0

    def find(self, cookie: str | None) -> Person | None:
        """Return the person of a browser."""
        if cookie is None or cookie not in self.people:
            return None
        self.people.move_to_end(cookie)
        return self.people[cookie]

    def welcome(self, language_code: str) -> tuple[str, Person]:
        """Return a new browser's cookie and person."""
        cookie = secrets.token_urlsafe(24)
        self.last += 1
        self.people[cookie] = self.tg.person(user_id=self.last, language_code=language_code)
        while len(self.people) > MOST_VISITORS:
            self.people.popitem(last=False)
        return cookie, self.people[cookie]
