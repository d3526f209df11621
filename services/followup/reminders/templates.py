"""The texts of messages, as shipped in ``templates.yaml``."""

from datetime import date
from functools import cache
from pathlib import Path

from chassis.data_files import Words, read_data
from services.followup.reminders.rules import Template


@cache
def templates() -> dict[Template, Words]:
    """All texts. Raises BadDataFile."""
    return read_data(Path(__file__).with_name("templates.yaml"), dict[Template, Words])


def render(template: Template, language: str, day: date) -> str:
    """The message: a day, and nothing else that differs from person to person."""
    words = templates()[template]
    return (words.en if language == "en" else words.zh).format(month=day.month, day=day.day)
