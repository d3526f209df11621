from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.page_session_out import PageSessionOut
from ...models.problem import Problem
from ...models.registry_list_sessions_x_purpose import check_registry_list_sessions_x_purpose
from ...models.registry_list_sessions_x_purpose import RegistryListSessionsXPurpose
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    period: None | str | Unset = UNSET,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 24,
    x_purpose: RegistryListSessionsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_purpose, Unset):
        headers["X-Purpose"] = str(x_purpose)


    if not isinstance(x_case_reference, Unset):
        headers["X-Case-Reference"] = x_case_reference



    

    params: dict[str, Any] = {}

    json_period: None | str | Unset
    if isinstance(period, Unset):
        json_period = UNSET
    else:
        json_period = period
    params["period"] = json_period

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
        "url": "/api/registry/v1/reconciliation/sessions",
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageSessionOut | Problem | None:
    if response.status_code == 200:
        response_200 = PageSessionOut.from_dict(response.json())



        return response_200

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())



        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())



        return response_403

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PageSessionOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    period: None | str | Unset = UNSET,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 24,
    x_purpose: RegistryListSessionsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[PageSessionOut | Problem]:
    """ 查看对账会议 / Meetings, the newest month first

     Meetings, the newest month first. A department sees its own part of each.

    Args:
        period (None | str | Unset): A month, YYYY-MM.
        cursor (None | str | Unset): The `next` of the page before.
        limit (int | Unset):  Default: 24.
        x_purpose (RegistryListSessionsXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageSessionOut | Problem]
     """


    kwargs = _get_kwargs(
        period=period,
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
    period: None | str | Unset = UNSET,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 24,
    x_purpose: RegistryListSessionsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> PageSessionOut | Problem | None:
    """ 查看对账会议 / Meetings, the newest month first

     Meetings, the newest month first. A department sees its own part of each.

    Args:
        period (None | str | Unset): A month, YYYY-MM.
        cursor (None | str | Unset): The `next` of the page before.
        limit (int | Unset):  Default: 24.
        x_purpose (RegistryListSessionsXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageSessionOut | Problem
     """


    return sync_detailed(
        client=client,
period=period,
cursor=cursor,
limit=limit,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    period: None | str | Unset = UNSET,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 24,
    x_purpose: RegistryListSessionsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[PageSessionOut | Problem]:
    """ 查看对账会议 / Meetings, the newest month first

     Meetings, the newest month first. A department sees its own part of each.

    Args:
        period (None | str | Unset): A month, YYYY-MM.
        cursor (None | str | Unset): The `next` of the page before.
        limit (int | Unset):  Default: 24.
        x_purpose (RegistryListSessionsXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageSessionOut | Problem]
     """


    kwargs = _get_kwargs(
        period=period,
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
    period: None | str | Unset = UNSET,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 24,
    x_purpose: RegistryListSessionsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> PageSessionOut | Problem | None:
    """ 查看对账会议 / Meetings, the newest month first

     Meetings, the newest month first. A department sees its own part of each.

    Args:
        period (None | str | Unset): A month, YYYY-MM.
        cursor (None | str | Unset): The `next` of the page before.
        limit (int | Unset):  Default: 24.
        x_purpose (RegistryListSessionsXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageSessionOut | Problem
     """


    return (await asyncio_detailed(
        client=client,
period=period,
cursor=cursor,
limit=limit,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )).parsed
