import pytest

from bot.answers.reply import Link, Outcome, Reply, Written
from bot.chat.buttons import (
    EntryPressed,
    MenuPressed,
    entry_button,
    menu_button,
    read_entry,
    read_menu,
    under,
)


def test_a_button_leads_back_to_its_entry_and_language() -> None:
    button = entry_button(Link("quay", "The long quay"), "en")
    assert button.text == "The long quay"
    assert read_entry(str(button.callback_data)) == EntryPressed("quay", "en")


def test_the_longest_entry_fits_into_telegrams_64_bytes() -> None:
    button = entry_button(Link("x" * 40, "Title"), "ban")
    assert len(str(button.callback_data).encode()) <= 64


@pytest.mark.parametrize(
    "data",
    [
        *(None, "", "e1", "e1:en:", "e1::quay", "e2:en:quay", "l1:en", "e1:EN:quay", "e1:en:Quay"),
        *("e1:en:quay\n", "e1:en:../etc/passwd", "e1:en:{{ quay }}", "e1:en:" + "x" * 41, "e1:en:quay:x"),
    ],
)
def test_forged_data_is_read_as_nothing(data: str | None) -> None:
    assert read_entry(data) is None


@pytest.mark.parametrize("pressed", [MenuPressed("en"), MenuPressed("id", "palu-trade", 2)])
def test_a_menu_button_leads_back_to_its_place(pressed: MenuPressed) -> None:
    assert read_menu(str(menu_button("Back", pressed).callback_data)) == pressed


def test_the_longest_place_in_the_menu_fits_into_telegrams_64_bytes() -> None:
    data = str(menu_button("Title", MenuPressed("ban", "x" * 40, 99)).callback_data)
    assert len(data.encode()) <= 64
    assert read_menu(data) == MenuPressed("ban", "x" * 40, 99)


@pytest.mark.parametrize(
    "data",
    [
        *(None, "", "t1", "t1:", "t1:en:", "t1:en:port", "t1:en:port:", "t1:en:port:0", "t2:en:port:1"),
        *("t1:en:port:100", "t1:en:port:-1", "t1:en:port:1\n", "t1:en\n", "t1:en:Port:1", "t1:en:port:٣"),
        *("t1:english", "t1:en:../etc:1", "t1:en:" + "x" * 41 + ":1", "e1:en:quay"),
    ],
)
def test_a_forged_place_in_the_menu_is_read_as_nothing(data: str | None) -> None:
    assert read_menu(data) is None


def test_choices_come_before_next_questions() -> None:
    assert labels(choices=(Link("a", "A"),), related=(Link("b", "B"),)) == ["A"]


def test_next_questions_stand_one_below_the_other() -> None:
    assert labels(related=(Link("a", "A"), Link("b", "B"))) == ["A", "B"]


@pytest.mark.parametrize(
    ("outcome", "shared"),
    [(Outcome.ANSWER, True), (Outcome.UNKNOWN, True), (Outcome.SMALLTALK, False), (Outcome.URGENT, False)],
)
def test_an_answer_can_be_shared_by_its_title(outcome: Outcome, shared: bool) -> None:  # noqa: FBT001
    reply = Reply(outcome, "en", Written("Text", "Text"), entries=("quay",), title="The long quay")
    keyboard = under(reply, "Share")
    assert (keyboard is not None) is shared
    if keyboard is not None:
        switch = keyboard.inline_keyboard[0][0].switch_inline_query_chosen_chat
        assert switch is not None
        assert switch.query == "The long quay"


def test_what_is_no_entry_cannot_be_shared() -> None:
    assert under(Reply(Outcome.UNKNOWN, "en", Written("Text", "Text")), "Share") is None


def test_nothing_to_press_means_no_keyboard() -> None:
    assert under(Reply(Outcome.ANSWER, "en", Written("Text", "Text"))) is None


def labels(choices: tuple[Link, ...] = (), related: tuple[Link, ...] = ()) -> list[str]:
    reply = Reply(Outcome.ANSWER, "en", Written("Text", "Text"), choices=choices, related=related)
    keyboard = under(reply)
    assert keyboard is not None
    return [button.text for (button,) in keyboard.inline_keyboard]
