"""Incidents and their steps as they travel."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from gateway.incidents.rules import DutyName, Outcome, State, StepKind

_WRITTEN = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000, pattern=_WRITTEN)]
Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")
]
Moment = Annotated[AwareDatetime, Field(ge=datetime(2021, 11, 1, tzinfo=UTC))]
NotedKind = Literal["leak", "alteration", "loss", "misuse"]


class _Payload(BaseModel):
    model_config = ConfigDict(extra="forbid")


class IncidentEntry(_Payload):
    """An incident that somebody noticed. It names no person: what concerns people is counted in the assessment."""

    kind: NotedKind = Field(description="泄露、篡改、丢失，或者内部滥用 / misuse by insiders")
    words: Words = Field(description="发生了什么，不写个人信息 / what happened, without personal data")
    noticed_at: Moment = Field(description="发现的时间，期限由此起算 / deadlines count from here")


class _Notice(_Payload):
    measures: Words = Field(description="已采取的补救措施（第五十七条第二项）")
    self_help: Words = Field(description="个人可以采取的减轻危害的措施（第二项）")
    contact: Line = Field(description="联系方式（第三项）")
    told_at: Moment


class IncidentAssessed(_Payload):
    """What befell which data, how many people, and what it may do to them (art. 57, item 1). Can be done anew."""

    step: Literal["assessed"]
    outcome: Outcome = Field(description="`none`：查明没有泄露、篡改、丢失 / nothing leaked, was altered or lost")
    categories: Annotated[list[Line], Field(max_length=50, description="涉及的信息种类 / kinds of data")]
    sensitive: bool = Field(description="是否涉及敏感个人信息（第二十八条）")
    people: Annotated[int, Field(ge=0, le=10_000_000, description="涉及人数，不确定时取上限 / the most it may be")]
    cause: Words
    harm: Words = Field(description="可能造成的危害 / what harm it may do")


class IncidentContained(_Payload):
    """What was done at once."""

    step: Literal["contained"]
    measures: Words
    harm_avoided: bool = Field(
        description="措施能够有效避免危害（第五十七条第二款）/ the measures effectively avoid harm"
    )


class AuthorityTold(_Notice):
    """Notice to the authority that watches over personal information."""

    step: Literal["authority-told"]
    authority: Line
    reference: Line


class AuthorityDemanded(_Payload):
    """The authority wants the people concerned to be told."""

    step: Literal["authority-demanded"]
    reference: Line


class PeopleTold(_Notice):
    """Notice to the people concerned."""

    step: Literal["people-told"]
    how: Literal["personally", "publicly"]
    people: Annotated[int, Field(ge=0, le=10_000_000, description="已通知人数；公告时为零 / 0 where told publicly")]


class PeopleNotTold(_Payload):
    """The decision that people need not be told, by somebody who did not assess (art. 57, second paragraph)."""

    step: Literal["people-not-told"]
    grounds: Words


class IncidentEvidence(_Payload):
    """Something that shows what happened; a file is kept elsewhere and named by its digest."""

    step: Literal["evidence"]
    words: Words
    sha256: Annotated[str | None, Field(pattern=r"^[0-9a-f]{64}$")] = None


IncidentStepEntry = Annotated[
    IncidentAssessed
    | IncidentContained
    | AuthorityTold
    | AuthorityDemanded
    | PeopleTold
    | PeopleNotTold
    | IncidentEvidence,
    Field(discriminator="step"),
]


class IncidentClosure(_Payload):
    """What was learnt, and how it is kept from happening again."""

    lessons: Words


class IncidentDuty(BaseModel):
    """What is still to be done."""

    name: DutyName
    due_at: datetime
    overdue: bool


class IncidentStepOut(BaseModel):
    """One step, as it was taken."""

    position: int
    step: StepKind
    taken_at: datetime
    taken_by: str
    content: dict[str, Any]
    digest: str = Field(description="所存密文的 SHA-256，审计链中有同一摘要 / the audit chain holds the same")


class IncidentOut(BaseModel):
    """One incident."""

    id: UUID
    at: datetime
    kind: Literal["over-disclosure", "leak", "alteration", "loss", "misuse"] = Field(
        description="`over-disclosure`：服务要给的超出授权，已被网关拦截 / withheld by the gateway"
    )
    account: str
    department: str | None
    service: str | None
    route: str | None
    policy: str | None
    request_id: UUID
    fields: list[str] = Field(description="字段名称，没有内容 / names of fields, no values")
    noted_by: str | None = Field(description="网关自动记下的为空 / null where the gateway noted it")
    words: str | None
    noticed_at: datetime
    state: State = Field(description="`to-close`：只差结案 / nothing but closing is left")
    next_due_at: datetime | None
    overdue: bool


class IncidentDetail(IncidentOut):
    """An incident with what is owed and what was done."""

    duties: list[IncidentDuty]
    terms_source: str
    steps: list[IncidentStepOut]
