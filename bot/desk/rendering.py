"""Rendering: how inquiries and letters look in the staff's topic, and the staff's letters to a person."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from bot.assistant import WITA
from bot.chat import form
from bot.chat.times import written
from bot.content.content import Content
from bot.languages import Language
from bot.storage.inquiries import Inquiry
from bot.storage.letters import NOTE, PERSON, Letter

LONGEST_NAME = 128
LONGEST_WORDS = 400
# Telegram's limits, with room for what stands above a letter.
LONGEST_TEXT, LONGEST_CAPTION = 4000, 950
LONGEST_HISTORY = 3500
MOST_LATE = 30


def topic_name(inquiry: Inquiry) -> str:
    """Return the name of an inquiry's topic."""
    country = inquiry.form.get("country")
    parts = [inquiry.number, inquiry.who.name, *([country] if country else [])]
    return " · ".join(parts)[:LONGEST_NAME]


def card(inquiry: Inquiry, content: Content, language: Language) -> Markup:
    """Return what the staff sees first of an inquiry, in one message."""
    parts = [
        language.html("card.title", number=inquiry.number, kind=language.text(f"form.kind_{inquiry.kind}")),
        person(inquiry, language),
        form.lines(inquiry.kind, _shortened(inquiry), language),
        _matched(inquiry, content, language),
        due(inquiry, language),
        language.html("card.how"),
    ]
    return Markup("\n\n").join(part for part in parts if part)


def _shortened(inquiry: Inquiry) -> dict[str, str]:
    question = inquiry.form.get("question", "")
    room = LONGEST_TEXT // 2
    return {**inquiry.form, "question": question if len(question) <= room else question[:room] + "…"}


def person(inquiry: Inquiry, language: Language) -> Markup:
    """Return who asks, and in which language."""
    spoken = str(language.locale.languages.get(inquiry.language, inquiry.language))
    name = inquiry.who.name + (f" (@{inquiry.who.username})" if inquiry.who.username else "")
    return language.html("card.person", name=name, language=spoken)


def due(inquiry: Inquiry, language: Language) -> Markup:
    """Return by when an answer is due."""
    if inquiry.deadline is None:
        return Markup()
    when = written(language, inquiry.deadline, inquiry.form.get("country"))
    return language.html("card.due", due=when)


def _matched(inquiry: Inquiry, content: Content, language: Language) -> Markup:
    entry = content.entries.get(inquiry.entry or "")
    return language.html("card.entry", title=entry.title[language.code]) if entry else Markup()


def late(inquiries: Sequence[Inquiry], language: Language) -> Markup:
    """Return the inquiries whose answer is late, the oldest first."""
    rows = [Markup("{} · {}").format(one.number, one.who.name) for one in inquiries[:MOST_LATE]]
    return Markup("\n").join([language.html("desk.late"), *rows])


def from_person(inquiry: Inquiry, html: str) -> Markup:
    """Return a person's words as the staff reads them."""
    return Markup("<b>{}</b>\n").format(inquiry.who.name) + Markup(html)  # noqa: S704  Telegram's own HTML


def from_staff(inquiry: Inquiry, html: str, language: Language) -> Markup:
    """Return the staff's words as a person reads them: it is always plain that no bot speaks."""
    return language.html("letter.staff", number=inquiry.number) + "\n" + Markup(html)  # noqa: S704  as above


def history(letters: Iterable[Letter], inquiry: Inquiry, language: Language) -> Markup:
    """Return letters as lines, with writer and time."""
    return Markup("\n\n").join(_line(letter, inquiry, language) for letter in letters)


def _line(letter: Letter, inquiry: Inquiry, language: Language) -> Markup:
    local = letter.at.astimezone(WITA)
    writer = inquiry.who.name if letter.side == PERSON else letter.author or language.text("letter.somebody")
    if letter.side == NOTE:
        writer = language.text("letter.note_of", name=writer)
    what = letter.body.get("text") or language.text("letter.file")
    if letter.deleted_at is not None:
        what = language.text("letter.deleted")
    when = f"{local.date().isoformat()} {language.time(local)}"
    return Markup("<b>{}</b> <i>{}</i>\n{}").format(writer, when, what)


def chunks(letters: Sequence[Letter]) -> list[list[int]]:
    """Return the letters' ids in as many parts as fit into a message each."""
    parts: list[list[int]] = []
    room = 0
    for letter in letters:
        size = len(str(letter.body.get("text", ""))) + 150
        if not parts or size > room:
            parts.append([])
            room = LONGEST_HISTORY
        parts[-1].append(letter.id)
        room -= size
    return parts
