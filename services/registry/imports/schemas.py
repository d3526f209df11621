"""What the imports' endpoints answer."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel

from services.registry.imports.errors import ImportBuiltOn
from services.registry.imports.tables import Import

State = Literal["queued", "running", "finished", "failed", "undone"]


class Counts(BaseModel):
    """Rows: those read are created, updated, unchanged or rejected; possible duplicates are among those created."""

    read: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    possible_duplicates: int


class Progress(BaseModel):
    """How far the work is, and the rows read so far.

    Phases: waiting, reading, matching, writing, done; of an undo: undo-waiting, undoing, done.
    """

    phase: str
    rows: int


class Touched(BaseModel):
    """A row of the file, the person that it matches, and the fields that would change (no values)."""

    row: int
    person_id: UUID | None = None
    fields: list[str] = []


class Preview(BaseModel):
    """What a dry run found would be written: how many households, and the first rows of each kind."""

    households_created: int
    households_changed: int
    created: list[Touched]
    updated: list[Touched]
    unchanged: list[Touched]


class MappingUsed(BaseModel):
    """The remembered mapping that the file was read by, as it was then; headers without blanks and capitals."""

    id: UUID
    columns: dict[str, str | None]


class ImportView(BaseModel):
    """One import. ``problem`` is a problem document: why a failed one failed, or an undo was not carried out."""

    id: UUID
    state: State
    counts: Counts
    progress: Progress
    file_name: str
    size: int
    unknown_columns: list[str]
    mapping: MappingUsed | None
    dry_run: bool
    preview: Preview | None
    problem: dict[str, Any] | None
    uploaded_by: str
    division: str
    uploaded_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    undone_at: datetime | None

    @classmethod
    def of(cls, row: Import, language: str) -> "ImportView":
        """The row as shown in ``zh`` or ``en``."""
        names = ("created", "updated", "unchanged", "rejected", "possible_duplicates")
        shown = {name: getattr(row, name) for name in cls.model_fields if name not in ("counts", "progress", "problem")}
        return cls(
            **shown,
            counts=Counts(read=row.rows_read, **{name: getattr(row, name) for name in names}),
            progress=Progress(phase=row.phase, rows=row.rows_read),
            problem=_problem(row.problem, language),
        )


class Accepted(BaseModel):
    """The import that was queued."""

    id: UUID
    state: State


_TITLES = {
    "import-file-unreadable": ("文件无法读取", "The file cannot be read"),
    "import-file-unsafe": ("文件不安全", "The file is not safe to open"),
    "import-header-unusable": ("表头有误", "The header row cannot be used"),
    "import-too-many-rows": ("行数过多", "Too many rows"),
    "import-no-divisions": ("缺少区划", "No divisions"),
    "import-gave-up": ("导入未能完成", "The import could not be completed"),
    "import-undo-gave-up": ("撤销未能完成", "The undo could not be completed"),
    ImportBuiltOn.slug: (ImportBuiltOn.title_zh, ImportBuiltOn.title_en),
}


def _problem(kept: dict[str, Any] | None, language: str) -> dict[str, Any] | None:
    if kept is None:
        return None
    place = 1 if language == "en" else 0
    slug = kept["slug"]
    facts = {name: value for name, value in kept.items() if name not in ("slug", "detail_zh", "detail_en")}
    return {
        "type": f"https://huijia.cn/problems/{slug}",
        "title": _TITLES[slug][place],
        "status": ImportBuiltOn.status if slug == ImportBuiltOn.slug else 422,
        "detail": kept[("detail_zh", "detail_en")[place]],
        **facts,
    }
