from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.gateway_post_acknowledgement_x_purpose import check_gateway_post_acknowledgement_x_purpose
from ...models.gateway_post_acknowledgement_x_purpose import GatewayPostAcknowledgementXPurpose
from ...models.notice_out import NoticeOut
from ...models.problem import Problem
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    notice_id: UUID,
    *,
    x_purpose: GatewayPostAcknowledgementXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_purpose, Unset):
        headers["X-Purpose"] = str(x_purpose)


    if not isinstance(x_case_reference, Unset):
        headers["X-Case-Reference"] = x_case_reference



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/gateway/v1/corrections/{notice_id}/acknowledgement".format(notice_id=quote(str(notice_id), safe=""),),
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> NoticeOut | Problem | None:
    if response.status_code == 200:
        response_200 = NoticeOut.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[NoticeOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    notice_id: UUID,
    *,
    client: AuthenticatedClient,
    x_purpose: GatewayPostAcknowledgementXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[NoticeOut | Problem]:
    """ 确认收到更正通知 / By the department that was told, and by nobody for it

     By the department that was told, and by nobody for it.

    Args:
        notice_id (UUID):
        x_purpose (GatewayPostAcknowledgementXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[NoticeOut | Problem]
     """


    kwargs = _get_kwargs(
        notice_id=notice_id,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    notice_id: UUID,
    *,
    client: AuthenticatedClient,
    x_purpose: GatewayPostAcknowledgementXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> NoticeOut | Problem | None:
    """ 确认收到更正通知 / By the department that was told, and by nobody for it

     By the department that was told, and by nobody for it.

    Args:
        notice_id (UUID):
        x_purpose (GatewayPostAcknowledgementXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        NoticeOut | Problem
     """


    return sync_detailed(
        notice_id=notice_id,
client=client,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    ).parsed

async def asyncio_detailed(
    notice_id: UUID,
    *,
    client: AuthenticatedClient,
    x_purpose: GatewayPostAcknowledgementXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[NoticeOut | Problem]:
    """ 确认收到更正通知 / By the department that was told, and by nobody for it

     By the department that was told, and by nobody for it.

    Args:
        notice_id (UUID):
        x_purpose (GatewayPostAcknowledgementXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[NoticeOut | Problem]
     """


    kwargs = _get_kwargs(
        notice_id=notice_id,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    notice_id: UUID,
    *,
    client: AuthenticatedClient,
    x_purpose: GatewayPostAcknowledgementXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> NoticeOut | Problem | None:
    """ 确认收到更正通知 / By the department that was told, and by nobody for it

     By the department that was told, and by nobody for it.

    Args:
        notice_id (UUID):
        x_purpose (GatewayPostAcknowledgementXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        NoticeOut | Problem
     """


    return (await asyncio_detailed(
        notice_id=notice_id,
client=client,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )).parsed
