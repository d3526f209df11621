from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.page_discrepancy_out import PageDiscrepancyOut
from ...models.problem import Problem
from ...models.registry_list_discrepancies_state_type_0 import check_registry_list_discrepancies_state_type_0
from ...models.registry_list_discrepancies_state_type_0 import RegistryListDiscrepanciesStateType0
from ...models.registry_list_discrepancies_x_purpose import check_registry_list_discrepancies_x_purpose
from ...models.registry_list_discrepancies_x_purpose import RegistryListDiscrepanciesXPurpose
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    *,
    session: UUID,
    state: None | RegistryListDiscrepanciesStateType0 | Unset = UNSET,
    owner: None | str | Unset = UNSET,
    rule: None | str | Unset = UNSET,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    x_purpose: RegistryListDiscrepanciesXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_purpose, Unset):
        headers["X-Purpose"] = str(x_purpose)


    if not isinstance(x_case_reference, Unset):
        headers["X-Case-Reference"] = x_case_reference



    

    params: dict[str, Any] = {}

    json_session = str(session)
    params["session"] = json_session

    json_state: None | str | Unset
    if isinstance(state, Unset):
        json_state = UNSET
    elif isinstance(state, str):
        json_state = state
    else:
        json_state = state
    params["state"] = json_state

    json_owner: None | str | Unset
    if isinstance(owner, Unset):
        json_owner = UNSET
    else:
        json_owner = owner
    params["owner"] = json_owner

    json_rule: None | str | Unset
    if isinstance(rule, Unset):
        json_rule = UNSET
    else:
        json_rule = rule
    params["rule"] = json_rule

    json_cursor: None | str | Unset
    if isinstance(cursor, Unset):
        json_cursor = UNSET
    else:
        json_cursor = cursor
    params["cursor"] = json_cursor

    params["limit"] = limit


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/registry/v1/reconciliation/discrepancies",
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageDiscrepancyOut | Problem | None:
    if response.status_code == 200:
        response_200 = PageDiscrepancyOut.from_dict(response.json())



        return response_200

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())



        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())



        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())



        return response_404

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())



        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())



        return response_429

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())



        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PageDiscrepancyOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    session: UUID,
    state: None | RegistryListDiscrepanciesStateType0 | Unset = UNSET,
    owner: None | str | Unset = UNSET,
    rule: None | str | Unset = UNSET,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    x_purpose: RegistryListDiscrepanciesXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[PageDiscrepancyOut | Problem]:
    """ 查看会议议程(差异) / The agenda of a meeting: by owner, the gravest first

     The agenda of a meeting: by owner, the gravest first. A department sees those that it owns.

    Args:
        session (UUID): The meeting.
        state (None | RegistryListDiscrepanciesStateType0 | Unset):
        owner (None | str | Unset):
        rule (None | str | Unset):
        cursor (None | str | Unset): The `next` of the page before.
        limit (int | Unset):  Default: 50.
        x_purpose (RegistryListDiscrepanciesXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageDiscrepancyOut | Problem]
     """


    kwargs = _get_kwargs(
        session=session,
state=state,
owner=owner,
rule=rule,
cursor=cursor,
limit=limit,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    session: UUID,
    state: None | RegistryListDiscrepanciesStateType0 | Unset = UNSET,
    owner: None | str | Unset = UNSET,
    rule: None | str | Unset = UNSET,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    x_purpose: RegistryListDiscrepanciesXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> PageDiscrepancyOut | Problem | None:
    """ 查看会议议程(差异) / The agenda of a meeting: by owner, the gravest first

     The agenda of a meeting: by owner, the gravest first. A department sees those that it owns.

    Args:
        session (UUID): The meeting.
        state (None | RegistryListDiscrepanciesStateType0 | Unset):
        owner (None | str | Unset):
        rule (None | str | Unset):
        cursor (None | str | Unset): The `next` of the page before.
        limit (int | Unset):  Default: 50.
        x_purpose (RegistryListDiscrepanciesXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageDiscrepancyOut | Problem
     """


    return sync_detailed(
        client=client,
session=session,
state=state,
owner=owner,
rule=rule,
cursor=cursor,
limit=limit,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    session: UUID,
    state: None | RegistryListDiscrepanciesStateType0 | Unset = UNSET,
    owner: None | str | Unset = UNSET,
    rule: None | str | Unset = UNSET,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    x_purpose: RegistryListDiscrepanciesXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[PageDiscrepancyOut | Problem]:
    """ 查看会议议程(差异) / The agenda of a meeting: by owner, the gravest first

     The agenda of a meeting: by owner, the gravest first. A department sees those that it owns.

    Args:
        session (UUID): The meeting.
        state (None | RegistryListDiscrepanciesStateType0 | Unset):
        owner (None | str | Unset):
        rule (None | str | Unset):
        cursor (None | str | Unset): The `next` of the page before.
        limit (int | Unset):  Default: 50.
        x_purpose (RegistryListDiscrepanciesXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageDiscrepancyOut | Problem]
     """


    kwargs = _get_kwargs(
        session=session,
state=state,
owner=owner,
rule=rule,
cursor=cursor,
limit=limit,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    session: UUID,
    state: None | RegistryListDiscrepanciesStateType0 | Unset = UNSET,
    owner: None | str | Unset = UNSET,
    rule: None | str | Unset = UNSET,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    x_purpose: RegistryListDiscrepanciesXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> PageDiscrepancyOut | Problem | None:
    """ 查看会议议程(差异) / The agenda of a meeting: by owner, the gravest first

     The agenda of a meeting: by owner, the gravest first. A department sees those that it owns.

    Args:
        session (UUID): The meeting.
        state (None | RegistryListDiscrepanciesStateType0 | Unset):
        owner (None | str | Unset):
        rule (None | str | Unset):
        cursor (None | str | Unset): The `next` of the page before.
        limit (int | Unset):  Default: 50.
        x_purpose (RegistryListDiscrepanciesXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageDiscrepancyOut | Problem
     """


    return (await asyncio_detailed(
        client=client,
session=session,
state=state,
owner=owner,
rule=rule,
cursor=cursor,
limit=limit,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )).parsed
