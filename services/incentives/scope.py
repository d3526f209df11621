"""Which divisions a call is about, within the caller's own."""

from typing import Annotated

from fastapi import Depends, Request

from chassis.auth import Caller
from chassis.identifiers import division_prefix, is_division_code
from chassis.problems import BadPayload, Fault, NotAllowed
from chassis.sealing import Sealer


def scope_of(caller: Caller, division: str | None) -> str:
    """The leading digits of the divisions asked for; default all of the caller's. Raises BadPayload, NotAllowed."""
    if division is None:
        return caller.scope_prefix
    if not is_division_code(division):
        raise BadPayload(faults=[Fault("query/division", "bad_division_code", "12 digits are expected")])
    if not caller.sees(division):
        raise NotAllowed()
    return division_prefix(division)


def _sealer(request: Request) -> Sealer:
    sealer: Sealer = request.app.state.sealer
    return sealer


SealerDep = Annotated[Sealer, Depends(_sealer)]
