from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.person_out import PersonOut
from ...models.problem import Problem
from ...models.registry_get_person_x_purpose import check_registry_get_person_x_purpose
from ...models.registry_get_person_x_purpose import RegistryGetPersonXPurpose
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID
import datetime



def _get_kwargs(
    person_id: UUID,
    *,
    as_of: datetime.date | None | Unset = UNSET,
    known_on: datetime.date | None | Unset = UNSET,
    x_purpose: RegistryGetPersonXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_purpose, Unset):
        headers["X-Purpose"] = str(x_purpose)


    if not isinstance(x_case_reference, Unset):
        headers["X-Case-Reference"] = x_case_reference



    

    params: dict[str, Any] = {}

    json_as_of: None | str | Unset
    if isinstance(as_of, Unset):
        json_as_of = UNSET
    elif isinstance(as_of, datetime.date):
        json_as_of = as_of.isoformat()
    else:
        json_as_of = as_of
    params["as_of"] = json_as_of

    json_known_on: None | str | Unset
    if isinstance(known_on, Unset):
        json_known_on = UNSET
    elif isinstance(known_on, datetime.date):
        json_known_on = known_on.isoformat()
    else:
        json_known_on = known_on
    params["known_on"] = json_known_on


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/registry/v1/persons/{person_id}".format(person_id=quote(str(person_id), safe=""),),
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PersonOut | Problem | None:
    if response.status_code == 200:
        response_200 = PersonOut.from_dict(response.json())



        return response_200

    if response.status_code == 308:
        response_308 = Problem.from_dict(response.json())



        return response_308

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PersonOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    person_id: UUID,
    *,
    client: AuthenticatedClient,
    as_of: datetime.date | None | Unset = UNSET,
    known_on: datetime.date | None | Unset = UNSET,
    x_purpose: RegistryGetPersonXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[PersonOut | Problem]:
    """ 查看一个人 / One person of your area, now or as of any day

     One person of your area, now or as of any day. An id that was merged leads to whom it was merged
    into.

    Args:
        person_id (UUID):
        as_of (datetime.date | None | Unset): How things stood on this day, by what is known now:
            a late registration counts from its day.
        known_on (datetime.date | None | Unset): Count only what the register had recorded by the
            end of this day.
        x_purpose (RegistryGetPersonXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PersonOut | Problem]
     """


    kwargs = _get_kwargs(
        person_id=person_id,
as_of=as_of,
known_on=known_on,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    person_id: UUID,
    *,
    client: AuthenticatedClient,
    as_of: datetime.date | None | Unset = UNSET,
    known_on: datetime.date | None | Unset = UNSET,
    x_purpose: RegistryGetPersonXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> PersonOut | Problem | None:
    """ 查看一个人 / One person of your area, now or as of any day

     One person of your area, now or as of any day. An id that was merged leads to whom it was merged
    into.

    Args:
        person_id (UUID):
        as_of (datetime.date | None | Unset): How things stood on this day, by what is known now:
            a late registration counts from its day.
        known_on (datetime.date | None | Unset): Count only what the register had recorded by the
            end of this day.
        x_purpose (RegistryGetPersonXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PersonOut | Problem
     """


    return sync_detailed(
        person_id=person_id,
client=client,
as_of=as_of,
known_on=known_on,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    ).parsed

async def asyncio_detailed(
    person_id: UUID,
    *,
    client: AuthenticatedClient,
    as_of: datetime.date | None | Unset = UNSET,
    known_on: datetime.date | None | Unset = UNSET,
    x_purpose: RegistryGetPersonXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[PersonOut | Problem]:
    """ 查看一个人 / One person of your area, now or as of any day

     One person of your area, now or as of any day. An id that was merged leads to whom it was merged
    into.

    Args:
        person_id (UUID):
        as_of (datetime.date | None | Unset): How things stood on this day, by what is known now:
            a late registration counts from its day.
        known_on (datetime.date | None | Unset): Count only what the register had recorded by the
            end of this day.
        x_purpose (RegistryGetPersonXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PersonOut | Problem]
     """


    kwargs = _get_kwargs(
        person_id=person_id,
as_of=as_of,
known_on=known_on,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    person_id: UUID,
    *,
    client: AuthenticatedClient,
    as_of: datetime.date | None | Unset = UNSET,
    known_on: datetime.date | None | Unset = UNSET,
    x_purpose: RegistryGetPersonXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> PersonOut | Problem | None:
    """ 查看一个人 / One person of your area, now or as of any day

     One person of your area, now or as of any day. An id that was merged leads to whom it was merged
    into.

    Args:
        person_id (UUID):
        as_of (datetime.date | None | Unset): How things stood on this day, by what is known now:
            a late registration counts from its day.
        known_on (datetime.date | None | Unset): Count only what the register had recorded by the
            end of this day.
        x_purpose (RegistryGetPersonXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PersonOut | Problem
     """


    return (await asyncio_detailed(
        person_id=person_id,
client=client,
as_of=as_of,
known_on=known_on,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )).parsed
