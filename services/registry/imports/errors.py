"""Refusals around imports. What makes a file unreadable is kept with the import (``reading/refusals.py``)."""

from chassis.problems import Conflict, NotFound, Problem


class UnknownImport(NotFound):
    """There is no such import, or it lies outside the caller's area."""

    slug = "import-unknown"
    title_zh, title_en = "没有这次导入", "No such import"


class UnknownImportMapping(NotFound):
    """There is no such mapping, or another office remembered it."""

    slug = "import-mapping-unknown"
    title_zh, title_en = "没有这个列对应关系", "No such mapping of columns"


class ImportNotFinished(Conflict):
    """Only a finished import that wrote something can be undone; ``state`` and ``dry_run`` say how it stands."""

    slug = "import-not-finished"
    title_zh, title_en = "导入不在“已完成”状态", "The import is not in the state 'finished'"


class ImportBuiltOn(Conflict):
    """Something was later built on what the import wrote; ``blockers`` names it."""

    slug = "import-built-on"
    title_zh, title_en = "导入之后的业务依赖其数据，不能整批撤销", "Later work builds on this import"


class UploadInvalid(Problem):
    """The body is no multipart form with a part named ``file``."""

    status, slug = 422, "upload-invalid"
    title_zh, title_en = "没有收到文件", "No file was received"
