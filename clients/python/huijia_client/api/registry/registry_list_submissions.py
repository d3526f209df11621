from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.page_submission_out import PageSubmissionOut
from ...models.problem import Problem
from ...models.registry_list_submissions_x_purpose import check_registry_list_submissions_x_purpose
from ...models.registry_list_submissions_x_purpose import RegistryListSubmissionsXPurpose
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    *,
    session: UUID,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    x_purpose: RegistryListSubmissionsXPurpose | Unset = UNSET,
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
        "url": "/api/registry/v1/reconciliation/submissions",
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageSubmissionOut | Problem | None:
    if response.status_code == 200:
        response_200 = PageSubmissionOut.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PageSubmissionOut | Problem]:
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
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    x_purpose: RegistryListSubmissionsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[PageSubmissionOut | Problem]:
    """ 查看提交 / What was handed in for a meeting

     What was handed in for a meeting. A department sees its own.

    Args:
        session (UUID): The meeting.
        cursor (None | str | Unset): The `next` of the page before.
        limit (int | Unset):  Default: 50.
        x_purpose (RegistryListSubmissionsXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageSubmissionOut | Problem]
     """


    kwargs = _get_kwargs(
        session=session,
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
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    x_purpose: RegistryListSubmissionsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> PageSubmissionOut | Problem | None:
    """ 查看提交 / What was handed in for a meeting

     What was handed in for a meeting. A department sees its own.

    Args:
        session (UUID): The meeting.
        cursor (None | str | Unset): The `next` of the page before.
        limit (int | Unset):  Default: 50.
        x_purpose (RegistryListSubmissionsXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageSubmissionOut | Problem
     """


    return sync_detailed(
        client=client,
session=session,
cursor=cursor,
limit=limit,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    session: UUID,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    x_purpose: RegistryListSubmissionsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[PageSubmissionOut | Problem]:
    """ 查看提交 / What was handed in for a meeting

     What was handed in for a meeting. A department sees its own.

    Args:
        session (UUID): The meeting.
        cursor (None | str | Unset): The `next` of the page before.
        limit (int | Unset):  Default: 50.
        x_purpose (RegistryListSubmissionsXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageSubmissionOut | Problem]
     """


    kwargs = _get_kwargs(
        session=session,
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
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    x_purpose: RegistryListSubmissionsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> PageSubmissionOut | Problem | None:
    """ 查看提交 / What was handed in for a meeting

     What was handed in for a meeting. A department sees its own.

    Args:
        session (UUID): The meeting.
        cursor (None | str | Unset): The `next` of the page before.
        limit (int | Unset):  Default: 50.
        x_purpose (RegistryListSubmissionsXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageSubmissionOut | Problem
     """


    return (await asyncio_detailed(
        client=client,
session=session,
cursor=cursor,
limit=limit,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )).parsed
