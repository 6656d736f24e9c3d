"""The Bot API's methods that the playground knows, by their names in small letters."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.playground import telegram_groups as groups
from bot.playground import telegram_media as media
from bot.playground import telegram_messages as messages
from bot.playground import telegram_profile as profile
from bot.playground import telegram_queries as queries
from bot.playground.telegram_calls import Call
from bot.playground.telegram_world import World

Method = Callable[[World, Call], Any]


def _true(_world: World, _call: Call) -> bool:
    return True


UPDATES: Mapping[str, Method] = {
    "getupdates": lambda world, call: world.updates.get(call),
    "setwebhook": lambda world, call: world.updates.set_webhook(call),
    "deletewebhook": lambda world, call: world.updates.delete_webhook(call),
    "getwebhookinfo": lambda world, call: world.updates.webhook_info(call),
    "logout": _true,
    "close": _true,
}
PROFILE: Mapping[str, Method] = {
    "getme": profile.get_me,
    **dict.fromkeys(("setmyname", "setmydescription", "setmyshortdescription"), profile.set_text),
    **dict.fromkeys(("getmyname", "getmydescription", "getmyshortdescription"), profile.get_text),
    "setmycommands": profile.set_my_commands,
    "getmycommands": profile.get_my_commands,
    "deletemycommands": profile.delete_my_commands,
    "setchatmenubutton": profile.set_chat_menu_button,
    "getchatmenubutton": profile.get_chat_menu_button,
}
MESSAGES: Mapping[str, Method] = {
    "sendmessage": messages.send_message,
    "sendvenue": messages.send_venue,
    "sendlocation": messages.send_location,
    "sendchataction": messages.send_chat_action,
    "editmessagetext": messages.edit_message_text,
    "editmessagereplymarkup": messages.edit_message_reply_markup,
    **{f"send{kind}": media.send_file for kind in media.KINDS},
    "sendmediagroup": media.send_media_group,
    "editmessagecaption": media.edit_message_caption,
    "deletemessage": messages.delete_message,
    "answercallbackquery": queries.answer_callback_query,
    "answerinlinequery": queries.answer_inline_query,
}
TOPICS = ("editforumtopic", "closeforumtopic", "reopenforumtopic", "deleteforumtopic")
GROUPS: Mapping[str, Method] = {
    "getchat": groups.get_chat,
    "getchatmember": groups.get_chat_member,
    "getchatadministrators": groups.get_chat_administrators,
    "createforumtopic": groups.create_forum_topic,
    **dict.fromkeys(TOPICS, groups.change_forum_topic),
    "copymessage": groups.copy_message,
    **dict.fromkeys(("setmessagereaction", "pinchatmessage"), groups.touch_message),
}
METHODS: Mapping[str, Method] = {**UPDATES, **PROFILE, **MESSAGES, **GROUPS}
