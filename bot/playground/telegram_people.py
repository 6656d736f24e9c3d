"""Who uses the bot: persons that talk, press and block, and the groups they meet in."""

import re
from typing import Any

from bot.answers.markup import Entity, units
from bot.languages import Trouble
from bot.playground.telegram_chats import Chat, Message, User
from bot.playground.telegram_checks import read_text
from bot.playground.telegram_groups import rights, shut
from bot.playground.telegram_media import KINDS
from bot.playground.telegram_seen import Seen
from bot.playground.telegram_world import Query, World

# The account through which anonymous administrators speak.
GROUP_BOT = User(id=1087968824, first_name="Group", username="GroupAnonymousBot", is_bot=True)
COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,64}(@[A-Za-z0-9_]{1,32})?")


class NoSuchButton(Trouble):
    """A press on a button that the message does not show, or that sends nothing to the bot."""


class Group(Seen):
    """A supergroup; with `forum` it has topics."""

    def topic(self, name: str) -> int:
        """Open a topic and return its thread id."""
        self.chat.last_id += 1
        self.chat.topics[self.chat.last_id] = name
        return self.chat.last_id

    def forget_topic(self, thread: int) -> None:
        """Delete a topic with all that stands in it."""
        del self.chat.topics[thread]
        self.chat.messages = {key: one for key, one in self.chat.messages.items() if one.thread_id != thread}

    def in_topic(self, thread: int | None) -> list[Message]:
        """Return what stands in a topic; without a thread, outside of all topics."""
        return [one for one in self.history if one.thread_id == thread]

    def appoint(self, by: User, status: str) -> None:
        """Give the bot another standing, which it is told."""
        old, self.chat.bot_is = self.chat.bot_is, status
        bot = self._world.bot.json()
        change = {"chat": self.chat.json(), "from": by.json(), "date": self._world.seconds()}
        before, after = _membership(bot, old), _membership(bot, status)
        self._world.updates.put(
            "my_chat_member", {**change, "old_chat_member": before, "new_chat_member": after}
        )

    def kick_bot(self) -> None:
        """Remove the bot."""
        self.chat.bot_is = "kicked"

    def migrate(self, new_id: int) -> None:
        """Give the group a new id; the old one answers with the new."""
        moved = Chat(id=new_id, kind="supergroup", title=self.chat.title, bot_is=self.chat.bot_is)
        moved.members, moved.topics, moved.forum = self.chat.members, self.chat.topics, self.chat.forum
        moved.closed = self.chat.closed
        self.chat.migrated_to = new_id
        self._world.chats[new_id] = self.chat = moved
        self._read = 0


