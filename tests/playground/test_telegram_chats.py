from bot.playground.telegram_chats import Button, Chat, Message, User

ANA = User(id=7, first_name="Ana", language_code="id")


def test_a_private_chat_bears_the_persons_name_but_not_their_language() -> None:
    chat = Chat(id=7, kind="private", title="Ana", user=ANA)
    assert chat.json() == {"id": 7, "type": "private", "first_name": "Ana"}


def test_a_forum_says_so() -> None:
    assert Chat(id=-1001, kind="supergroup", title="Desk", forum=True).json()["is_forum"] is True


def test_a_button_is_found_by_label_or_by_data() -> None:
    chat = Chat(id=7, kind="private", title="Ana", user=ANA)
    back = Button("Back", "t:0", None, {})
    message = Message(message_id=1, chat=chat, sender=ANA, date=0, keyboard=((back,),))
    assert message.button("Back") is message.button("t:0") is back
    assert message.button("Next") is None


def test_a_quoted_message_does_not_quote_further() -> None:
    chat = Chat(id=7, kind="private", title="Ana", user=ANA)
    first = Message(message_id=1, chat=chat, sender=ANA, date=1, text="one")
    second = Message(message_id=2, chat=chat, sender=ANA, date=1, text="two", reply_to=first)
    third = Message(message_id=3, chat=chat, sender=ANA, date=1, text="three", reply_to=second)
    assert "reply_to_message" not in third.json()["reply_to_message"]
