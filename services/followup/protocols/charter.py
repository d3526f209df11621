"""What no protocol may hold, whoever writes it (the charter). The check is on declared fields, never on free text."""

import re

# Rule → words that name what the rule excludes, in the ids and titles of steps and records.
_EXCLUDED = {
    "C11": r"胎儿性别|(fetal|foetal|fetus|foetus)[ -]?(sex|gender)|(sex|gender)[ -]of[ -]the[ -](fetus|foetus)",
    "C1": r"准生|生育证|计划外|超生|生育指标|birth[ -](permit|quota)|unplanned[ -]birth|permitted[ -]birth",
    "C4": r"任务数|指标数|\b(quota|target)\b",
}


def broken_rule(*words: str) -> str | None:
    """The first rule of the charter that a field of this name would break, or None."""
    for rule, pattern in _EXCLUDED.items():
        if any(re.search(pattern, text, re.IGNORECASE) for text in words):
            return rule
    return None
