"""Rules on the dossier: an entry's figure is the one that was gathered, never another."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from bot.content.dossier import DossierFact
from bot.content.entry import Fact
from bot.content.problem import Problem, fault
from bot.publishing.checks.subject import Subject

NUMBER = re.compile(r"\d[\d.,]*")
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
# "13 to 29 March 2026" names two days.
WRITTEN_DAY = re.compile(rf"(?:(\d{{1,2}}) to )?(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
HALVES = re.compile(r"([a-z]+)( and a half)?")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WORDED = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "fifteen": 15,
}


def figures(subject: Subject) -> Iterator[Problem]:
    """A figure that carries a dossier fact stands there, as its value, in its statement or in its note."""
    for entry in subject.entries:
        for fact in entry.facts.values():
            gathered = [subject.dossier[name] for name in fact.dossier if name in subject.dossier]
            if gathered and not any(_stands_in(fact, one) for one in gathered):
                yield fault(
                    fact.spot,
                    "check.other_figure",
                    entry=entry.id,
                    fact=fact.name,
                    dossier=", ".join(fact.dossier),
                )


def _stands_in(fact: Fact, gathered: DossierFact) -> bool:
    match fact.value:
        case Decimal():
            return fact.value in numbers(gathered)
        case (low, high):
            return {low, high} <= numbers(gathered)
        case date():
            return fact.value in days(gathered)
    return True


def numbers(gathered: DossierFact) -> set[Decimal]:
    """Return all numbers of a gathered fact, at every scale that its words name."""
    text = _text(gathered)
    scales = [1, *(scale for word, scale in SCALES.items() if word in text)]
    plain = [*filter(None, map(_number, NUMBER.findall(text))), *_worded(text)]
    return {number * scale for number in plain for scale in scales}


def days(gathered: DossierFact) -> set[date]:
    """Return all days of a gathered fact."""
    text = _text(gathered)
    found = {date.fromisoformat(day) for day in ISO_DAY.findall(text)}
    for *both, month, year in WRITTEN_DAY.findall(text):
        found.update(date(int(year), MONTHS.index(month) + 1, int(day)) for day in both if day)
    return found


def _text(gathered: DossierFact) -> str:
    parts = (gathered.statement, gathered.value, gathered.unit, gathered.note, gathered.as_of)
    return " ".join(part for part in parts if part).lower()


def _worded(text: str) -> Iterator[Decimal]:
    """Yield the numbers that stand in words: "two and a half to three hours"."""
    for word, half in HALVES.findall(text):
        number = Decimal(WORDED.get(word, 0))
        if word in WORDED:
            yield number
        if half:
            yield number + Decimal("0.5") if word in WORDED else Decimal("1.5")


def _number(written: str) -> Decimal | None:
    try:
        return Decimal(written.rstrip(".,").replace(",", ""))
    except InvalidOperation:
        return None
