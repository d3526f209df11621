from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.page_key_out import PageKeyOut
from ...models.problem import Problem
from ...models.registry_list_participant_keys_x_purpose import check_registry_list_participant_keys_x_purpose
from ...models.registry_list_participant_keys_x_purpose import RegistryListParticipantKeysXPurpose
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    participant: None | str | Unset = UNSET,
    x_purpose: RegistryListParticipantKeysXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_purpose, Unset):
        headers["X-Purpose"] = str(x_purpose)


    if not isinstance(x_case_reference, Unset):
        headers["X-Case-Reference"] = x_case_reference



    

    params: dict[str, Any] = {}

    json_participant: None | str | Unset
    if isinstance(participant, Unset):
        json_participant = UNSET
    else:
        json_participant = participant
    params["participant"] = json_participant


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/registry/v1/reconciliation/keys",
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageKeyOut | Problem | None:
    if response.status_code == 200:
        response_200 = PageKeyOut.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PageKeyOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    participant: None | str | Unset = UNSET,
    x_purpose: RegistryListParticipantKeysXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[PageKeyOut | Problem]:
    """ 查看签署公钥 / Registered keys; a department sees its own

     Registered keys; a department sees its own.

    Args:
        participant (None | str | Unset):
        x_purpose (RegistryListParticipantKeysXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageKeyOut | Problem]
     """


    kwargs = _get_kwargs(
        participant=participant,
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
    participant: None | str | Unset = UNSET,
    x_purpose: RegistryListParticipantKeysXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> PageKeyOut | Problem | None:
    """ 查看签署公钥 / Registered keys; a department sees its own

     Registered keys; a department sees its own.

    Args:
        participant (None | str | Unset):
        x_purpose (RegistryListParticipantKeysXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageKeyOut | Problem
     """


    return sync_detailed(
        client=client,
participant=participant,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    participant: None | str | Unset = UNSET,
    x_purpose: RegistryListParticipantKeysXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[PageKeyOut | Problem]:
    """ 查看签署公钥 / Registered keys; a department sees its own

     Registered keys; a department sees its own.

    Args:
        participant (None | str | Unset):
        x_purpose (RegistryListParticipantKeysXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageKeyOut | Problem]
     """


    kwargs = _get_kwargs(
        participant=participant,
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
    participant: None | str | Unset = UNSET,
    x_purpose: RegistryListParticipantKeysXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> PageKeyOut | Problem | None:
    """ 查看签署公钥 / Registered keys; a department sees its own

     Registered keys; a department sees its own.

    Args:
        participant (None | str | Unset):
        x_purpose (RegistryListParticipantKeysXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageKeyOut | Problem
     """


    return (await asyncio_detailed(
        client=client,
participant=participant,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )).parsed
