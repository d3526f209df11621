from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.benefit_income import BenefitIncome
from ...models.incentives_get_benefit_income_x_purpose import check_incentives_get_benefit_income_x_purpose
from ...models.incentives_get_benefit_income_x_purpose import IncentivesGetBenefitIncomeXPurpose
from ...models.problem import Problem
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    person_id: UUID,
    *,
    year: int,
    x_purpose: IncentivesGetBenefitIncomeXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_purpose, Unset):
        headers["X-Purpose"] = str(x_purpose)


    if not isinstance(x_case_reference, Unset):
        headers["X-Case-Reference"] = x_case_reference



    

    params: dict[str, Any] = {}

    params["year"] = year


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/incentives/v1/benefit-income/{person_id}".format(person_id=quote(str(person_id), safe=""),),
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> BenefitIncome | Problem | None:
    if response.status_code == 200:
        response_200 = BenefitIncome.from_dict(response.json())



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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[BenefitIncome | Problem]:
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
    year: int,
    x_purpose: IncentivesGetBenefitIncomeXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[BenefitIncome | Problem]:
    """ 查看家庭待遇收入合计 / A person's benefits of a year as sums, for a department that may see them; never which
    schemes they are

     A person's benefits of a year as sums, for a department that may see them; never which schemes they
    are.

    Args:
        person_id (UUID):
        year (int): Payments due in this year.
        x_purpose (IncentivesGetBenefitIncomeXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BenefitIncome | Problem]
     """


    kwargs = _get_kwargs(
        person_id=person_id,
year=year,
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
    year: int,
    x_purpose: IncentivesGetBenefitIncomeXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> BenefitIncome | Problem | None:
    """ 查看家庭待遇收入合计 / A person's benefits of a year as sums, for a department that may see them; never which
    schemes they are

     A person's benefits of a year as sums, for a department that may see them; never which schemes they
    are.

    Args:
        person_id (UUID):
        year (int): Payments due in this year.
        x_purpose (IncentivesGetBenefitIncomeXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BenefitIncome | Problem
     """


    return sync_detailed(
        person_id=person_id,
client=client,
year=year,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    ).parsed

async def asyncio_detailed(
    person_id: UUID,
    *,
    client: AuthenticatedClient,
    year: int,
    x_purpose: IncentivesGetBenefitIncomeXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> Response[BenefitIncome | Problem]:
    """ 查看家庭待遇收入合计 / A person's benefits of a year as sums, for a department that may see them; never which
    schemes they are

     A person's benefits of a year as sums, for a department that may see them; never which schemes they
    are.

    Args:
        person_id (UUID):
        year (int): Payments due in this year.
        x_purpose (IncentivesGetBenefitIncomeXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BenefitIncome | Problem]
     """


    kwargs = _get_kwargs(
        person_id=person_id,
year=year,
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
    year: int,
    x_purpose: IncentivesGetBenefitIncomeXPurpose | Unset = UNSET,
    x_case_reference: str | Unset = UNSET,

) -> BenefitIncome | Problem | None:
    """ 查看家庭待遇收入合计 / A person's benefits of a year as sums, for a department that may see them; never which
    schemes they are

     A person's benefits of a year as sums, for a department that may see them; never which schemes they
    are.

    Args:
        person_id (UUID):
        year (int): Payments due in this year.
        x_purpose (IncentivesGetBenefitIncomeXPurpose | Unset):
        x_case_reference (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BenefitIncome | Problem
     """


    return (await asyncio_detailed(
        person_id=person_id,
client=client,
year=year,
x_purpose=x_purpose,
x_case_reference=x_case_reference,

    )).parsed
