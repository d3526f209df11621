from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.page_person_out import PagePersonOut
from ...models.problem import Problem
from ...models.registry_list_persons_x_purpose import check_registry_list_persons_x_purpose
from ...models.registry_list_persons_x_purpose import RegistryListPersonsXPurpose
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    citizen_number: None | str | Unset = UNSET,
    name: None | str | Unset = UNSET,
    division: None | str | Unset = UNSET,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    x_purpose: RegistryListPersonsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_purpose, Unset):
        headers["X-Purpose"] = str(x_purpose)


    if not isinstance(x_case_reference, Unset):
        headers["X-Case-Reference"] = x_case_reference



    

    params: dict[str, Any] = {}

    json_citizen_number: None | str | Unset
    if isinstance(citizen_number, Unset):
        json_citizen_number = UNSET
    else:
        json_citizen_number = citizen_number
    params["citizen_number"] = json_citizen_number

    json_name: None | str | Unset
    if isinstance(name, Unset):
        json_name = UNSET
    else:
        json_name = name
    params["name"] = json_name

    json_division: None | str | Unset
    if isinstance(division, Unset):
        json_division = UNSET
    else:
        json_division = division
    params["division"] = json_division

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
        "url": "/api/registry/v1/persons",
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PagePersonOut | Problem | None:
    if response.status_code == 200:
        response_200 = PagePersonOut.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PagePersonOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    citizen_number: None | str | Unset = UNSET,
    name: None | str | Unset = UNSET,
    division: None | str | Unset = UNSET,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    x_purpose: RegistryListPersonsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[PagePersonOut | Problem]:
    """ 查找人员 / Persons by citizen number (exact), by the beginning of their name, or by division: your
    area's only

     Persons by citizen number (exact), by the beginning of their name, or by division: your area's only.

    Departments look up by citizen number alone. An address is easily kept somewhere on the way: prefer
    `POST /persons/search` for numbers.

    Args:
        citizen_number (None | str | Unset): Better sent to `POST /persons/search`.
        name (None | str | Unset):
        division (None | str | Unset): A 12-digit division code.
        cursor (None | str | Unset): The `next` of the page before.
        limit (int | Unset): How many persons at most. Default: 50.
        x_purpose (RegistryListPersonsXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PagePersonOut | Problem]
     """


    kwargs = _get_kwargs(
        citizen_number=citizen_number,
name=name,
division=division,
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
    citizen_number: None | str | Unset = UNSET,
    name: None | str | Unset = UNSET,
    division: None | str | Unset = UNSET,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    x_purpose: RegistryListPersonsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> PagePersonOut | Problem | None:
    """ 查找人员 / Persons by citizen number (exact), by the beginning of their name, or by division: your
    area's only

     Persons by citizen number (exact), by the beginning of their name, or by division: your area's only.

    Departments look up by citizen number alone. An address is easily kept somewhere on the way: prefer
    `POST /persons/search` for numbers.

    Args:
        citizen_number (None | str | Unset): Better sent to `POST /persons/search`.
        name (None | str | Unset):
        division (None | str | Unset): A 12-digit division code.
        cursor (None | str | Unset): The `next` of the page before.
        limit (int | Unset): How many persons at most. Default: 50.
        x_purpose (RegistryListPersonsXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PagePersonOut | Problem
     """


    return sync_detailed(
        client=client,
citizen_number=citizen_number,
name=name,
division=division,
cursor=cursor,
limit=limit,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    citizen_number: None | str | Unset = UNSET,
    name: None | str | Unset = UNSET,
    division: None | str | Unset = UNSET,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    x_purpose: RegistryListPersonsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[PagePersonOut | Problem]:
    """ 查找人员 / Persons by citizen number (exact), by the beginning of their name, or by division: your
    area's only

     Persons by citizen number (exact), by the beginning of their name, or by division: your area's only.

    Departments look up by citizen number alone. An address is easily kept somewhere on the way: prefer
    `POST /persons/search` for numbers.

    Args:
        citizen_number (None | str | Unset): Better sent to `POST /persons/search`.
        name (None | str | Unset):
        division (None | str | Unset): A 12-digit division code.
        cursor (None | str | Unset): The `next` of the page before.
        limit (int | Unset): How many persons at most. Default: 50.
        x_purpose (RegistryListPersonsXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PagePersonOut | Problem]
     """


    kwargs = _get_kwargs(
        citizen_number=citizen_number,
name=name,
division=division,
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
    citizen_number: None | str | Unset = UNSET,
    name: None | str | Unset = UNSET,
    division: None | str | Unset = UNSET,
    cursor: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    x_purpose: RegistryListPersonsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> PagePersonOut | Problem | None:
    """ 查找人员 / Persons by citizen number (exact), by the beginning of their name, or by division: your
    area's only

     Persons by citizen number (exact), by the beginning of their name, or by division: your area's only.

    Departments look up by citizen number alone. An address is easily kept somewhere on the way: prefer
    `POST /persons/search` for numbers.

    Args:
        citizen_number (None | str | Unset): Better sent to `POST /persons/search`.
        name (None | str | Unset):
        division (None | str | Unset): A 12-digit division code.
        cursor (None | str | Unset): The `next` of the page before.
        limit (int | Unset): How many persons at most. Default: 50.
        x_purpose (RegistryListPersonsXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PagePersonOut | Problem
     """


    return (await asyncio_detailed(
        client=client,
citizen_number=citizen_number,
name=name,
division=division,
cursor=cursor,
limit=limit,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )).parsed
