from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.answer_entry import AnswerEntry
from ...models.discrepancy_out import DiscrepancyOut
from ...models.problem import Problem
from ...models.registry_post_answer_x_purpose import check_registry_post_answer_x_purpose
from ...models.registry_post_answer_x_purpose import RegistryPostAnswerXPurpose
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    discrepancy_id: UUID,
    *,
    body: AnswerEntry,
    x_purpose: RegistryPostAnswerXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_purpose, Unset):
        headers["X-Purpose"] = str(x_purpose)


    if not isinstance(x_case_reference, Unset):
        headers["X-Case-Reference"] = x_case_reference



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/registry/v1/reconciliation/discrepancies/{discrepancy_id}/answers".format(discrepancy_id=quote(str(discrepancy_id), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> DiscrepancyOut | Problem | None:
    if response.status_code == 200:
        response_200 = DiscrepancyOut.from_dict(response.json())



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

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())



        return response_409

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[DiscrepancyOut | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    discrepancy_id: UUID,
    *,
    client: AuthenticatedClient,
    body: AnswerEntry,
    x_purpose: RegistryPostAnswerXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[DiscrepancyOut | Problem]:
    """ 答复差异 / Say what became of a task: mended, with its evidence; the register is wrong; no difference;
    more time

     Say what became of a task: mended, with its evidence; the register is wrong; no difference; more
    time.

    Args:
        discrepancy_id (UUID):
        x_purpose (RegistryPostAnswerXPurpose | Unset):
        x_case_reference (str | Unset):
        body (AnswerEntry): What its owner says. ``mended`` names the evidence.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DiscrepancyOut | Problem]
     """


    kwargs = _get_kwargs(
        discrepancy_id=discrepancy_id,
body=body,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    discrepancy_id: UUID,
    *,
    client: AuthenticatedClient,
    body: AnswerEntry,
    x_purpose: RegistryPostAnswerXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> DiscrepancyOut | Problem | None:
    """ 答复差异 / Say what became of a task: mended, with its evidence; the register is wrong; no difference;
    more time

     Say what became of a task: mended, with its evidence; the register is wrong; no difference; more
    time.

    Args:
        discrepancy_id (UUID):
        x_purpose (RegistryPostAnswerXPurpose | Unset):
        x_case_reference (str | Unset):
        body (AnswerEntry): What its owner says. ``mended`` names the evidence.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DiscrepancyOut | Problem
     """


    return sync_detailed(
        discrepancy_id=discrepancy_id,
client=client,
body=body,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    ).parsed

async def asyncio_detailed(
    discrepancy_id: UUID,
    *,
    client: AuthenticatedClient,
    body: AnswerEntry,
    x_purpose: RegistryPostAnswerXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[DiscrepancyOut | Problem]:
    """ 答复差异 / Say what became of a task: mended, with its evidence; the register is wrong; no difference;
    more time

     Say what became of a task: mended, with its evidence; the register is wrong; no difference; more
    time.

    Args:
        discrepancy_id (UUID):
        x_purpose (RegistryPostAnswerXPurpose | Unset):
        x_case_reference (str | Unset):
        body (AnswerEntry): What its owner says. ``mended`` names the evidence.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DiscrepancyOut | Problem]
     """


    kwargs = _get_kwargs(
        discrepancy_id=discrepancy_id,
body=body,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    discrepancy_id: UUID,
    *,
    client: AuthenticatedClient,
    body: AnswerEntry,
    x_purpose: RegistryPostAnswerXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> DiscrepancyOut | Problem | None:
    """ 答复差异 / Say what became of a task: mended, with its evidence; the register is wrong; no difference;
    more time

     Say what became of a task: mended, with its evidence; the register is wrong; no difference; more
    time.

    Args:
        discrepancy_id (UUID):
        x_purpose (RegistryPostAnswerXPurpose | Unset):
        x_case_reference (str | Unset):
        body (AnswerEntry): What its owner says. ``mended`` names the evidence.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DiscrepancyOut | Problem
     """


    return (await asyncio_detailed(
        discrepancy_id=discrepancy_id,
client=client,
body=body,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )).parsed
