import pytest

from bot.chat import form
from bot.chat.form import BUSINESS, CONFIRM, KIND, STEPS, TOURIST, Draft, value_of
from bot.languages import Languages


def test_a_tourist_with_a_question_only_confirms() -> None:
    assert Draft(answers={"question": "Why?"}).filled(TOURIST).step == CONFIRM
    assert Draft().filled(TOURIST).step == "question"


def test_a_business_goes_all_steps_in_order() -> None:
    draft, seen = Draft().filled(BUSINESS), []
    while draft.step != CONFIRM:
        seen.append(draft.step)
        draft = draft.filled("x")
    assert tuple(seen) == STEPS[BUSINESS]


def test_one_goes_back_corrects_and_is_where_one_was() -> None:
    draft = Draft().filled(BUSINESS).filled("Altyn").filled("KZ")
    back = draft.back().back()
    assert back.step == "organisation"
    assert back.kept().step == "subject"
    assert back.filled("Kumys").answers["organisation"] == "Kumys"
    assert Draft().back() == Draft()


@pytest.mark.parametrize(
    ("said", "kind"),
    [("Turis", "tourist"), (" company", "business"), ("Bisnis atau delegasi", "business"), ("yes", None)],
)
def test_a_kind_may_be_typed_in_any_language(languages: Languages, said: str, kind: str | None) -> None:
    assert value_of(Draft(), said, languages) == kind


@pytest.mark.parametrize("said", ["Telegram please", "@altyn_metal"])
def test_whoever_names_telegram_is_reached_there(languages: Languages, said: str) -> None:
    assert value_of(Draft(kind="business", step="reach"), said, languages) == "telegram"


def test_a_draft_is_kept_whole() -> None:
    draft = Draft(BUSINESS, "size", {"country": "KZ"}, "quay")
    assert Draft.of(draft.body()) == draft


@pytest.mark.parametrize(
    ("step", "pressed", "value", "taken"),
    [
        ("kind", "kind", "business", "business"),
        ("kind", "kind", "spy", None),
        ("subject", "subject", "port", "port"),
        ("subject", "size", "5", None),
        ("country", "country", "KZ", "KZ"),
        ("country", "country", "QQ", None),
        ("reach", "reach", "telegram", "telegram"),
    ],
)
def test_only_what_was_offered_can_be_pressed(
    languages: Languages, step: str, pressed: str, value: str, taken: str | None
) -> None:
    assert form.chosen(Draft(BUSINESS, step), pressed, value, languages) == taken


@pytest.mark.parametrize("step", [KIND, *STEPS[BUSINESS], CONFIRM])
def test_every_step_asks_and_has_a_way_out_in_every_language(languages: Languages, step: str) -> None:
    draft = Draft(BUSINESS, step, {"question": "<b>"})
    for language in languages.values():
        assert form.prompt(draft, language)
        labels = [one.text for row in form.buttons(draft, language).inline_keyboard for one in row]
        assert language.text("form.cancel") in labels
        assert (language.text("form.back") in labels) == (step != KIND)


def test_values_are_shown_in_the_persons_language(languages: Languages) -> None:
    answers = {"country": "DE", "subject": "port", "dates": "open", "reach": "telegram", "size": "5"}
    lines = form.lines(BUSINESS, answers, languages["id"])
    for words in ("Jerman", "Jasa pelabuhan", "Belum ditentukan", "Lewat obrolan Telegram ini"):
        assert words in lines
