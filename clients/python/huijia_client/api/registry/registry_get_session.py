from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.problem import Problem
from ...models.registry_get_session_x_purpose import check_registry_get_session_x_purpose
from ...models.registry_get_session_x_purpose import RegistryGetSessionXPurpose
from ...models.session_out import SessionOut
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    session_id: UUID,
    *,
    x_purpose: RegistryGetSessionXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_purpose, Unset):
        headers["X-Purpose"] = str(x_purpose)


    if not isinstance(x_case_reference, Unset):
        headers["X-Case-Reference"] = x_case_reference



    

    

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/registry/v1/reconciliation/sessions/{session_id}".format(session_id=quote(str(session_id), safe=""),),
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | SessionOut | None:
    if response.status_code == 200:
        response_200 = SessionOut.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | SessionOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    session_id: UUID,
    *,
    client: AuthenticatedClient,
    x_purpose: RegistryGetSessionXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[Problem | SessionOut]:
    """ 查看一次对账会议 / One meeting: who has handed in what, and what is open

     One meeting: who has handed in what, and what is open.

    Args:
        session_id (UUID):
        x_purpose (RegistryGetSessionXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SessionOut]
     """


    kwargs = _get_kwargs(
        session_id=session_id,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    session_id: UUID,
    *,
    client: AuthenticatedClient,
    x_purpose: RegistryGetSessionXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Problem | SessionOut | None:
    """ 查看一次对账会议 / One meeting: who has handed in what, and what is open

     One meeting: who has handed in what, and what is open.

    Args:
        session_id (UUID):
        x_purpose (RegistryGetSessionXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SessionOut
     """


    return sync_detailed(
        session_id=session_id,
client=client,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    ).parsed

async def asyncio_detailed(
    session_id: UUID,
    *,
    client: AuthenticatedClient,
    x_purpose: RegistryGetSessionXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[Problem | SessionOut]:
    """ 查看一次对账会议 / One meeting: who has handed in what, and what is open

     One meeting: who has handed in what, and what is open.

    Args:
        session_id (UUID):
        x_purpose (RegistryGetSessionXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SessionOut]
     """


    kwargs = _get_kwargs(
        session_id=session_id,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    session_id: UUID,
    *,
    client: AuthenticatedClient,
    x_purpose: RegistryGetSessionXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Problem | SessionOut | None:
    """ 查看一次对账会议 / One meeting: who has handed in what, and what is open

     One meeting: who has handed in what, and what is open.

    Args:
        session_id (UUID):
        x_purpose (RegistryGetSessionXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SessionOut
     """


    return (await asyncio_detailed(
        session_id=session_id,
client=client,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )).parsed
