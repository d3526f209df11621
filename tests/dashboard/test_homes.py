"""What each role finds on its home: everything that is promised to it, and as many as there are."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import expect

from chassis import clock
from tests.dashboard.benefits_scene import Offices
from tests.dashboard.conftest import County, Desk
from tests.dashboard.meeting_scene import BASE

pytestmark = pytest.mark.slow


class Waits(NamedTuple):
    """A number on a home, and the list that it counts."""

    label: str
    path: str
    query: dict[str, str]


_CLAIMS, _VISITS = "/incentives/v1/claims", "/followup/v1/visits"
_DECLARATIONS = "/registry/v1/declarations"
PARTS = {
    "village-worker": ("今天的随访", "待村级评议的申领", "帮助申领", "消息"),
    "township-officer": ("待乡镇初审的申领", "超期随访", "数据质量：各村资料完整率（低的在前）"),
    "county-officer": ("失分最多的服务", "各乡镇服务得分（低的在前）", "部门对账差异", "资金余额", "各村人口"),
    "finance-officer": ("资金余额", "批次"),
    "auditor": ("访问日志是否完好", "访问日志的签名检查点"),
    "civil-affairs": ("等待确认的更正通知", "等待本部门答复的差异", "本部门已提交"),
}
COUNTS = {
    "village-worker": (
        Waits("超期随访", _VISITS, {"state": "overdue"}),
        Waits("待本人决定的计划", "/followup/v1/plans", {"state": "offered"}),
        Waits("待核实的申报", _DECLARATIONS, {"state": "declared"}),
        Waits("待村级评议的申领", _CLAIMS, {"state": "applied"}),
    ),
    "township-officer": (
        Waits("待乡镇初审的申领", _CLAIMS, {"state": "reviewed"}),
        Waits("待登记的申报", _DECLARATIONS, {"state": "verified"}),
        Waits("超期的更正", "/registry/v1/corrections", {"overdue": "true"}),
        Waits("疑似重复", "/registry/v1/duplicates", {"state": "open"}),
        Waits("待答复的权利请求", "/gateway/v1/rights-requests", {"state": "open"}),
    ),
    "county-officer": (
        Waits("待县级确认的申领", _CLAIMS, {"state": "checked"}),
        Waits("待答复的异议", "/incentives/v1/objections", {"open_only": "true"}),
        Waits("暂不能发放的款项", "/incentives/v1/payments", {"waiting": "true"}),
    ),
    "finance-officer": (Waits("暂不能发放的款项", "/incentives/v1/payments", {"waiting": "true"}),),
    "auditor": (
        Waits("待复核的紧急查看", "/gateway/v1/break-glass", {"state": "open"}),
        Waits("未结的安全事件", "/gateway/v1/incidents", {"state": "open"}),
    ),
    "civil-affairs": (),
}


def shown(page: dict[str, Any]) -> str:
    """A list as its number is written."""
    return f"{len(page['items'])}{'+' if page['next'] else ''}"


@pytest.fixture(scope="module")
def offices(county: County) -> Offices:
    """With a meeting of this month: a department's home looks at this month's and at those of the two before it."""
    found, month = Offices(county.home, county.url), clock.today().strftime("%Y-%m")
    if not found.get("county-officer", f"{BASE}/sessions", period=month)["items"]:
        found.post("county-officer", f"{BASE}/sessions", {"period": month})
    return found


@pytest.mark.parametrize("role", PARTS)
def test_a_home_has_what_the_role_looks_for_and_counts_it_as_it_is(
    desk: Callable[..., Desk], offices: Offices, role: str
) -> None:
    at = desk(role)
    for part in PARTS[role]:
        expect(at.page.locator("main").get_by_text(part, exact=True).first).to_be_visible()
    for label, path, query in COUNTS[role]:
        count = at.page.locator(".count", has=at.page.get_by_text(label, exact=True)).locator(".figure")
        # Sweeps and consumers go on meanwhile: a number was right while it was read.
        expect(count).to_be_visible()
        told, now = count.inner_text(), shown(offices.get(role, path, **query, limit="100"))
        if told != now:
            at.open("/")
            expect(count).to_have_text(shown(offices.get(role, path, **query, limit="100")))
    assert at.errors == []
