"""The command `qr`: a code for brochures and fair booths that opens the bot at one entry or topic."""

from argparse import Namespace
from io import BytesIO
from pathlib import Path

import segno

from bot.application import bot_name
from bot.chat.buttons import PAYLOAD, entry_address, topic_address
from bot.commands.asking import prepared
from bot.commands.console import Console
from bot.content.content import Content
from bot.ground import opened
from bot.languages import Trouble
from bot.settings import Settings

# Pixels of a module; a border of four is the standard's.
SCALE, BORDER = 12, 4
# The letters of the link, in parts of a module.
LETTERS = 2.0
WIDTH_OF_A_LETTER = 0.62


class NoSuchSubject(Trouble):
    """Neither an entry nor a topic of the edition."""


class NotWritten(Trouble):
    """The picture could not be written."""


async def qr(settings: Settings, console: Console, args: Namespace) -> int:
    """Write the code as PNG or SVG, or show it in the terminal."""
    async with opened(settings) as ground:
        helper = await prepared(ground, console, draft=False)
        content = helper.library.shelf.content
    name = (args.bot or await bot_name(settings)).removeprefix("@")
    address = address_of(content, name, args.subject)
    code = segno.make(address, error="m", micro=False)
    _write(args.png, png(code, short(address)))
    _write(args.svg, svg(code, short(address)).encode())
    if not (args.png or args.svg):
        code.terminal(compact=True)
    console.show(address)
    return 0


def address_of(content: Content, bot: str, subject: str) -> str:
    """Return the link to an entry or topic; raises NoSuchSubject, also for an id that no link can carry."""
    for known, kind, address in (
        (content.entries, "e", entry_address),
        (content.topics, "t", topic_address),
    ):
        if subject in known and PAYLOAD.fullmatch(f"{kind}-{subject}"):
            return address(bot, subject)
    raise NoSuchSubject("qr.unknown", subject=subject)


def short(address: str) -> str:
    """Return a link as one types it."""
    return address.removeprefix("https://")


def svg(code: segno.QRCode, label: str) -> str:
    """Return the code with the link below it as SVG."""
    width, height = code.symbol_size(border=BORDER)
    size = _letters(width, label)
    picture = code.svg_inline(border=BORDER, omitsize=True, light="#fff")
    text = (
        f'<text x="{width / 2}" y="{height + size}" font-size="{size:.2f}" text-anchor="middle" '
        f'font-family="monospace">{label}</text>'
    )
    box = f'viewBox="0 0 {width} {height + 2 * size:.2f}"'
    inner = picture.replace("<svg ", f'<svg width="{width}" height="{height}" ', 1)
    back = '<rect width="100%" height="100%" fill="#fff"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{back}{inner}{text}</svg>\n'


def png(code: segno.QRCode, label: str) -> bytes:
    """Return the code with the link below it as PNG."""
    # Inside, for 5 MB of pictures are nothing that a serving bot should hold.
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415  see above

    drawn = BytesIO()
    code.save(drawn, kind="png", scale=SCALE, border=BORDER)
    symbol = Image.open(drawn).convert("L")
    size = SCALE * _letters(symbol.width / SCALE, label)
    picture = Image.new("L", (symbol.width, symbol.height + round(2 * size)), color="white")
    picture.paste(symbol)
    font = ImageFont.load_default(size)
    place = (picture.width / 2, symbol.height + size / 2)
    ImageDraw.Draw(picture).text(place, label, fill="black", font=font, anchor="mm")
    written = BytesIO()
    picture.save(written, format="PNG")
    return written.getvalue()


def _letters(width: float, label: str) -> float:
    """Return the letters' size in modules: as large as the width allows."""
    return min(LETTERS, width * 0.94 / (WIDTH_OF_A_LETTER * len(label)))


def _write(path: str | None, data: bytes) -> None:
    if path is None:
        return
    try:
        Path(path).write_bytes(data)
    except OSError as error:
        raise NotWritten("qr.not_written", path=path, reason=error.strerror or error) from error
