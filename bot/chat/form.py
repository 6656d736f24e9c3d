"""The form of an inquiry: its steps, what each asks, and where one goes from there."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from markupsafe import Markup
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.chat import checking
from bot.languages import Language, Languages

BUSINESS, TOURIST = "business", "tourist"
STEPS: Mapping[str, tuple[str, ...]] = {
    BUSINESS: ("organisation", "country", "subject", "question", "dates", "size", "reach"),
    TOURIST: ("question",),
}
KIND, CONFIRM = "kind", "confirm"
SUBJECTS = ("port", "commodity", "investment", "certificates", "visit", "other")
SIZES = ("1", "5", "10", "20")
# Answers that are kept as a word of ours, and shown in each language's own.
TELEGRAM, OPEN = "telegram", "open"
OFFERED: Mapping[str, tuple[str, ...]] = {
    "subject": SUBJECTS,
    "dates": (OPEN,),
    "size": SIZES,
    "reach": (TELEGRAM,),
}
LONGEST_BUTTON = 40
USERNAME = re.compile(r"@\w{5,32}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as far as it is filled in; `update` is the one that brought it here."""

    kind: str | None = None
    step: str = KIND
    answers: Mapping[str, str] = field(default_factory=dict)
    entry: str | None = None
    update: int | None = None

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Draft":
        """Read a draft as the database keeps it."""
        return cls(body["kind"], body["step"], body["answers"], body["entry"], body.get("update"))

    def body(self) -> dict[str, Any]:
        """Return the draft as the database keeps it."""
        return {**asdict(self), "answers": dict(self.answers)}

    def filled(self, value: str) -> "Draft":
        """Return the draft with this step's value, at the next step without one."""
        if self.step == KIND:
            return replace(self, kind=value, step=_next(value, self.answers))
        answers = {**self.answers, self.step: value}
        return replace(self, answers=answers, step=_next(self.kind or TOURIST, answers))

    def kept(self) -> "Draft":
        """Return the draft at the next step without a value, this one as it was."""
        known = self.kind if self.step == KIND else self.answers.get(self.step)
        return self.filled(known) if known else self

    def back(self) -> "Draft":
        """Return the draft one step back; the first one stays."""
        steps = (KIND, *STEPS.get(self.kind or "", ()), CONFIRM)
        here = steps.index(self.step) if self.step in steps else 0
        return replace(self, step=steps[max(0, here - 1)])


def _next(kind: str, answers: Mapping[str, str]) -> str:
    return next((step for step in STEPS[kind] if step not in answers), CONFIRM)


def value_of(draft: Draft, text: str, languages: Languages) -> str | None:
    """Return what a typed text means at the draft's step; None where it cannot be taken."""
    match draft.step:
        case "kind":
            return _kind(text, languages)
        case "country":
            return checking.country(text, languages)
        case "size":
            return checking.size(text)
        case "reach":
            return _reach(text, draft.answers.get("country"))
        case "organisation" | "subject" | "question" | "dates":
            return checking.words(draft.step, text)
    return None


def _reach(text: str, country: str | None) -> str | None:
    """Return a way to reach somebody; whoever gives a username stays where they are."""
    if TELEGRAM in text.casefold() or USERNAME.fullmatch(text.strip()):
        return TELEGRAM
    return checking.email(text) if "@" in text else checking.phone(text, country)


def _kind(text: str, languages: Languages) -> str | None:
    """Return the kind whose button reads so, or that is called so."""
    said = text.strip().casefold()
    for kind in STEPS:
        labels = {one.text(f"form.kind_{kind}").casefold() for one in languages.values()}
        others = {word for one in languages.values() for word in one.text(f"form.also_{kind}").split(", ")}
        if said in labels | others:
            return kind
    return None


def shown(step: str, value: str, language: Language) -> str:
    """Return a value as a person reads it."""
    match step:
        case "country":
            return checking.country_name(value, language)
        case "subject" if value in SUBJECTS:
            return language.text(f"subject.{value}")
        case "reach" if value == TELEGRAM:
            return language.text("form.here")
        case "dates" if value == OPEN:
            return language.text("form.no_dates")
    return value


def lines(kind: str, answers: Mapping[str, str], language: Language) -> Markup:
    """Return what was filled in, a line a step."""
    rows = [
        Markup("<b>{}</b>: {}").format(language.text(f"form.{step}"), shown(step, answers[step], language))
        for step in STEPS[kind]
        if answers.get(step)
    ]
    return Markup("\n").join(rows)


def prompt(draft: Draft, language: Language) -> Markup:
    """Return what the draft's step asks."""
    if draft.step == CONFIRM:
        summary = lines(draft.kind or TOURIST, draft.answers, language)
        return language.html("form.check") + "\n\n" + summary + "\n\n" + language.html("form.consent")
    asked = language.html(f"form.ask_{draft.step}")
    if draft.step == KIND and draft.answers.get("question"):
        return language.html("form.your_question", question=draft.answers["question"]) + "\n\n" + asked
    return asked


def buttons(draft: Draft, language: Language) -> InlineKeyboardMarkup:
    """Return the choices of the draft's step, and the ways back and out."""
    rows = [[_button(words, data)] for words, data in _choices(draft, language)]
    known = draft.answers.get(draft.step)
    if known:
        value = shown(draft.step, known, language)
        short = value if len(value) <= LONGEST_BUTTON else value[: LONGEST_BUTTON - 1] + "…"
        rows.append([_button(language.text("form.keep", value=short), "keep")])
    out = [_button(language.text("form.cancel"), "cancel")]
    if draft.step != KIND:
        out.insert(0, _button(language.text("form.back"), "back"))
    return InlineKeyboardMarkup([*rows, out])


def _choices(draft: Draft, language: Language) -> list[tuple[str, str]]:
    """Return labels and data of what may be pressed at the draft's step."""
    if draft.step == CONFIRM:
        return [(language.text("form.send"), "send")]
    if draft.step == KIND:
        return [(language.text(f"form.kind_{kind}"), f"kind:{kind}") for kind in STEPS]
    values = OFFERED.get(draft.step, ())
    return [(shown(draft.step, value, language), f"{draft.step}:{value}") for value in values]


def country_buttons(codes: list[str], language: Language) -> InlineKeyboardMarkup:
    """Return a button for each country that may be meant."""
    rows = [[_button(checking.country_name(code, language), f"country:{code}")] for code in codes]
    back = [_button(language.text("form.back"), "back"), _button(language.text("form.cancel"), "cancel")]
    return InlineKeyboardMarkup([*rows, back])


def chosen(draft: Draft, step: str, value: str, languages: Languages) -> str | None:
    """Return a pressed button's value; None for another step's, or a forged one."""
    if step != draft.step:
        return None
    if step == "country":
        return checking.country(value, languages)
    return value if value in (STEPS if step == KIND else OFFERED.get(step, ())) else None


def _button(words: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(words, callback_data=f"f1:{data}")
