"""The page: one can ask the bot in a browser, without Telegram and without a token."""

from collections.abc import Awaitable
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.application import Assembled
from bot.languages import Language
from bot.playground.comparing import columns
from bot.playground.page_forms import WAIT, read_form, settled
from bot.playground.page_view import View
from bot.playground.staff_page import GROUP, Frame, StaffPage
from bot.playground.telegram import Telegram
from bot.playground.telegram_checks import LONGEST_TEXT
from bot.playground.telegram_people import NoSuchButton, Person
from bot.playground.telegram_world import Query
from bot.playground.visitors import Visitors
from bot.receiving.inbox import Inbox

FILES = Path(__file__).parent / "page_files"
ASSETS = {"style.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}
LONGEST_SEARCH = 256
# Only tells browsers apart; nothing about a person is in it.
COOKIE = "visitor"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Page:
    """The page's addresses: look at the chat, say, press, search, pick, switch the language, compare."""

    def __init__(self, tg: Telegram, whole: Assembled, inbox: Inbox) -> None:
        # Numbers that no earlier run of the page gave, for the database remembers those people.
        self._visitors = Visitors(tg, last=int(whole.house.now().timestamp()))
        self._tg, self._view = tg, View(tg)
        self._whole = whole
        self._inbox = inbox
        self._languages = whole.house.languages
        self._searches: dict[int, Query] = {}
        loader = FileSystemLoader(FILES)
        self._templates = Environment(loader=loader, autoescape=select_autoescape(), trim_blocks=True)
        frame = Frame(self._html, self._language_of)
        has_staff = GROUP in whole.house.groups
        self._staff = StaffPage(tg, self._view, inbox, frame) if has_staff else None

    def app(self) -> Starlette:
        """Return the page as an ASGI application."""
        acts = [
            Route(f"/{act.__name__}", act, methods=["POST"])
            for act in (self.say, self.press, self.pick, self.language)
        ]
        looks = [Route("/", self.look), Route("/both", self.both)]
        staff = self._staff.routes if self._staff else []
        return Starlette(routes=[*acts, *looks, *staff, Route("/{asset}", self.asset)])

    async def look(self, request: Request) -> Response:
        """Show the chat; a new visitor is greeted first, or led to where their link points."""
        person = self._person(request)
        start, share = request.query_params.get("start"), request.query_params.get("share")
        if person is not None and share is None and start is None:
            return self._shown(person)
        cookie = None
        if person is None:
            cookie, person = self._visitors.welcome(self._preferred(request).code)
        if cookie or start is not None:
            await self._answered(person, person.say(f"/start {start or ''}".strip()[:LONGEST_TEXT]))
        response = self._shown(person) if share is None else await self._offered(person, share)
        if cookie:
            response.set_cookie(COOKIE, cookie, httponly=True, samesite="strict")
        return response

    async def say(self, request: Request) -> Response:
        """Take what a visitor typed."""
        person = self._person(request)
        text = (await read_form(request)).get("text", "").strip()[:LONGEST_TEXT]
        if person is not None and text:
            await self._answered(person, person.say(text))
        return _back()

    async def press(self, request: Request) -> Response:
        """Take the button that a visitor pressed."""
        person, form = self._person(request), await read_form(request)
        with suppress(NoSuchButton, KeyError, ValueError):
            if person is not None:
                message = person.chat.messages[int(form["message"])]
                query = await person.press(message, form["data"])
                await settled(person, self._inbox, lambda: query.answer is not None or None)
        return _back()

    async def pick(self, request: Request) -> Response:
        """Put what inline mode offered into the chat."""
        person, form = self._person(request), await read_form(request)
        query = self._searches.pop(person.user.id, None) if person else None
        if person is not None and query is not None:
            await person.pick(query, form.get("result", ""))
        return _back()

    async def language(self, request: Request) -> Response:
        """Switch the language of the page and of the visitor's app."""
        person, code = self._person(request), (await read_form(request)).get("language")
        if person is not None and code in self._languages:
            person.user.language_code = code
        return _back()

    async def both(self, request: Request) -> Response:
        """Show one question or entry in all languages side by side."""
        language = self._language_of(request)
        question = request.query_params.get("q", "").strip()[:LONGEST_TEXT]
        entry = request.query_params.get("entry", "")
        house = self._whole.house
        shown = await columns(house.assistant, self._view, house.now, question, entry)
        return self._html("both.html", language, columns=shown, question=question)

    async def asset(self, request: Request) -> Response:
        """Return the style sheet, the script or the icon."""
        name = request.path_params["asset"]
        if name not in ASSETS:
            return Response(status_code=404)
        return FileResponse(FILES / name, media_type=ASSETS[name], headers={"Cache-Control": "no-cache"})

    async def _offered(self, person: Person, text: str) -> Response:
        """Show what inline mode offers for a text, to be put into the chat."""
        query = self._searches[person.user.id] = await person.search(text[:LONGEST_SEARCH])
        with suppress(TimeoutError):
            await person.until(lambda: query.answer, WAIT)
        language = self._language(person)
        results = self._view.results(query.answer, language) if query.answer else []
        return self._shown(person, results=results, search=text)

    async def _answered(self, person: Person, act: Awaitable[object]) -> None:
        """Let a person speak; wait for the bot to deal with it, which may be silence."""
        await act
        await settled(person, self._inbox, lambda: not self._tg.pending or None)

    def _person(self, request: Request) -> Person | None:
        return self._visitors.find(request.cookies.get(COOKIE))

    def _shown(self, person: Person, **more: Any) -> HTMLResponse:
        language = self._language(person)
        commands = self._view.commands(language)
        return self._html(
            "page.html", language, lines=self._view.chat(person, language), commands=commands, **more
        )

    def _html(self, template: str, language: Language, **shown: Any) -> HTMLResponse:
        shelf = self._whole.house.assistant.library.shelf
        html = self._templates.get_template(template).render(
            word=lambda key: language.text(f"page.{key}"),
            language=language.code,
            languages=[(one.code, one.own_name) for one in self._languages.values()],
            name=self._view.name(language),
            draft=shelf.number is None,
            staff=self._staff is not None,
            **shown,
        )
        return HTMLResponse(html, headers=HEADERS)

    def _language_of(self, request: Request) -> Language:
        person = self._person(request)
        return self._language(person) if person else self._preferred(request)

    def _language(self, person: Person) -> Language:
        code = self._languages.closest(person.user.language_code)
        return self._languages[code or self._languages.fallback]

    def _preferred(self, request: Request) -> Language:
        wanted = [
            part.split(";")[0].strip() for part in request.headers.get("accept-language", "").split(",")
        ]
        codes = (self._languages.closest(tag) for tag in wanted)
        return self._languages[next(filter(None, codes), self._languages.fallback)]


def _back() -> Response:
    return RedirectResponse("/#end", status_code=303)
