from bot.desk.room import group, move
from tests.conftest import Assemble


async def test_without_a_setting_there_is_no_group(assemble: Assemble) -> None:
    async with assemble() as whole, whole.ground.database.begin() as session:
        assert await group(session, whole.house) is None


async def test_a_move_is_remembered(assemble: Assemble) -> None:
    async with assemble(staff_chat=-1) as whole, whole.ground.database.begin() as session:
        await move(session, whole.house, -2)
        await move(session, whole.house, -2)
    async with assemble(staff_chat=-1) as whole, whole.ground.database.begin() as session:
        assert await group(session, whole.house) == -2
        assert whole.house.groups == {-2}
