from bot.content.vocabulary import Vocabulary
from bot.search.views import MOST_PIECES, Speller, asked_in, pieces


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
