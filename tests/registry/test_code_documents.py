"""Documents that were entered in words get the code of their kind, and are found by it."""

from services.registry.persons.code_documents import code_some
from services.registry.persons.identity import seal_other_id
from tests.registry.conftest import Registry

_AS_BEFORE = """
UPDATE persons SET other_id_type = $2, other_id_sealed = $3, other_id_index = $4, revision = 2 WHERE id = $1
"""


async def test_words_become_codes_once_and_the_document_is_found(registry: Registry) -> None:
    state = registry.running.app.state
    old, strange = [await registry.person(name=name) for name in ("王一", "王二")]
    for person, kind in ((old, "护照"), (strange, "海员证")):
        sealed = seal_other_id(state.sealer, kind, "e12345678")
        await registry.pool.execute(_AS_BEFORE, person["id"], kind, sealed.value, sealed.blind_index)
    await registry.forget_events()
    async with state.database.transaction() as session:
        assert await code_some(session, state.sealer) == 1
    async with state.database.transaction() as session:
        assert await code_some(session, state.sealer) == 0
    now = await registry.call("GET", f"/persons/{old['id']}")
    assert (now["other_id_type"], now["other_id_number"], now["revision"]) == ("03", "E******78", 3)
    assert (await registry.call("GET", f"/persons/{strange['id']}"))["other_id_type"] == "海员证"
    history = await registry.call("GET", f"/persons/{old['id']}/history")
    assert history["items"][-1]["changes"] == [{"field": "other_id_type", "before": "护照", "after": "03"}]
    assert await registry.kinds() == []
    # Whoever brings the passport now is recognised by it.
    again = await registry.person(name="王一", other_id_type="护照", other_id_number="E12345678")
    (pair,) = (await registry.call("GET", "/duplicates"))["items"]
    assert {pair["person_id"], pair["other_id"]} == {old["id"], again["id"]}
    assert pair["evidence"]["document"] == "same"
