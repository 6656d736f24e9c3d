from collections import Counter
from pathlib import Path

import pytest

from bot.content.content import Content
from bot.content.reading import read
from bot.measuring.load import KINDS, questions
from tests import toy


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return read(toy.lay(tmp_path), ("en", "id"))[0]


def test_distinct_questions_are_all_distinct_and_nobodys_example(content: Content) -> None:
    asked = questions(content, "distinct", 2000)
    examples = {
        text for entry in content.entries.values() for texts in entry.questions.values() for text in texts
    }
    assert len(set(asked)) == 2000
    assert not examples & set(asked)


def test_people_repeat_what_others_ask(content: Content) -> None:
    counts = Counter(questions(content, "zipf", 2000)).most_common()
    assert 50 < len(counts) <= 200
    assert counts[0][1] > 10 * counts[-1][1]


def test_one_question_alone(content: Content) -> None:
    assert len(set(questions(content, "repeated", 50))) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_each_time_the_same(content: Content, kind: str) -> None:
    assert questions(content, kind, 300) == questions(content, kind, 300)
