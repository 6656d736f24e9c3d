from bot.search.phrases import Phrases

PHRASES = Phrases({"surabaya": ["Surabaya", "Tanjung Perak"], "perak": ["perak"], "none": ["!"]})


def test_a_phrase_is_found_as_whole_words() -> None:
    assert PHRASES.named(" depth of tanjung perak ") == ["surabaya", "perak"]
    assert PHRASES.named(" surabayan ") == []


def test_the_ids_come_in_the_order_in_which_they_were_given() -> None:
    assert PHRASES.named(" perak or surabaya ") == ["surabaya", "perak"]


def test_the_phrases_of_an_id_are_padded() -> None:
    assert PHRASES["surabaya"] == (" surabaya ", " tanjung perak ")
