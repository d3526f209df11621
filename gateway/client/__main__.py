"""``python -m gateway.client [--check]``: makes ``clients/python/huijia_client`` from ``openapi.json`` and policies.

The generator is openapi-python-client (development only). ``--check`` writes nothing, and exits with 1 where stale.
"""

import filecmp
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from gateway.client.extract import departments_part
from gateway.disclosure.lookups import Lookup
from gateway.disclosure.policies import load_policies
from gateway.settings import HERE, ROOT

_FOLDER = ROOT / "clients" / "python" / "huijia_client"
_CONFIG = Path(__file__).with_name("generator.yaml")


def make(folder: Path) -> None:
    """Write the client into ``folder``, which is erased first."""
    document = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))
    lookups = [Lookup.parse(text) for policy in load_policies(HERE / "policies").all for text in policy.lookups]
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "departments.json"
        path.write_text(json.dumps(departments_part(document, lookups)), encoding="utf-8")
        generator = Path(sys.executable).with_name("openapi-python-client")
        argv = [str(generator), "generate", "--path", str(path), "--config", str(_CONFIG), "--meta", "none"]
        argv += ["--output-path", str(folder), "--overwrite", "--fail-on-warning"]
        subprocess.run(argv, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own arguments alone
    for cache in folder.rglob("__pycache__"):
        shutil.rmtree(cache)


def differs(one: Path, other: Path) -> bool:
    """Whether two folders hold different files."""
    return _files(one) != _files(other) or any(
        not filecmp.cmp(one / name, other / name, shallow=False) for name in _files(one)
    )


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*.py")}


def main(arguments: list[str]) -> int:
    """The exit code."""
    if "--check" not in arguments:
        make(_FOLDER)
        return 0
    with tempfile.TemporaryDirectory() as place:
        make(Path(place) / "huijia_client")
        if not differs(Path(place) / "huijia_client", _FOLDER):
            return 0
    print("clients/python is stale: run python -m gateway.client")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
