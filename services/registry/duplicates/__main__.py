"""Learn the weights of ``model.json`` anew: ``python -m services.registry.duplicates entries.csv model.json``.

``entries.csv`` has the columns that ``linkage.with_features`` takes. No truth is needed; the file holds persons, so it
belongs into a folder that is emptied afterwards. The model that results holds none.
"""

import json
import sys
from pathlib import Path

from pyarrow import csv

from services.registry.duplicates.linkage import learn, with_features
from services.registry.duplicates.search import COLUMNS, as_text

SURE = ("l.name = r.name AND l.born = r.born AND l.sex = r.sex", "l.document = r.document")
"""Hold for duplicates almost only."""
FOUND_BY_SURE = 0.65
"""The share of duplicates that they are expected to find; the queue's decisions show how well that is guessed."""
SESSIONS = ("l.born = r.born", "l.sound = r.sound")


def main(entries: str, model: str) -> None:
    """Read, learn, write."""
    table = csv.read_csv(entries, convert_options=as_text(COLUMNS))
    learned = learn(with_features(table), SURE, SESSIONS, FOUND_BY_SURE)
    Path(model).write_text(json.dumps(learned, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
