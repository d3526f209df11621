"""What each operation is called, in Chinese first: ``titles.yaml`` beside the first sentence of each docstring."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("titles.yaml")


def load_titles(path: Path = FILE) -> dict[str, str]:
    """Chinese title by operation id (``registry_post_birth``)."""
    services: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {f"{service}_{name}": title for service, names in services.items() for name, title in names.items()}


def entitle(operation: dict[str, Any], titles: Mapping[str, str]) -> None:
    """Give the operation its summary: ``登记出生 / Register a birth, whoever the parents are``."""
    english = operation.get("description", "").replace("\n", " ").partition(". ")[0].strip().removesuffix(".")
    chinese = titles.get(operation["operationId"], "")
    summary = " / ".join(part for part in (chinese, english) if part)
    if summary:
        operation["summary"] = summary


def misfits(operation_ids: set[str], titles: Mapping[str, str]) -> list[str]:
    """One line for each operation of a service without a Chinese title, and for each title without an operation."""
    missing = [f"{name} has no Chinese title in titles.yaml" for name in sorted(operation_ids - titles.keys())]
    return missing + [f"titles.yaml: no operation is called {name}" for name in sorted(titles.keys() - operation_ids)]