class Person(Seen):
    """A person and their private chat with the bot."""

    def __init__(self, world: World, user: User) -> None:
        chat = Chat(id=user.id, kind="private", title=user.first_name, user=user)
        super().__init__(world, chat)
        self.user = user

    async def say(
        self,
        text: str,
        chat: Group | None = None,
        *,
        reply_to: Message | None = None,
        thread: int | None = None,
        anonymous: bool = False,
    ) -> Message:
        """Send a text, privately or in a group; there an administrator may speak as the group."""
        place = self._place(chat)
        content = {"text": text, "entities": _commands(text), "reply_to": reply_to, "thread_id": thread}
        sender = {"sender_chat": place} if anonymous else {}
        message = self._world.post(place, GROUP_BOT if anonymous else self.user, **content, **sender)
        if self._reaches_bot(message):
            self._world.updates.put("message", message.json())
        return message

    async def send(self, chat: Group | None = None, *, thread: int | None = None, **fields: Any) -> Message:
        """Send something else than a text; the fields as in Telegram's Message (photo, location ...)."""
        media = {name: value for name, value in fields.items() if name in KINDS and value}
        kept = {"media": media, "text": fields.get("caption", ""), "album": fields.get("media_group_id")}
        message = self._world.post(self._place(chat), self.user, thread_id=thread, **kept)
        self._world.updates.put("message", {**message.json(), **fields})
        return message

    async def press(self, message: Message, label_or_data: str) -> Query:
        """Press a button; the query's `answer` holds what the bot answers."""
        here = message.chat.messages.get(message.message_id)
        button = here.button(label_or_data) if here else None
        if here is None or button is None or button.data is None:
            raise NoSuchButton("playground.no_such_button", button=label_or_data)
        self._start()
        query = self._world.query()
        self._world.presses[query.id] = query
        sent = {"id": query.id, "from": self.user.json(), "message": here.json(), "data": button.data}
        self._world.updates.put("callback_query", {**sent, "chat_instance": str(message.chat.id)})
        return query

    async def search(self, text: str, offset: str = "") -> Query:
        """Type an inline query; the query's `answer` holds the results."""
        query = self._world.query()
        self._world.inline[query.id] = query
        asked = {"id": query.id, "from": self.user.json(), "query": text, "offset": offset}
        self._world.updates.put("inline_query", {**asked, "chat_type": "sender"})
        return query

    async def pick(self, query: Query, number: str, chat: Group | None = None) -> Message | None:
        """Put one of an inline query's results into a chat; None when it was not offered."""
        results = (query.answer or {}).get("results", ())
        found = next((one for one in results if one["id"] == number), None)
        if found is None:
            return None
        content = found["input_message_content"]
        markup = read_text(content["message_text"], content.get("parse_mode"))
        words = {"text": markup.text, "entities": markup.entities, "html": content["message_text"]}
        message = self._world.post(self._place(chat), self.user, **words)
        self._world.updates.put("message", {**message.json(), "via_bot": self._world.bot.json()})
        return message

    def shut_topic(self, group: Group, thread: int, *, closed: bool = True) -> None:
        """Close a topic in its own menu, or open it again."""
        shut(group.chat, thread, closed=closed)
        what = "forum_topic_closed" if closed else "forum_topic_reopened"
        message = self._world.post(group.chat, self.user, thread_id=thread, service=what)
        self._world.updates.put("message", message.json())

    def edit(self, message: Message, text: str) -> None:
        """Edit one's own message."""
        message.text, message.entities = text, _commands(text)
        message.edited = self._world.seconds()
        self._world.updates.put("edited_message", message.json())

    def block(self) -> None:
        """Block the bot."""
        self._stand("kicked")

    def unblock(self) -> None:
        """Unblock the bot."""
        self._stand("member")

    def _place(self, group: Group | None) -> Chat:
        if group is None:
            self._start()
            return self.chat
        group.chat.members.setdefault(self.user.id, "member")
        return group.chat

    def _start(self) -> None:
        # Telegram lets a bot write to a person only after the person wrote to it.
        self._world.chats.setdefault(self.chat.id, self.chat)
        if self.chat.bot_is == "kicked":
            self.unblock()

    def _reaches_bot(self, message: Message) -> bool:
        # In a group, a bot that is no administrator sees only what is meant for it (privacy mode).
        if message.chat.kind == "private" or message.chat.bot_is == "administrator":
            return message.chat.bot_is != "kicked"
        bot = self._world.bot
        replied = message.reply_to is not None and message.reply_to.sender.id == bot.id
        meant = message.text.startswith("/") or f"@{bot.username}" in message.text
        return message.chat.bot_is != "kicked" and (replied or meant)

    def _stand(self, status: str) -> None:
        old, self.chat.bot_is = self.chat.bot_is, status
        bot = self._world.bot.json()
        change = {"chat": self.chat.json(), "from": self.user.json(), "date": self._world.seconds()}
        before, after = _membership(bot, old), _membership(bot, status)
        self._world.updates.put(
            "my_chat_member", {**change, "old_chat_member": before, "new_chat_member": after}
        )


def _membership(user: dict[str, Any], status: str) -> dict[str, Any]:
    return {"user": user, "status": status, **rights(status)}


def _commands(text: str) -> tuple[Entity, ...]:
    found = COMMAND.finditer(text)
    return tuple(Entity("bot_command", units(text[: one.start()]), units(one[0])) for one in found)
