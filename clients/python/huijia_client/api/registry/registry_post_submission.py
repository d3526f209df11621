from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.problem import Problem
from ...models.registry_post_submission_body import RegistryPostSubmissionBody
from ...models.registry_post_submission_x_purpose import check_registry_post_submission_x_purpose
from ...models.registry_post_submission_x_purpose import RegistryPostSubmissionXPurpose
from ...models.submission_out import SubmissionOut
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    *,
    body: RegistryPostSubmissionBody,
    session: UUID,
    kind: str,
    rows: int | None | Unset = UNSET,
    x_purpose: RegistryPostSubmissionXPurpose | Unset = UNSET,
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

    params["kind"] = kind

    json_rows: int | None | Unset
    if isinstance(rows, Unset):
        json_rows = UNSET
    else:
        json_rows = rows
    params["rows"] = json_rows


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/registry/v1/reconciliation/submissions",
        "params": params,
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | SubmissionOut | None:
    if response.status_code == 202:
        response_202 = SubmissionOut.from_dict(response.json())



        return response_202

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

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())



        return response_413

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | SubmissionOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: RegistryPostSubmissionBody,
    session: UUID,
    kind: str,
    rows: int | None | Unset = UNSET,
    x_purpose: RegistryPostSubmissionXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[Problem | SubmissionOut]:
    """ 提交部门数据 / Hand in an extract (.xlsx, .csv or NDJSON)

     Hand in an extract (.xlsx, .csv or NDJSON). It is read in the background and replaces the one
    before.

    Args:
        session (UUID): The meeting.
        kind (str): The record kind.
        rows (int | None | Unset): How many rows you sent, as a control total.
        x_purpose (RegistryPostSubmissionXPurpose | Unset):
        x_case_reference (str | Unset):
        body (RegistryPostSubmissionBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SubmissionOut]
     """


    kwargs = _get_kwargs(
        body=body,
session=session,
kind=kind,
rows=rows,
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
    body: RegistryPostSubmissionBody,
    session: UUID,
    kind: str,
    rows: int | None | Unset = UNSET,
    x_purpose: RegistryPostSubmissionXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Problem | SubmissionOut | None:
    """ 提交部门数据 / Hand in an extract (.xlsx, .csv or NDJSON)

     Hand in an extract (.xlsx, .csv or NDJSON). It is read in the background and replaces the one
    before.

    Args:
        session (UUID): The meeting.
        kind (str): The record kind.
        rows (int | None | Unset): How many rows you sent, as a control total.
        x_purpose (RegistryPostSubmissionXPurpose | Unset):
        x_case_reference (str | Unset):
        body (RegistryPostSubmissionBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SubmissionOut
     """


    return sync_detailed(
        client=client,
body=body,
session=session,
kind=kind,
rows=rows,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: RegistryPostSubmissionBody,
    session: UUID,
    kind: str,
    rows: int | None | Unset = UNSET,
    x_purpose: RegistryPostSubmissionXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[Problem | SubmissionOut]:
    """ 提交部门数据 / Hand in an extract (.xlsx, .csv or NDJSON)

     Hand in an extract (.xlsx, .csv or NDJSON). It is read in the background and replaces the one
    before.

    Args:
        session (UUID): The meeting.
        kind (str): The record kind.
        rows (int | None | Unset): How many rows you sent, as a control total.
        x_purpose (RegistryPostSubmissionXPurpose | Unset):
        x_case_reference (str | Unset):
        body (RegistryPostSubmissionBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SubmissionOut]
     """


    kwargs = _get_kwargs(
        body=body,
session=session,
kind=kind,
rows=rows,
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
    body: RegistryPostSubmissionBody,
    session: UUID,
    kind: str,
    rows: int | None | Unset = UNSET,
    x_purpose: RegistryPostSubmissionXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Problem | SubmissionOut | None:
    """ 提交部门数据 / Hand in an extract (.xlsx, .csv or NDJSON)

     Hand in an extract (.xlsx, .csv or NDJSON). It is read in the background and replaces the one
    before.

    Args:
        session (UUID): The meeting.
        kind (str): The record kind.
        rows (int | None | Unset): How many rows you sent, as a control total.
        x_purpose (RegistryPostSubmissionXPurpose | Unset):
        x_case_reference (str | Unset):
        body (RegistryPostSubmissionBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SubmissionOut
     """


    return (await asyncio_detailed(
        client=client,
body=body,
session=session,
kind=kind,
rows=rows,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )).parsed
