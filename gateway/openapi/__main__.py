"""``python -m gateway.openapi [--check] [FILE]``: writes the merged document of all services, without running them.

Exits with 1 where an operation lacks its Chinese title or shares its id with another. ``--check`` writes nothing, and
exits with 1 too where the file (``openapi.json`` at the root) is stale.
"""

import importlib
import json
import sys
from pathlib import Path

from fastapi import FastAPI

from chassis.app import create_app
from chassis.roles import SERVICES
from gateway.disclosure.policies import load_policies
from gateway.openapi.merge import Document, merge
from gateway.openapi.titles import load_titles, misfits
from gateway.settings import HERE
from gateway.wiring import OWN_API, create_pages

_FILE = HERE.parent / "openapi.json"


def document() -> Document:
    """The merged document of the code as it is."""
    services = {name: _app(name).openapi() for name in SERVICES if name != "gateway"}
    services["gateway"] = create_app(OWN_API).openapi()
    return merge(create_pages().openapi(), services, load_policies(HERE / "policies").codes, load_titles())


def _app(service: str) -> FastAPI:
    return importlib.import_module(f"services.{service}.main").app


def _faults(made: Document) -> list[str]:
    ids = [o["operationId"] for path, item in made["paths"].items() if path.startswith("/api/") for o in item.values()]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    return [f"two operations are called {name}" for name in twice] + misfits(set(ids), load_titles())


def main(arguments: list[str]) -> int:
    """Write or check; the exit code."""
    paths = [Path(argument) for argument in arguments if not argument.startswith("--")]
    path = paths[0] if paths else _FILE
    made = document()
    faults = _faults(made)
    print(*faults, sep="\n", end="\n" if faults else "")
    text = json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if "--check" not in arguments:
        path.write_text(text, encoding="utf-8")
        return 1 if faults else 0
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return 1 if faults else 0
    print(f"{path.name} is stale: run python -m gateway.openapi")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
