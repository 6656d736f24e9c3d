"""What the page shows: messages as Telegram would show them, and the bot's profile around them."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias
from urllib.parse import urlencode

from markupsafe import Markup
from telegram import BotCommandScopeDefault

from bot.assistant import WITA
from bot.languages import Language
from bot.playground.telegram import Telegram
from bot.playground.telegram_chats import Button, Message
from bot.playground.telegram_people import Person

Shown: TypeAlias = Mapping[str, Any]
FOLDED = re.compile(r"\n*<blockquote expandable>(.*?)</blockquote>\n*", re.DOTALL)
SWITCH = "switch_inline_query_chosen_chat"
COMMANDS = f"commands {json.dumps(BotCommandScopeDefault().to_dict(), sort_keys=True)}"


@dataclass(frozen=True)
class View:
    """Turns what stands in Telegram into what the page's template needs."""

    tg: Telegram

    def chat(self, person: Person, language: Language) -> list[Shown]:
        """Return all messages of a person's chat."""
        return [self.line(person, message, language) for message in person.history]

    def name(self, language: Language) -> str:
        """Return the bot's name as Telegram shows it."""
        return str(self._profile("name", language) or language.text("page.title"))

    def commands(self, language: Language) -> Sequence[Mapping[str, str]]:
        """Return the bot's menu of commands."""
        return list(self._profile(COMMANDS, language) or ())

    def results(self, answer: Mapping[str, Any], language: Language) -> list[Shown]:
        """Return what inline mode offers."""
        return [
            {
                "id": one["id"],
                "title": one["title"],
                "description": one.get("description", ""),
                "html": self.dressed(one["input_message_content"]["message_text"], language),
            }
            for one in answer["results"]
        ]

    def dressed(self, html: str, language: Language) -> Markup:
        """Return the bot's HTML for a browser: folds that open, links that leave the page alone."""
        # The HTML has passed Telegram's own rules: nothing but its few tags and escaped text stands in it.
        summary = language.html("page.more")
        html = FOLDED.sub(rf"<details><summary>{summary}</summary>\1</details>", html)
        html = html.replace(f'<a href="https://t.me/{self.tg.username}?', '<a href="/?')
        html = html.replace('<a href="http', '<a target="_blank" rel="noopener noreferrer" href="http')
        return Markup(html)  # noqa: S704  see above

    def _profile(self, subject: str, language: Language) -> Any:
        profile = self.tg.profile
        return profile.get((subject, language.code)) or profile.get((subject, ""))

    def line(self, person: Person, message: Message, language: Language) -> Shown:
        """Return one message as a person sees it."""
        return {
            "id": message.message_id,
            "mine": message.sender.id == person.user.id,
            "html": None if message.html is None else self.dressed(message.html, language),
            "text": message.text,
            "time": language.time(datetime.fromtimestamp(message.date, UTC).astimezone(WITA)),
            "edited": message.edited is not None,
            "reaction": message.reaction,
            "venue": message.venue,
            "rows": [[_button(button) for button in row] for row in message.keyboard],
        }


def _button(button: Button) -> Shown:
    shared = button.raw.get(SWITCH)
    search = "/?" + urlencode({"share": shared["query"]}) if shared else None
    return {"text": button.text, "data": button.data, "href": button.url or search, "out": bool(button.url)}
