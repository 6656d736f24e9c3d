from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import segno
from PIL import Image

from bot.application import NoToken
from bot.commands.console import Console
from bot.commands.qr import NoSuchSubject, NotWritten, address_of, png, qr, svg
from bot.settings import Settings
from tests import toy
from tests.commands.test_serving import Capture, Parsed

LINK = "https://t.me/gerbang_bot?start=e-quay"


def test_a_code_leads_to_an_entry_or_a_topic() -> None:
    content = toy.content(toy.entry("quay"))
    assert address_of(content, "gerbang_bot", "quay") == LINK
    assert address_of(content, "gerbang_bot", "port") == "https://t.me/gerbang_bot?start=t-port"


@pytest.mark.parametrize("subject", ["", "nothing", "../quay", "Quay", "long" * 20])
def test_what_no_link_can_open_is_refused(subject: str) -> None:
    with pytest.raises(NoSuchSubject):
        address_of(toy.content(toy.entry("quay"), toy.entry("long" * 20)), "gerbang_bot", subject)


async def test_pictures_are_written_and_the_link_is_printed(
    settings: Settings, console: Console, parsed: Parsed, tmp_path: Path, capsys: Capture
) -> None:
    files = [str(tmp_path / "code.png"), str(tmp_path / "code.svg")]
    args = parsed("qr", "quay", "--bot", "@gerbang_bot", "--png", files[0], "--svg", files[1])
    assert await qr(settings, console, args) == 0
    assert capsys.readouterr().out == f"{LINK}\n"
    with Image.open(files[0]) as picture:
        assert picture.format == "PNG"
    assert ET.parse(files[1]).getroot().tag.endswith("svg")  # noqa: S314  our own file


async def test_without_a_file_the_code_stands_in_the_terminal(
    settings: Settings, console: Console, parsed: Parsed, capsys: Capture
) -> None:
    assert await qr(settings, console, parsed("qr", "port", "--bot", "gerbang_bot")) == 0
    shown = capsys.readouterr().out
    assert shown.count("\n") > 10
    assert shown.endswith("start=t-port\n")


async def test_without_a_name_and_a_token_the_command_says_so(
    settings: Settings, console: Console, parsed: Parsed
) -> None:
    with pytest.raises(NoToken):
        await qr(settings, console, parsed("qr", "quay"))


async def test_a_file_that_cannot_be_written_is_named(
    settings: Settings, console: Console, parsed: Parsed, tmp_path: Path
) -> None:
    file = str(tmp_path / "no" / "code.png")
    with pytest.raises(NotWritten) as refused:
        await qr(settings, console, parsed("qr", "quay", "--bot", "gerbang_bot", "--png", file))
    assert refused.value.params["path"] == file


def test_the_picture_holds_the_code_and_letters_below_it() -> None:
    code = segno.make(LINK, error="m", micro=False)
    with Image.open(BytesIO(png(code, LINK))) as picture:
        side = picture.width
        assert picture.height > side
        below = picture.crop((0, side, side, picture.height))
        assert min(below.tobytes()) < 128
        modules = [bool(cell) for row in code.matrix_iter(scale=1, border=4) for cell in row]
        small = picture.crop((0, 0, side, side)).resize((side // 12, side // 12), Image.Resampling.NEAREST)
        assert [pixel == 0 for pixel in small.tobytes()] == modules


def test_the_vector_picture_holds_the_link_as_text() -> None:
    label = "t.me/gerbang_bot?start=e-quay"
    root = ET.fromstring(svg(segno.make(LINK, error="m"), label))  # noqa: S314  our own picture
    assert [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")] == [label]
