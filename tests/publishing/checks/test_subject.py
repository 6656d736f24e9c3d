from collections.abc import Callable

from bot.answers.template import Use
from bot.publishing.checks.subject import Subject, uses
from tests import toy


def test_texts_are_those_in_languages_that_we_have(subject: Callable[..., Subject]) -> None:
    entry = toy.entry(answer={"en": "One.", "ms": "Satu."})
    assert [(one.id, language.code) for one, language in subject(entry).texts()] == [("quay", "en")]


def test_uses_are_read_from_the_template(subject: Callable[..., Subject]) -> None:
    entry = toy.entry(answer={"en": "{{ a }} {{ b.said_by }}"})
    assert uses(subject(entry).writer, entry, "en") == [Use("a"), Use("b", "said_by")]


def test_what_is_no_template_uses_nothing(subject: Callable[..., Subject]) -> None:
    entry = toy.entry(answer={"en": "{{ a"})
    assert uses(subject(entry).writer, entry, "en") == []
    assert uses(subject(entry).writer, entry, "id") == []
