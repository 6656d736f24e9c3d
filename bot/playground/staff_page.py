"""The staff's side of the page: the topics of their group, and a member of the staff that one can play."""

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.languages import Language
from bot.playground.page_forms import read_form, settled
from bot.playground.page_view import Shown, View
from bot.playground.telegram import Telegram
from bot.playground.telegram_chats import Message
from bot.playground.telegram_checks import LONGEST_TEXT
from bot.playground.telegram_people import Group, Person
from bot.receiving.inbox import Inbox

# The group of the playground, and who speaks in it: numbers that no visitor has.
GROUP, MEMBER = -1009999999999, 999999999


class Frame(NamedTuple):
    """What the page lends: its templates, and the language of a request."""

    html: Callable[..., Response]
    language: Callable[[Request], Language]


class StaffPage:
    """Looks at the topics, and writes in them."""

    def __init__(self, tg: Telegram, view: View, inbox: Inbox, frame: Frame) -> None:
        self._group: Group = tg.group_at(GROUP) or tg.group(GROUP, "Desk", forum=True)
        self._tg = tg
        self._member = tg.person(MEMBER, "Sari")
        self._group.chat.members[MEMBER] = "creator"
        self._view = view
        self._inbox = inbox
        self._frame = frame

    @property
    def routes(self) -> list[Route]:
        """The addresses."""
        return [Route("/staff", self.look), Route("/staff/say", self.say, methods=["POST"])]

    async def look(self, request: Request) -> Response:
        """Show the topics, and what stands in one of them."""
        topic = self._topic(request.query_params.get("topic"))
        language = self._frame.language(request)
        return self._frame.html(
            "staff.html",
            language,
            topics=self._topics(topic),
            topic=topic,
            lines=[self._line(message, language) for message in self._group.in_topic(topic)],
        )

    async def say(self, request: Request) -> Response:
        """Take what the member of the staff wrote, or the message that they take back."""
        form = await read_form(request)
        topic, text = self._topic(form.get("topic")), form.get("text", "").strip()[:LONGEST_TEXT]
        self._member.user.language_code = self._frame.language(request).code
        if text:
            replied = self._message(form.get("reply"))
            await self._member.say(text, self._group, reply_to=replied, thread=topic)
            await settled(self._group, self._inbox, lambda: not self._tg.pending or None)
        where = urlencode({"topic": topic}) if topic else ""
        return RedirectResponse(f"/staff?{where}#end", status_code=303)

    def _topic(self, given: str | None) -> int | None:
        """Return a topic that there is; without one, what stands outside of all."""
        number = int(given) if given and given.isdecimal() else None
        return number if number in self._group.chat.topics else None

    def _message(self, given: str | None) -> Message | None:
        return self._group.chat.messages.get(int(given)) if given and given.isdecimal() else None

    def _topics(self, here: int | None) -> list[Shown]:
        newest = reversed(self._group.chat.topics.items())
        return [{"id": number, "name": name, "here": number == here} for number, name in newest]

    def _line(self, message: Message, language: Language) -> Shown:
        person: Person = self._member
        line = dict(self._view.line(person, message, language))
        return {**line, "mine": message.sender.id == person.user.id}
