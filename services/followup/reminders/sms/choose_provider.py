"""The provider that this installation is set up for."""

from pathlib import Path

from services.followup.reminders.sms.folder_provider import FolderProvider
from services.followup.reminders.sms.http_provider import HttpProvider
from services.followup.reminders.sms.provider import SmsProvider
from services.followup.reminders.sms.settings import SmsSettings
from services.followup.retention.periods import period


def choose_provider(settings: SmsSettings, home: Path) -> SmsProvider:
    """Over HTTP where an address is set, else the folder ``sms`` in the installation's home."""
    if settings.url is None:
        return FolderProvider(home / "sms", period("local-message").days)
    token = None if settings.token_file is None else settings.token_file.read_text(encoding="utf-8").strip()
    return HttpProvider(settings.url, token, settings.timeout_seconds, settings.reports_url)
