"""What contradicts a divorce. Pure."""

from datetime import date

from services.registry.findings import Finding


def findings(divorced_on: date, married_on: date | None) -> list[Finding]:
    """A divorce before the marriage that it ends, with both days."""
    if married_on is None or divorced_on >= married_on:
        return []
    zh, en = f"离婚日期{divorced_on}早于结婚日期{married_on}", f"divorced {divorced_on}, but married {married_on}"
    return [Finding("divorced_on", "divorced_before_marriage", zh, en)]
