from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.page_person_out import PagePersonOut
from ...models.person_search import PersonSearch
from ...models.problem import Problem
from ...models.registry_search_persons_x_purpose import check_registry_search_persons_x_purpose
from ...models.registry_search_persons_x_purpose import RegistrySearchPersonsXPurpose
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    body: PersonSearch,
    x_purpose: RegistrySearchPersonsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_purpose, Unset):
        headers["X-Purpose"] = str(x_purpose)


    if not isinstance(x_case_reference, Unset):
        headers["X-Case-Reference"] = x_case_reference



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/registry/v1/persons/search",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

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
    body: PersonSearch,
    x_purpose: RegistrySearchPersonsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[PagePersonOut | Problem]:
    """ 搜索人员 / Persons of your area by citizen number, name, phone or address; the closest first

     Persons of your area by citizen number, name, phone or address; the closest first.

    What is looked for travels in the body and so comes into no address and no log. Departments look up
    by citizen
    number alone.

    Args:
        x_purpose (RegistrySearchPersonsXPurpose | Unset):
        x_case_reference (str | Unset):
        body (PersonSearch): One thing to look for. It stands in the body, so that it comes into
            no address and no log.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PagePersonOut | Problem]
     """


    kwargs = _get_kwargs(
        body=body,
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
    body: PersonSearch,
    x_purpose: RegistrySearchPersonsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> PagePersonOut | Problem | None:
    """ 搜索人员 / Persons of your area by citizen number, name, phone or address; the closest first

     Persons of your area by citizen number, name, phone or address; the closest first.

    What is looked for travels in the body and so comes into no address and no log. Departments look up
    by citizen
    number alone.

    Args:
        x_purpose (RegistrySearchPersonsXPurpose | Unset):
        x_case_reference (str | Unset):
        body (PersonSearch): One thing to look for. It stands in the body, so that it comes into
            no address and no log.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PagePersonOut | Problem
     """


    return sync_detailed(
        client=client,
body=body,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: PersonSearch,
    x_purpose: RegistrySearchPersonsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[PagePersonOut | Problem]:
    """ 搜索人员 / Persons of your area by citizen number, name, phone or address; the closest first

     Persons of your area by citizen number, name, phone or address; the closest first.

    What is looked for travels in the body and so comes into no address and no log. Departments look up
    by citizen
    number alone.

    Args:
        x_purpose (RegistrySearchPersonsXPurpose | Unset):
        x_case_reference (str | Unset):
        body (PersonSearch): One thing to look for. It stands in the body, so that it comes into
            no address and no log.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PagePersonOut | Problem]
     """


    kwargs = _get_kwargs(
        body=body,
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
    body: PersonSearch,
    x_purpose: RegistrySearchPersonsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> PagePersonOut | Problem | None:
    """ 搜索人员 / Persons of your area by citizen number, name, phone or address; the closest first

     Persons of your area by citizen number, name, phone or address; the closest first.

    What is looked for travels in the body and so comes into no address and no log. Departments look up
    by citizen
    number alone.

    Args:
        x_purpose (RegistrySearchPersonsXPurpose | Unset):
        x_case_reference (str | Unset):
        body (PersonSearch): One thing to look for. It stands in the body, so that it comes into
            no address and no log.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PagePersonOut | Problem
     """


    return (await asyncio_detailed(
        client=client,
body=body,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )).parsed
