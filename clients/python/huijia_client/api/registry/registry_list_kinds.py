from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.page_kind_out import PageKindOut
from ...models.problem import Problem
from ...models.registry_list_kinds_x_purpose import check_registry_list_kinds_x_purpose
from ...models.registry_list_kinds_x_purpose import RegistryListKindsXPurpose
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    department: None | str | Unset = UNSET,
    x_purpose: RegistryListKindsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_purpose, Unset):
        headers["X-Purpose"] = str(x_purpose)


    if not isinstance(x_case_reference, Unset):
        headers["X-Case-Reference"] = x_case_reference



    

    params: dict[str, Any] = {}

    json_department: None | str | Unset
    if isinstance(department, Unset):
        json_department = UNSET
    else:
        json_department = department
    params["department"] = json_department


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/registry/v1/reconciliation/kinds",
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageKindOut | Problem | None:
    if response.status_code == 200:
        response_200 = PageKindOut.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PageKindOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    department: None | str | Unset = UNSET,
    x_purpose: RegistryListKindsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[PageKindOut | Problem]:
    """ 查看提交数据类别 / What departments hand in, each kind with its JSON Schema

     What departments hand in, each kind with its JSON Schema. A department sees its own.

    Args:
        department (None | str | Unset): Whose kinds.
        x_purpose (RegistryListKindsXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageKindOut | Problem]
     """


    kwargs = _get_kwargs(
        department=department,
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
    department: None | str | Unset = UNSET,
    x_purpose: RegistryListKindsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> PageKindOut | Problem | None:
    """ 查看提交数据类别 / What departments hand in, each kind with its JSON Schema

     What departments hand in, each kind with its JSON Schema. A department sees its own.

    Args:
        department (None | str | Unset): Whose kinds.
        x_purpose (RegistryListKindsXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageKindOut | Problem
     """


    return sync_detailed(
        client=client,
department=department,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    department: None | str | Unset = UNSET,
    x_purpose: RegistryListKindsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[PageKindOut | Problem]:
    """ 查看提交数据类别 / What departments hand in, each kind with its JSON Schema

     What departments hand in, each kind with its JSON Schema. A department sees its own.

    Args:
        department (None | str | Unset): Whose kinds.
        x_purpose (RegistryListKindsXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageKindOut | Problem]
     """


    kwargs = _get_kwargs(
        department=department,
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
    department: None | str | Unset = UNSET,
    x_purpose: RegistryListKindsXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> PageKindOut | Problem | None:
    """ 查看提交数据类别 / What departments hand in, each kind with its JSON Schema

     What departments hand in, each kind with its JSON Schema. A department sees its own.

    Args:
        department (None | str | Unset): Whose kinds.
        x_purpose (RegistryListKindsXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageKindOut | Problem
     """


    return (await asyncio_detailed(
        client=client,
department=department,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )).parsed
