from bot.content.vocabulary import Urgent, Vocabulary


def test_a_vocabulary_may_be_empty() -> None:
    vocabulary = Vocabulary()
    assert vocabulary.urgent == Urgent()
    assert not vocabulary.literals


def test_the_settings_of_danger_keep_their_order() -> None:
    urgent = Urgent(settings={"urgent-city": (), "urgent-palu": ("palu",)})
    assert list(urgent.settings) == ["urgent-city", "urgent-palu"]
