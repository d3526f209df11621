"""What the web interface is built from, and whether what lies there was built from it."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "dashboard"
BUILT = FOLDER / "dist"
STAMP = "stamp"
_MADE = {"node_modules", ".node", "dist", "dist.new", "dist.old", "generated.ts", ".log"}


def stamp() -> str:
    """A digest of every source file and of the interface's description, from which the types are made."""
    digest = hashlib.sha256()
    for path in [*_sources(FOLDER), ROOT / "openapi.json"]:
        digest.update(f"{path.relative_to(ROOT)}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def is_fresh() -> bool:
    """Whether the built files are of these sources."""
    kept = BUILT / STAMP
    return kept.exists() and kept.read_text() == stamp()


def _sources(folder: Path) -> list[Path]:
    found: list[Path] = []
    for path in sorted(folder.iterdir()):
        if path.name not in _MADE:
            found += _sources(path) if path.is_dir() else [path]
    return found
