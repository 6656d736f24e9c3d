from bot.content.vocabulary import Vocabulary
from bot.search.text import SEARCH_LIMIT
from bot.search.views import MOST_PIECES, Speller, asked_in, gist, last_said, pieces


def test_capitals_are_lowered_and_chat_spelling_written_out() -> None:
    speller = Speller(Vocabulary(spelling={"id": {"brp": "berapa"}, "en": {"u": "you"}}))
    assert speller.plain("BRP Panjang, u?") == "berapa panjang, you?"


def test_a_spelling_stands_for_whole_words_only() -> None:
    assert Speller(Vocabulary(spelling={"id": {"ga": "tidak"}})).plain("gaharu ga") == "gaharu tidak"


def test_synonyms_become_the_first_of_their_group_longest_first() -> None:
    speller = Speller(Vocabulary(synonyms=(("port", "harbour", "sea port"),)))
    assert speller.canonical("the sea port and harbours harbour") == "the port and harbours port"


def test_without_synonyms_a_text_stays() -> None:
    assert Speller(Vocabulary()).canonical("harbour") == "harbour"


def test_the_words_of_the_synonyms_are_known() -> None:
    speller = Speller(Vocabulary(synonyms=(("port", "sea port"),)))
    assert set(speller.known()) == {"port", "sea"}


def test_a_short_question_is_one_piece() -> None:
    assert pieces("how deep is it, please?") == ["how deep is it, please?"]


def test_a_long_message_is_cut_at_marks_and_into_windows() -> None:
    story = "we are here with our families. " + " ".join("abcdefghijklmnop")
    cut = pieces(story)
    assert cut[1:] == ["we are here with our families", "a b c d e f g h i j k l", "g h i j k l m n o p"]


def test_a_very_long_message_has_few_pieces() -> None:
    assert len(pieces("a b c, d e f, " * 40)) == 3
    assert len(pieces(" ".join(f"a b c{number}." for number in range(40)))) == MOST_PIECES


def test_what_a_long_message_asks_is_a_piece_of_its_own() -> None:
    story = "two buses come on sunday, and all are hungry. where, near the beach, can we eat? bye"
    assert pieces(story)[1] == "where, near the beach, can we eat?"


def test_what_is_asked_stands_in_the_questions_of_a_story() -> None:
    story = "we come from surabaya. how deep is the port? thanks. and who runs it?"
    assert asked_in(story) == "how deep is the port?  and who runs it?"
    assert asked_in("how deep is the port") == ""


def test_a_short_text_is_its_own_gist() -> None:
    assert gist("how deep is it?") == "how deep is it?"


def test_the_gist_of_a_long_text_holds_its_opening_and_what_it_asks() -> None:
    text = f"Good day from a trader. {'We wait and see. ' * 30}How deep is the harbour? {'Thank you. ' * 20}"
    short = gist(text.strip())
    assert short.startswith("Good day")
    assert short.endswith("How deep is the harbour?")
    assert len(short) <= SEARCH_LIMIT


def test_the_gist_of_a_long_text_without_a_question_holds_its_end() -> None:
    assert gist(f"{'We wait and see. ' * 30}Tell me the depth").endswith("Tell me the depth")


def test_a_question_that_opens_a_long_text_is_not_said_twice() -> None:
    assert gist(f"How deep? {'The story goes on. ' * 30}".strip()).count("How deep") == 1


def test_who_tells_a_story_asks_in_its_last_sentence() -> None:
    assert last_said("we are from perth. tell me the depth now. thanks a lot") == "tell me the depth now."
    assert last_said("depth of the quay") == "depth of the quay"
    assert last_said("thanks") == "thanks"
