from bot.content.content import Content


def test_content_may_be_empty() -> None:
    content = Content()
    assert not content.entries
    assert content.vocabulary.no_words is None


def test_two_contents_share_nothing() -> None:
    assert Content().entries is not Content().entries
