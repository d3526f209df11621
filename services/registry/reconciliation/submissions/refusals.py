"""Why a whole extract was refused, told from its header; see docs/problems."""

from collections.abc import Sequence
from typing import Any

from services.registry.imports.columns import folded
from services.registry.imports.reading.refusals import FileRefused
from services.registry.reconciliation.record_kinds.kinds import Kind, kinds, spellings


def refuse(slug: str, reason: str, zh: str, en: str, **facts: Any) -> FileRefused:
    """The refusal; ``slug`` leads to docs/problems."""
    return FileRefused(slug, reason, zh, en, **facts)


def of_header(kind: Kind, cells: Sequence[str]) -> FileRefused | None:
    """What is wrong with the header row, if anything: another kind, columns beyond the schema, columns missing."""
    titles = [cell.strip() for cell in cells]
    named = [spellings(kind.code).get(folded(title)) for title in titles]
    unknown = [title[:60] for title, name in zip(titles, named, strict=True) if title and name is None]
    missing = [c.zh for c in kind.columns if c.required and c.name not in named]
    if (other := _fits_better(kind, titles)) is not None:
        return refuse(
            "submission-another-kind",
            "another_kind",
            f"表头像是“{other.zh}”，不是“{kind.zh}”。请选对类别再上传。",
            f"The header is that of '{other.en}', not of '{kind.en}'. Choose the right kind.",
            looks_like=other.code,
        )
    if unknown:
        return beyond_schema(unknown)
    twice = [name for name in named if name and named.count(name) > 1]
    if missing or twice:
        return refuse(
            "submission-header-unusable",
            "missing_columns" if missing else "duplicate_columns",
            f"表头{'缺少' if missing else '重复'}:{'、'.join(missing or sorted(set(twice)))}。请下载模板对照。",
            f"Columns {'missing' if missing else 'given twice'}: {', '.join(missing or sorted(set(twice)))}.",
            columns=missing or sorted(set(twice)),
        )
    return None


def beyond_schema(fields: Sequence[str]) -> FileRefused:
    """Fields that the schema does not have: the extract is refused, nothing of it is stored (C6)."""
    shown = list(dict.fromkeys("".join(c for c in name if c.isprintable()) for name in fields))[:20]
    return refuse(
        "submission-fields-refused",
        "unknown_fields",
        f"含有规定以外的列：{'、'.join(shown)}。超出范围的信息不接收、不保存，请删去后重新上传。",
        f"Columns beyond the schema: {', '.join(shown)}. They are not taken or stored: remove them and upload again.",
        columns=shown,
        rule="C6",
    )


def no_header(kind: Kind) -> FileRefused:
    """None of the first rows names the kind's columns."""
    return refuse(
        "submission-header-unusable",
        "no_header",
        f"没有找到“{kind.zh}”的表头。请下载模板对照。",
        f"No header of '{kind.en}' was found. Compare with the template.",
    )


def rows_missing(declared: int, read: int) -> FileRefused:
    """The file has another number of rows than the sender said."""
    return refuse(
        "submission-rows-missing",
        "rows_missing",
        f"声明 {declared} 行，实收 {read} 行。文件可能不完整，请重新导出后上传。",
        f"{declared} rows were declared and {read} arrived. Export the file again.",
        declared=declared,
        read=read,
    )


def too_many_rows(most: int) -> FileRefused:
    """More rows than one extract may have."""
    return refuse(
        "import-too-many-rows",
        "too_many_rows",
        f"文件超过 {most} 行。请核对后重新上传。",
        f"The file has more than {most} rows.",
        most_rows=most,
    )


def _fits_better(kind: Kind, titles: Sequence[str]) -> Kind | None:
    def fit(candidate: Kind) -> tuple[int, int]:
        known = spellings(candidate.code)
        named = {known[folded(t)] for t in titles if folded(t) in known}
        lacking = sum(1 for c in candidate.columns if c.required and c.name not in named)
        stray = sum(1 for t in titles if t and folded(t) not in known)
        return lacking, stray

    ours = fit(kind)
    fitting = [other for other in kinds().values() if fit(other) == (0, 0)]
    return fitting[0] if ours != (0, 0) and ours[0] > 0 and fitting else None
