"""The trained model, in Splink's form: the same file serves DuckDB's SQL, Splink on DuckDB and Splink on Spark."""

import json
from pathlib import Path
from typing import Any

SETTINGS = Path(__file__).with_name("settings.json")


def load_settings(path: Path = SETTINGS) -> dict[str, Any]:
    """Splink's settings, as training wrote them."""
    model: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return model
