"""HAPI FHIR's JPA server (bench/hapi) on the benchmark's PostgreSQL; fetched through Maven once, gone afterwards."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from bench.temporary_house import TemporaryHouse
from chassis.migrate import ROOT

_SOURCE = ROOT / "bench" / "hapi"
_BUILT = ROOT / ".run" / "hapi"
# It makes some hundred tables before it answers.
_SECONDS = 600


def lacking() -> str:
    """What this machine has not got for it, in words; empty where it can run."""
    missing = [name for name in ("javac", "mvn") if shutil.which(name) is None]
    return f"HAPI FHIR needs {' and '.join(missing)} (Debian: openjdk-17-jdk-headless, maven)" if missing else ""


@contextmanager
def hapi(house: TemporaryHouse, port: int, connections: int) -> Iterator[None]:
    """Answers at ``port``; its tables lie beside the register's, made by their owner."""
    _build()
    owner, log = urlsplit(house.owner_dsn("registry")), house.home / "hapi.log"
    place = f"jdbc:postgresql://{owner.hostname}:{owner.port}{owner.path}"
    argv = ["java", "-Xmx1g", "-cp", f"{_BUILT / 'classes'}:{_BUILT / 'lib'}/*", "Hapi", str(port), place]
    with log.open("wb") as lines:
        asked = [str(owner.username), str(owner.password), str(connections)]
        process = subprocess.Popen([*argv, *asked], stdout=lines, stderr=lines)
    try:
        _wait(process, log)
        yield
    finally:
        process.terminate()
        process.wait(60)


def _build() -> None:
    stamp = _BUILT / ".built"
    if stamp.exists():
        return
    shutil.rmtree(_BUILT, ignore_errors=True)
    argv = ["mvn", "-q", "-B", "-f", str(_SOURCE / "pom.xml"), "dependency:copy-dependencies", "-DincludeScope=runtime"]
    subprocess.run([*argv, f"-DoutputDirectory={_BUILT / 'lib'}"], check=True)
    argv = ["javac", "-cp", f"{_BUILT / 'lib'}/*", "-d", str(_BUILT / "classes"), str(_SOURCE / "Hapi.java")]
    subprocess.run(argv, check=True)
    stamp.touch()


def _wait(process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + _SECONDS
    while "ready\n" not in log.read_text(errors="replace"):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"HAPI FHIR did not start: {log.read_text(errors='replace')[-1000:]}")
        time.sleep(0.5)
