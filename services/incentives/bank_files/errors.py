"""Refusals about files for the bank."""

from chassis.problems import Problem


class FileNotPossible(Problem):
    """Some lines do not fit the format; ``lines`` are the first of them. Another format takes them."""

    status, slug = 409, "bank-file-not-possible"
    title_zh, title_en = "该格式装不下某些行", "Some lines do not fit this format"


class FileDiffers(Problem):
    """The file made now is not the one that was made before: it must not be sent. Nothing was handed out."""

    status, slug = 409, "bank-file-differs"
    title_zh, title_en = "与首次生成的文件不一致，不得报送", "Not the same file as was made before"
