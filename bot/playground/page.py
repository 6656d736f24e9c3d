"""The page: one can ask the bot in a browser, without Telegram and without a token."""

import asyncio
import secrets
import socket
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.languages import Language, Languages, Trouble
from bot.playground.telegram import Telegram
from bot.playground.telegram_chats import Message
from bot.playground.telegram_people import NoSuchButton, Person
from bot.receiving.inbox import Inbox

FILES = Path(__file__).parent / "page_files"
WAIT = 10.0
# The page is for trying; old browsers start afresh.
MOST_VISITORS = 200
LONGEST_TEXT = 4096
# Only tells browsers apart; nothing about a person is in it.
COOKIE = "visitor"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@dataclass
class Visitors:
    """Who asks on the page: one playground person a browser, the longest silent ones forgotten."""

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


class Page:
    """The page's three addresses: look, say, press."""

    def __init__(self, tg: Telegram, inbox: Inbox, languages: Languages) -> None:
        self._visitors = Visitors(tg)
        self._inbox = inbox
        self._languages = languages
        loader = FileSystemLoader(FILES)
        self._template = Environment(loader=loader, autoescape=select_autoescape()).get_template("page.html")

    def app(self) -> Starlette:
        """Return the page as an ASGI application."""
        return Starlette(
            routes=[
                Route("/", self.look),
                Route("/say", self.say, methods=["POST"]),
                Route("/press", self.press, methods=["POST"]),
                Route("/style.css", self.style),
            ]
        )

    async def look(self, request: Request) -> Response:
        """Show the chat; a new visitor is greeted first."""
        person = self._visitors.find(request.cookies.get(COOKIE))
        language = self._language(request)
        if person is not None:
            return self._shown(person, language)
        cookie, person = self._visitors.welcome(language.code)
        await self._answered(person, person.say("/start"))
        response = self._shown(person, language)
        response.set_cookie(COOKIE, cookie, httponly=True, samesite="strict")
        return response

    async def say(self, request: Request) -> Response:
        """Take what a visitor typed."""
        person = self._visitors.find(request.cookies.get(COOKIE))
        text = (await _form(request)).get("text", "").strip()[:LONGEST_TEXT]
        if person is not None and text:
            await self._answered(person, person.say(text))
        return self._back()

    async def press(self, request: Request) -> Response:
        """Take the button that a visitor pressed."""
        person = self._visitors.find(request.cookies.get(COOKIE))
        form = await _form(request)
        with suppress(NoSuchButton, KeyError, ValueError):
            if person is not None:
                message = person.chat.messages[int(form["message"])]
                query = await person.press(message, form["data"])
                await self._settled(person, lambda: query.answer is not None or None)
        return self._back()

    async def style(self, _request: Request) -> Response:
        """Return the page's style sheet."""
        return FileResponse(FILES / "style.css", media_type="text/css")

    async def _answered(self, person: Person, act: Awaitable[object]) -> None:
        """Let a person speak; wait for the bot's answer, and for what follows it."""
        before = person.state
        await act
        await self._settled(person, lambda: person.state != before or None)

    async def _settled(self, person: Person, look: Callable[[], bool | None]) -> None:
        with suppress(TimeoutError):
            await person.until(look, WAIT)
            await asyncio.wait_for(self._inbox.quiet.wait(), WAIT)

    def _shown(self, person: Person, language: Language) -> HTMLResponse:
        lines = [_line(person, message) for message in person.history]
        words = {
            "title": language.text("page.title"),
            "note": language.text("page.note"),
            "ask": language.text("page.ask"),
            "send": language.text("page.send"),
        }
        html = self._template.render(lines=lines, language=language.code, **words)
        return HTMLResponse(html, headers=HEADERS)

    def _back(self) -> Response:
        return RedirectResponse("/#end", status_code=303)

    def _language(self, request: Request) -> Language:
        wanted = [
            part.split(";")[0].strip() for part in request.headers.get("accept-language", "").split(",")
        ]
        codes = (self._languages.closest(tag) for tag in wanted)
        return self._languages[next(filter(None, codes), self._languages.fallback)]


async def _form(request: Request) -> Mapping[str, str]:
    """Read the page's own small forms; Starlette's reader would need one more package."""
    return dict(parse_qsl((await request.body()).decode(errors="replace")))


def _line(person: Person, message: Message) -> Mapping[str, Any]:
    """Return what the template needs of a message; the bot's HTML has passed Telegram's own rules."""
    return {
        "id": message.message_id,
        "mine": message.sender.id == person.user.id,
        "html": None if message.html is None else Markup(message.html),  # noqa: S704  see above
        "text": message.text,
        "venue": message.venue,
        "buttons": message.buttons,
    }


class NoListen(Trouble):
    """The page's address cannot be served."""


def listen(host: str, port: int) -> socket.socket:
    """Take the page's address; raises NoListen."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        address = f"{host}:{port}"
        raise NoListen("page.no_listen", address=address, reason=error.strerror or error) from error


async def serve(page: Page, taken: socket.socket, stop: asyncio.Event) -> None:
    """Serve the page until stopped; uvicorn itself listens to the signals, too."""
    server = uvicorn.Server(uvicorn.Config(page.app(), log_level="warning", lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[taken]))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.cancel()
    await serving
