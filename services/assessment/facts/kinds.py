"""The kinds of facts, and what is known of each. An indicator can count these and nothing else.

``outcomes`` are the words that the events use. ``ended`` says that a service is not owed any more, for whatever reason
of the person's own; no indicator may count it (C2, C4).
"""

from typing import Final

import msgspec

from chassis.data_files import Words
from services.assessment.indicators.units import Unit

ENDED = "ended"
VIOLATION = "violation"

FIELDS: Final[dict[str, Unit]] = {
    "opened_on": Unit.DATE,
    "due_on": Unit.DATE,
    "closed_on": Unit.DATE,
    "outcome": Unit.TEXT,
    "owner": Unit.TEXT,
    "owed_fen": Unit.FEN,
    "done_fen": Unit.FEN,
    "weight": Unit.COUNT,
    "addressed": Unit.COUNT,
    "reached": Unit.COUNT,
}
"""Every column that a formula can name."""


class Kind(msgspec.Struct, frozen=True):
    """One kind: which columns its events fill, and what they call what came of it."""

    title: Words
    fields: tuple[str, ...]
    outcomes: tuple[str, ...]
    link: str = ""
    """The address of one case behind the gateway; it opens for those who may see it there."""

    def units(self) -> dict[str, Unit]:
        """Unit by column."""
        return {name: FIELDS[name] for name in self.fields}


_TERM = ("opened_on", "due_on", "closed_on", "outcome")

KINDS: Final[dict[str, Kind]] = {
    "visit": Kind(
        Words("随访", "care visit"),
        ("due_on", "closed_on", "outcome"),
        ("done", "done-late", "not-reached", "overdue", ENDED),
        "/api/followup/v1/visits/{id}",
    ),
    "check": Kind(
        Words("免费检查结果", "result of a free check"),
        _TERM,
        ("delivered",),
        "/api/followup/v1/appointments/{id}",
    ),
    "referral": Kind(
        Words("转诊", "referral"),
        _TERM,
        ("answered", "turned-down", "not-answered", ENDED),
        "/api/followup/v1/referrals/{id}",
    ),
    "message": Kind(
        Words("提醒短信", "message that somebody asked for"),
        ("closed_on", "outcome"),
        ("delivered", "undelivered", "failed"),
    ),
    "discrepancy": Kind(
        Words("对账差异", "discrepancy between registers"),
        (*_TERM, "owner"),
        ("agrees", "applied", "done", "no-difference"),
        "/api/registry/v1/reconciliation/discrepancies/{id}",
    ),
    "correction": Kind(
        Words("更正申请", "request for correction"),
        _TERM,
        ("accepted", "partly", "refused"),
        "/api/registry/v1/corrections/{id}",
    ),
    "correction-entry": Kind(
        Words("更正入库", "accepted correction to be entered"),
        ("due_on", "closed_on"),
        (),
        "/api/registry/v1/corrections/{id}",
    ),
    "confirmation": Kind(
        Words("居住信息确认", "confirmation of a residence between counties"),
        ("opened_on", "closed_on", "outcome"),
        ("agreed", "explained", "unresolved"),
    ),
    "payment": Kind(
        Words("待遇发放", "payment of a benefit"),
        ("due_on", "closed_on", "outcome", "owed_fen", "done_fen"),
        ("paid", "returned"),
    ),
    "return": Kind(Words("银行退票", "payment that came back"), ("opened_on", "closed_on"), ()),
    "complaint": Kind(
        Words("来信来访", "complaint"),
        (*_TERM, "owner"),
        ("answered", "reopened", "answered-again"),
        "/api/assessment/v1/complaints/{id}",
    ),
    "complaint-entry": Kind(
        Words("来信来访登记", "registration of a complaint"),
        ("opened_on", "closed_on"),
        (),
        "/api/assessment/v1/complaints/{id}",
    ),
    "complaint-rating": Kind(
        Words("来信来访评价", "rating of an answer"),
        ("opened_on", "weight"),
        (),
        "/api/assessment/v1/complaints/{id}",
    ),
    VIOLATION: Kind(
        Words("侵害群众权益", "violation of people's rights"),
        ("closed_on", "outcome"),
        ("coercion", "data-breach", "money-withheld"),
        "/api/assessment/v1/complaints/{id}",
    ),
    "survey-answer": Kind(
        Words("调查回答", "answer of a survey"), ("opened_on", "outcome", "owner", "weight"), ("good", "poor")
    ),
    "outreach": Kind(
        Words("宣传服务活动", "outreach activity"),
        ("opened_on", "owner", "addressed", "reached"),
        (),
        "/api/assessment/v1/outreach/activities/{id}",
    ),
    "record": Kind(Words("人口档案", "entry in the register"), ("opened_on", "outcome"), ("complete", "gaps")),
}
"""By id."""
