"""C12: what the search knows of a name or an address goes with the last person who had it, and is proved gone."""

from services.registry.search.index_persons import index_some
from tests.registry.conftest import Registry
from tests.registry.retention.test_retention import NOTHING, apply, link, proof_of


async def indexed(registry: Registry) -> None:
    while await index_some(registry.pool, registry.running.app.state.sealer):
        pass


async def test_a_name_and_an_address_that_nobody_has_any_more_leave_the_search(registry: Registry) -> None:
    person = await registry.person(name="欧阳明月", residence_address="东村三组12号")
    other = await registry.person(name="欧阳明月", residence_address="东村三组13号")
    await indexed(registry)
    for each in (person, other):
        assert await apply(registry) == NOTHING
        entry = {"name": "欧阳明玥", "residence_address": "东村四组1号", "reason": "更正"}
        path, headers = f"/persons/{each['id']}", {"If-Match": f'"{each["revision"]}"'}
        await registry.call("PATCH", path, json=entry, headers=headers)
        await indexed(registry)
        if each is person:
            assert await apply(registry) == NOTHING | {"search-addresses": 1}
    assert await apply(registry) == NOTHING | {"search-names": 1, "search-addresses": 1}
    assert await registry.pool.fetchval("SELECT array_agg(name) FROM search_names") == ["欧阳明玥"]
    assert await link(registry) == []
    proof = await proof_of(registry, "search-names", "欧阳明月")
    assert (proof["holds"], proof["removed"]) == (True, 1)
    assert "欧阳" not in str(await registry.pool.fetch("SELECT * FROM retention_runs"))
