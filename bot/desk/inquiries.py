"""The desk's commands about inquiries: list, look up, take a message back, bar a person."""

from markupsafe import Markup

from bot.chat import form
from bot.chat.context import Handler, House
from bot.chat.saying import say
from bot.chat.times import written
from bot.desk import rendering
from bot.desk.commands import Order, command, inquiry_here
from bot.desk.topic import inquiry_of
from bot.storage import contacts, inquiries, letters, outbox, service
from bot.storage.inquiries import Inquiry
from bot.storage.outbox import Parcel

SHOWN = 30


def handlers(house: House) -> list[Handler]:
    """Return the duty's handlers."""
    duties = {"help": help_, "delete": delete, "info": info, "ban": ban, "unban": unban}
    return [
        *(command(house, name, duty) for name, duty in duties.items()),
        command(house, "open", open_, noted=True),
    ]


async def help_(order: Order) -> None:
    """Say what the staff can do."""
    await order.reply("desk.help")


async def open_(order: Order) -> None:
    """List the open inquiries, the oldest first."""
    async with order.house.database.begin() as session:
        found = await inquiries.in_states(session, order.house.database.secrets)
    if not found:
        await order.reply("desk.none_open")
        return
    title = order.language.count("desk.open", len(found))
    rows = [line(one, order) for one in found[:SHOWN]]
    await say(order.update, Markup("\n").join([Markup("<b>{}</b>").format(title), *rows]))


def line(one: Inquiry, order: Order) -> Markup:
    """Return an inquiry in one line, with the way to its topic."""
    state = order.language.text(f"state.{one.state}")
    taken = f" · {one.taken_by.name}" if one.taken_by else ""
    late = " ⚠" if one.deadline and one.deadline < order.house.now() else ""
    number = Markup("{}").format(one.number)
    if one.thread is not None:
        group = str(order.message.chat.id).removeprefix("-100")
        number = Markup('<a href="https://t.me/c/{}/{}">{}</a>').format(group, one.thread, one.number)
    return number + Markup(" · {} · {}{}{}").format(one.who.name, state, taken, late)


async def delete(order: Order) -> None:
    """Take back what was written to the person in the message that the command replies to."""
    one, replied = await inquiry_of(order.house, order.message), order.message.reply_to_message
    secrets, now = order.house.database.secrets, order.house.now()
    if one is None or replied is None or replied.forum_topic_created:
        await order.reply("desk.delete_what")
        return
    async with order.house.database.begin() as session:
        letter = await letters.in_topic(session, secrets, one.number, replied.message_id)
        if letter is not None and letter.side == letters.STAFF:
            await letters.delete(session, letter.id, now)
            parcel = Parcel(act="delete", user=one.who.id, inquiry=one.number, letter=letter.id)
            await outbox.add(session, secrets, parcel, now)
            await service.note(session, secrets, order.staff.who, "delete", one.number, now)
    done = letter is not None and letter.side == letters.STAFF
    await order.reply("desk.deleted" if done else "desk.delete_what")
    order.house.bell.ring()


async def info(order: Order) -> None:
    """Show an inquiry as it stands."""
    one = await inquiry_here(order)
    if one is None:
        return
    await order.note("info", one.number)
    language = order.language
    times = [language.html("desk.opened_at", when=written(language, one.opened_at))]
    if one.taken_by:
        times.append(language.html("desk.taken_by", name=one.taken_by.name))
    parts = [
        line(one, order),
        rendering.person(one, language),
        form.lines(one.kind, one.form, language),
        Markup("\n").join(times),
        rendering.due(one, language),
    ]
    await say(order.update, Markup("\n\n").join(part for part in parts if part))


async def ban(order: Order) -> None:
    """Let a person send nothing more to the staff."""
    one = await inquiry_here(order)
    if one is None:
        return
    async with order.house.database.begin() as session:
        await service.ban(session, one.person, order.house.now())
        await contacts.end(session, one.person)
    await order.note("ban", one.number)
    await order.reply("desk.banned", name=one.who.name)


async def unban(order: Order) -> None:
    """Take a ban back."""
    one = await inquiry_here(order)
    if one is None:
        return
    async with order.house.database.begin() as session:
        was = await service.unban(session, one.person)
    await order.note("unban", one.number)
    await order.reply("desk.unbanned" if was else "desk.not_banned", name=one.who.name)
