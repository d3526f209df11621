"""A poison message goes aside with its reason, holds up only its own key, and can be replayed or discarded."""

import msgspec
from sqlalchemy import text

from chassis import dead_letters, outbox
from tests.conformance.followup import Noted
from tests.conformance.house import House, until


async def _publish_around_a_poison(house: House) -> None:
    await house.publish(Noted(subject="a", number=1), Noted(subject="b", number=1))
    await house.publish(Noted(subject="a", number=2, spoiled=True))
    await house.publish(Noted(subject="a", number=3), Noted(subject="b", number=2), Noted(subject="a", number=4))


async def test_a_poison_message_holds_up_its_own_key_only(house: House) -> None:
    async with house.running(house.relay(), house.member()):
        await _publish_around_a_poison(house)
        await until(lambda: house.has_letters(3))
        await until(lambda: house.has(3))
        first, *behind = await house.letters()
        assert first["reason"] == "Spoiled: this one is off"
        assert (first["attempts"], first["blocked_by"], first["key"]) == (3, None, "a")
        assert [letter["blocked_by"] for letter in behind] == [first["id"]] * 2
        kept = msgspec.json.decode(first["event"])
        assert kept["type"] == Noted.type and kept["data"]["number"] == 2
    assert await house.effects() == {"a": [1], "b": [1, 2]}


async def test_a_replay_applies_it_and_what_waits_behind_in_order(house: House) -> None:
    async with house.running(house.relay(), house.member()):
        await _publish_around_a_poison(house)
        await until(lambda: house.has_letters(3))
        await _cure(house, "a")
        # Asked for one in the middle: the line starts at its beginning all the same.
        await _replay(house, (await house.letters())[1]["id"])
        await until(lambda: house.has_letters(0))
        await house.publish(Noted(subject="a", number=5))
        await until(lambda: house.has(7))
    assert await house.effects() == {"a": [1, 2, 3, 4, 5], "b": [1, 2]}
    assert len(await house.letters("replayed")) == 3


async def test_a_replay_that_fails_again_changes_nothing_but_the_reason(house: House) -> None:
    async with house.running(house.relay(), house.member()):
        await _publish_around_a_poison(house)
        await until(lambda: house.has_letters(3))
        await _replay(house, (await house.letters())[0]["id"])
        await until(lambda: _tried(house, 4))
        assert len(await house.letters()) == 3
    assert await house.effects() == {"a": [1], "b": [1, 2]}


async def test_discarding_it_lets_the_others_pass(house: House) -> None:
    async with house.running(house.relay(), house.member()):
        await _publish_around_a_poison(house)
        await until(lambda: house.has_letters(3))
        async with house.followup.transaction() as session:
            await dead_letters.discard(session, [(await house.letters())[0]["id"]])
        await until(lambda: house.has_letters(0))
    assert await house.effects() == {"a": [1, 3, 4], "b": [1, 2]}
    assert [letter["event_id"] is not None for letter in await house.letters("discarded")] == [True]


async def test_data_that_breaks_the_contract_goes_aside(house: House) -> None:
    async with house.running(house.relay(), house.member()):
        async with house.registry.transaction() as session:
            await outbox.add(session, Noted(subject="a", number=1))
            await session.execute(text("""UPDATE outbox SET data = '{"subject": "a", "number": "many"}'"""))
        await until(lambda: house.has_letters(1))
    (letter,) = await house.letters()
    assert letter["reason"].startswith("ValidationError") and "number" in letter["reason"]


async def test_a_second_delivery_of_a_dead_letter_stays_one_letter(house: House) -> None:
    async with house.running(house.relay(), house.member()):
        await house.publish(Noted(subject="a", number=1, spoiled=True))
        await until(lambda: house.has_letters(1))
        again = "INSERT INTO outbox (event_id, topic, key, type, source, data) VALUES "
        (letter,) = await house.letters()
        async with house.registry.transaction() as session:
            values = "(:id, 'huijia.registry', 'a', :type, '/registry', '{}')"
            await session.execute(text(again + values), {"id": letter["event_id"], "type": Noted.type})
        await house.publish(Noted(subject="b", number=1))
        await until(lambda: house.has(1))
        await until(lambda: house.is_drained())
    assert len(await house.letters()) == 1


async def _replay(house: House, letter: int) -> None:
    async with house.followup.transaction() as session:
        assert await dead_letters.request_replay(session, [letter]) == [letter]


async def _cure(house: House, subject: str) -> None:
    async with house.followup.transaction() as session:
        await session.execute(text("INSERT INTO cures VALUES (:subject)"), {"subject": subject})


async def _tried(house: House, attempts: int) -> bool:
    return (await house.letters())[0]["attempts"] == attempts
