from collections.abc import Sequence

from bot.languages import Languages
from bot.playground.terminal import Terminal
from tests.conftest import Running


async def talk(running: Running, *lines: str) -> Sequence[str]:
    """Type lines; returns what was shown."""
    typed, shown = iter(lines), list[str]()
    person = running.tg.person(language_code="en")
    await Terminal(person, running.inbox, lambda: next(typed, None), shown.append).talk()
    return shown


async def test_it_greets_before_anything_is_typed(running: Running, languages: Languages) -> None:
    shown = await talk(running)
    assert languages["en"].text("welcome.start") in shown[0]
    assert shown[1] == "  [1] The cranes"


async def test_a_typed_question_is_answered_with_its_sources(running: Running) -> None:
    shown = await talk(running, "which colour are the cranes")
    answer = next(text for text in shown if "A walk along the quay" in text)
    assert "The cranes are yellow." in answer


async def test_a_number_presses_its_button(running: Running) -> None:
    shown = await talk(running, "1")
    assert any("The cranes are yellow." in text for text in shown)


async def test_a_number_without_a_button_is_a_question(running: Running) -> None:
    assert len(await talk(running, "99")) > 2


async def test_a_place_is_shown_and_the_next_question_is_answered_as_well(running: Running) -> None:
    shown = await talk(running, "how long is the quay", "which colour are the cranes")
    assert any("-1.2, 116.8" in text for text in shown)
    assert any("yellow" in text for text in shown)


async def test_blank_lines_are_passed_over(running: Running) -> None:
    assert len(await talk(running, "", "   ")) == 3


async def test_a_menu_that_edits_itself_is_shown_again(running: Running, languages: Languages) -> None:
    shown = await talk(running, "/topics", "1")
    assert any(languages["en"].text("topics.back") in text for text in shown)
