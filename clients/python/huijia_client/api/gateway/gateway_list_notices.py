from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.gateway_list_notices_state import check_gateway_list_notices_state
from ...models.gateway_list_notices_state import GatewayListNoticesState
from ...models.gateway_list_notices_x_purpose import check_gateway_list_notices_x_purpose
from ...models.gateway_list_notices_x_purpose import GatewayListNoticesXPurpose
from ...models.page_notice_out import PageNoticeOut
from ...models.problem import Problem
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    state: GatewayListNoticesState | Unset = 'open',
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    x_purpose: GatewayListNoticesXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_purpose, Unset):
        headers["X-Purpose"] = str(x_purpose)


    if not isinstance(x_case_reference, Unset):
        headers["X-Case-Reference"] = x_case_reference



    

    params: dict[str, Any] = {}

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state

    params["state"] = json_state

    params["limit"] = limit

    json_cursor: None | str | Unset
    if isinstance(cursor, Unset):
        json_cursor = UNSET
    else:
        json_cursor = cursor
    params["cursor"] = json_cursor


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/gateway/v1/corrections",
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageNoticeOut | Problem | None:
    if response.status_code == 200:
        response_200 = PageNoticeOut.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PageNoticeOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    state: GatewayListNoticesState | Unset = 'open',
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    x_purpose: GatewayListNoticesXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[PageNoticeOut | Problem]:
    """ 查看更正通知 / A department sees its own; the county's officers see everybody's

     A department sees its own; the county's officers see everybody's.

    Args:
        state (GatewayListNoticesState | Unset): `overdue` are those of `open` whose day has
            passed. Default: 'open'.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the page before.
        x_purpose (GatewayListNoticesXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageNoticeOut | Problem]
     """


    kwargs = _get_kwargs(
        state=state,
limit=limit,
cursor=cursor,
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
    state: GatewayListNoticesState | Unset = 'open',
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    x_purpose: GatewayListNoticesXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> PageNoticeOut | Problem | None:
    """ 查看更正通知 / A department sees its own; the county's officers see everybody's

     A department sees its own; the county's officers see everybody's.

    Args:
        state (GatewayListNoticesState | Unset): `overdue` are those of `open` whose day has
            passed. Default: 'open'.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the page before.
        x_purpose (GatewayListNoticesXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageNoticeOut | Problem
     """


    return sync_detailed(
        client=client,
state=state,
limit=limit,
cursor=cursor,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    state: GatewayListNoticesState | Unset = 'open',
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    x_purpose: GatewayListNoticesXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[PageNoticeOut | Problem]:
    """ 查看更正通知 / A department sees its own; the county's officers see everybody's

     A department sees its own; the county's officers see everybody's.

    Args:
        state (GatewayListNoticesState | Unset): `overdue` are those of `open` whose day has
            passed. Default: 'open'.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the page before.
        x_purpose (GatewayListNoticesXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageNoticeOut | Problem]
     """


    kwargs = _get_kwargs(
        state=state,
limit=limit,
cursor=cursor,
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
    state: GatewayListNoticesState | Unset = 'open',
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    x_purpose: GatewayListNoticesXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> PageNoticeOut | Problem | None:
    """ 查看更正通知 / A department sees its own; the county's officers see everybody's

     A department sees its own; the county's officers see everybody's.

    Args:
        state (GatewayListNoticesState | Unset): `overdue` are those of `open` whose day has
            passed. Default: 'open'.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the page before.
        x_purpose (GatewayListNoticesXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageNoticeOut | Problem
     """


    return (await asyncio_detailed(
        client=client,
state=state,
limit=limit,
cursor=cursor,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )).parsed
