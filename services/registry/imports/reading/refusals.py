"""Why a whole file was refused. Rows never fail a file; only what makes its rows unreadable does."""

from typing import Any


class FileRefused(Exception):
    """The file can't be read as a people file; shown to the uploader as the import's problem.

    ``slug`` leads to ``docs/problems/<slug>.md``; ``reason`` tells machines apart what the texts tell people.
    """

    def __init__(self, slug: str, reason: str, zh: str, en: str, **facts: Any) -> None:
        super().__init__(reason)
        self.slug, self.reason, self.zh, self.en, self.facts = slug, reason, zh, en, facts

    def as_dict(self) -> dict[str, Any]:
        """What is kept with the import."""
        return {"slug": self.slug, "detail_zh": self.zh, "detail_en": self.en, **self.facts, "reason": self.reason}


def unreadable(reason: str, zh: str, en: str, **facts: Any) -> FileRefused:
    """The file is not one of the two formats, or it is damaged."""
    return FileRefused("import-file-unreadable", reason, zh, en, **facts)


def unsafe(reason: str, zh: str, en: str, **facts: Any) -> FileRefused:
    """The file holds something that is never opened: macros, a zip bomb, entity declarations."""
    return FileRefused("import-file-unsafe", reason, zh, en, **facts)


def bad_header(reason: str, zh: str, en: str, **facts: Any) -> FileRefused:
    """The header row does not say which column is what."""
    return FileRefused("import-header-unusable", reason, zh, en, **facts)
