"""The trained model: what agreements weigh, as data."""

import json
from pathlib import Path
from typing import Any

MODEL = Path(__file__).with_name("model.json")


def load_model(path: Path = MODEL) -> dict[str, Any]:
    """Splink's settings, as training wrote them."""
    model: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return model
