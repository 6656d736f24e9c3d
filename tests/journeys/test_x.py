from tests.conftest import Running
from bot.playground.telegram_people import Person
async def test_x(running: Running, ana: Person) -> None:
    for t in ["/start","how long is the quay","what colour are the cranes", "quay", "berapa panjang dermaga","help he is drowning","how do I bake bread in Surabaya?", "/help","/language","/foo","hello", "the container quay cranes", "berths and cranes", "fees", "yellow lifting paint", "👍","ab", "ship fees colour crane quay", "crane length", "money price machines"]:
        await ana.say(t)
        m = await ana.next_message()
        await running.quiet()
        print("#####", t, "\n", m.html, m.labels, [x.venue for x in ana.messages if x.message_id > m.message_id])
        ana._read = max(x.message_id for x in ana.messages)
