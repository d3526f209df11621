"""Refusals about files from the bank."""

from chassis.problems import Problem


class ReturnUnreadable(Problem):
    """The file is no return file that is known here; what is missing is said. Nothing was changed."""

    status, slug = 422, "return-file-unreadable"
    title_zh, title_en = "无法读取银行回单文件", "The bank's file cannot be read"


class TotalsDiffer(Problem):
    """The file's own control totals do not fit its lines: it is not whole. Nothing was changed."""

    status, slug = 422, "control-totals-differ"
    title_zh, title_en = "控制总数不符", "The control totals differ"


class UnknownReturn(Problem):
    """No such file, or no such line of it."""

    status, slug = 404, "unknown-return"
    title_zh, title_en = "未找到该回单", "No such return"


class LineNotQuarantined(Problem):
    """The line was processed, or somebody has looked into it already."""

    status, slug = 409, "line-not-quarantined"
    title_zh, title_en = "该行不在待查之列", "The line does not wait to be looked into"
