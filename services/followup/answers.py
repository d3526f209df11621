"""How routes answer about people: with the version to change, and with whom the answer is about, for their log (C9)."""

from operator import attrgetter
from typing import Protocol, TypeVar
from uuid import UUID

from fastapi import Response
from pydantic import BaseModel

from chassis.concurrency import set_etag
from chassis.http import tell_subjects
from chassis.pagination import Page, page_of


class OfPerson(Protocol):
    """A row about one person that knows how often it changed."""

    person_id: UUID
    revision: int


M = TypeVar("M", bound=BaseModel)


def seen_as(model: type[M], row: OfPerson, response: Response) -> M:
    """``row`` as callers see it, with its ETag."""
    set_etag(response, row.revision)
    tell_subjects(response, row.person_id)
    return model.model_validate(row)


def page_about(response: Response, rows: list[M], limit: int, *keys: str) -> Page[M]:
    """A page of ``rows``, each with a ``person_id`` (one more than ``limit`` if there are), and whom it is about."""
    page = page_of(rows, limit, *keys)
    tell_subjects(response, *set(map(attrgetter("person_id"), page.items)))
    return page
