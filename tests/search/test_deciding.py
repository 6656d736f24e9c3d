from collections.abc import Callable

from bot.content.content import Content
from bot.content.entry import Kind
from bot.content.vocabulary import Elsewhere, Urgent, Vocabulary
from bot.search.matching import Danger, Found, NotFound, Search, Unsure

LEANING = {"en": ("^(and|what about)\\b",)}
QUESTIONS = {
    "port-depth": ["how deep is the harbour", "harbour depth in metres", "draught at the quay"],
    "mayor": ["who is the mayor", "name of the mayor", "mayor of the city now"],
    "visa": ["do we need a visa", "visa rules for visitors", "visa on arrival"],
}


def test_a_clear_question_is_found(write: Callable[..., Content], build: Callable[..., Search]) -> None:
    found = build(write(QUESTIONS)).find("what is the harbour depth in metres?")
    assert isinstance(found, Found)
    assert (found.entries, found.trace.rule) == (("port-depth",), "calibrated")


def test_a_strange_question_is_refused(write: Callable[..., Content], build: Callable[..., Search]) -> None:
    finding = build(write(QUESTIONS)).find("zzz qqq xyzzy")
    assert isinstance(finding, NotFound)
    assert finding.nearest is None


def test_a_question_between_two_entries_gets_choices(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    finding = build(write(QUESTIONS)).find("mayor visa please today maybe")
    assert isinstance(finding, Unsure)
    assert set(finding.entries) >= {"mayor", "visa"}


def test_what_likely_no_entry_tells_gets_no_choices(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    finding = build(write(QUESTIONS), doubt=0.6).find("mayor visa please today maybe")
    assert isinstance(finding, NotFound)


def test_what_would_be_answered_but_for_the_detail_gets_choices(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    finding = build(write(QUESTIONS), doubt=0.6, firm=0.6).find("how about the depth of the harbour")
    assert isinstance(finding, Unsure)
    assert finding.entries[0] == "port-depth"


def test_choices_never_offer_small_talk(write: Callable[..., Content], build: Callable[..., Search]) -> None:
    content = write(
        {**QUESTIONS, "thanks": ["thanks for the visa", "thank you"]}, kinds={"thanks": Kind.SMALLTALK}
    )
    finding = build(content).find("mayor visa please today maybe")
    assert isinstance(finding, Unsure)
    assert "thanks" not in finding.entries


def test_two_clear_questions_are_both_answered(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    search = build(write(QUESTIONS, vocabulary=Vocabulary(follow_up=LEANING)))
    found = search.find("how deep is the harbour, and do we need a visa?")
    assert isinstance(found, Found)
    assert (found.entries, found.trace.rule) == (("port-depth", "visa"), "two_questions")


def test_one_question_asked_twice_is_answered_once(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    found = build(write(QUESTIONS)).find("who is the mayor? name of the mayor?")
    assert isinstance(found, Found)
    assert found.entries == ("mayor",)


def test_what_is_off_topic_is_refused(write: Callable[..., Content], build: Callable[..., Search]) -> None:
    content = write({**QUESTIONS, "sports": ["who won the match"]}, kinds={"sports": Kind.OFF_TOPIC})
    finding = build(content).find("who won the match")
    assert isinstance(finding, NotFound)
    assert "sports" not in [entry for entry, _, _ in finding.trace.top]


def test_a_cry_that_no_pattern_knows_is_heard_by_its_likeness(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    words = Vocabulary(urgent=Urgent(danger=("drowning",), settings={"alarm": ()}))
    cries = {**QUESTIONS, "alarm": ["she stopped breathing", "he fell and lies still"]}
    finding = build(write(cries, kinds={"alarm": Kind.URGENT}, vocabulary=words)).find("he stopped breathing")
    assert isinstance(finding, Danger)
    assert (finding.entry, finding.also) == ("alarm", None)


def test_a_pattern_is_overruled_by_a_nearer_figure_of_speech(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    words = Vocabulary(urgent=Urgent(danger=("drowning",), settings={"alarm": ()}))
    said = {**QUESTIONS, "alarm": ["help he is under water"], "sayings": ["drowning in paperwork"]}
    kinds = {"alarm": Kind.URGENT, "sayings": Kind.OFF_TOPIC}
    finding = build(write(said, kinds=kinds, vocabulary=words)).find("i am drowning in paperwork")
    assert isinstance(finding, NotFound)


def test_a_place_elsewhere_is_refused_by_name(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    places = {"surabaya": Elsewhere("surabaya", {}, ("surabaya",))}
    finding = build(write(QUESTIONS, vocabulary=Vocabulary(elsewhere=places))).find(
        "how deep is the harbour surabaya"
    )
    assert isinstance(finding, NotFound)
    assert (finding.elsewhere, finding.nearest) == ("surabaya", "port-depth")


def test_danger_comes_first_and_still_offers_the_answer(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    urgent = Urgent(danger=("drowning",), settings={"alarm": ()})
    finding = build(write(QUESTIONS, vocabulary=Vocabulary(urgent=urgent))).find(
        "drowning! how deep is the harbour"
    )
    assert isinstance(finding, Danger)
    assert (finding.entry, finding.also, finding.trace.rule) == ("alarm", "port-depth", "urgent")


def test_a_place_elsewhere_is_named_even_when_only_small_talk_is_near(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    places = {"surabaya": Elsewhere("surabaya", {}, ("surabaya",))}
    content = write(QUESTIONS, kinds={"mayor": Kind.SMALLTALK}, vocabulary=Vocabulary(elsewhere=places))
    finding = build(content).find("name any surabaya hotel rooms tonight")
    assert isinstance(finding, NotFound)
    assert (finding.elsewhere, finding.trace.rule) == ("surabaya", "elsewhere:surabaya")


def test_the_entry_to_speak_of_stands_before_the_nearest(
    write: Callable[..., Content], build: Callable[..., Search]
) -> None:
    decider = build(write(QUESTIONS))._decider
    assert decider.best("harbour depth in metres", [], 10)[0] == "port-depth"
    assert decider.best("harbour depth in metres", ["mayor"], 10)[:2] == ["mayor", "port-depth"]
    assert decider.best("zzz qqq xyzzy", [], 10) == []
