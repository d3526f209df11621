"""Loads the demo county into an empty register, through the same door as every other import."""

import os
import subprocess
import sys
from pathlib import Path

import asyncpg

from chassis import clock
from demo.meeting import drawn_on
from deploy.local import interrupts
from deploy.local.failures import CannotGoOn
from deploy.local.home import ROOT, Home
from deploy.local.passwords import ADMIN, saved_passwords
from deploy.local.ports import remembered
from deploy.local.postgres import Cluster
from deploy.local.programs import DATABASE, inherited_environment, service_environment

DEMO_SEED = 1


def people() -> int:
    """How many people the demo county has: DEMO_PEOPLE, 20,000 unless told."""
    given = os.environ.get("DEMO_PEOPLE", "20000")
    if not given.isdecimal():
        raise CannotGoOn(f"DEMO_PEOPLE={given} 不是人数。", f"DEMO_PEOPLE={given} is not a number of people.")
    return int(given)


async def _register_is_empty(admin_dsn: str) -> bool:
    admin = await asyncpg.connect(admin_dsn)
    try:
        # A register with places but no people yet belongs to a county that is being set up: hands off.
        return not await admin.fetchval(
            "SELECT EXISTS (SELECT FROM registry.persons)"
            " OR EXISTS (SELECT FROM registry.divisions WHERE level = 'village')"
        )
    finally:
        await admin.close()


def _is_wanted(home: Home) -> bool:
    """Whether the register is empty or half loaded, and DEMO=0 was not asked for."""
    if os.environ.get("DEMO") == "0":
        return False
    port, password = remembered(home)["postgres"], saved_passwords(home)[ADMIN]
    admin = Cluster(home.postgres, port, password).dsn(DATABASE)
    return _marker(home).exists() or interrupts.run(_register_is_empty(admin))


def load_if_wanted(home: Home) -> None:
    """Generate and load it, with a progress bar; an interrupted load is taken up at the next ``make up``."""
    if not _is_wanted(home):
        return
    files = home.folder / "demo"
    unfinished = _marker(home)
    # An interrupted load goes on with the same files: made anew on another day they would hold other people.
    resumed = unfinished.exists() and (files / "truth.json").exists()
    unfinished.touch()
    if not resumed:
        drawn = ("--as-of", str(drawn_on(clock.today())))
        _run("generate", "--people", str(people()), "--seed", str(DEMO_SEED), "--out", str(files), *drawn)
    again = ["--again"] if resumed else []
    _run("load", "--url", home.address, "--credentials", str(home.credentials), "--from", str(files), *again)
    told = ("--url", home.address, "--credentials", str(home.credentials))
    parts = {"benefits": told, "care": told, "moves": told, "meeting": (*told, "--from", str(files))}
    for part, arguments in parts.items():
        if os.environ.get(f"DEMO_{part.upper()}") != "0":
            _run(part, *arguments)
    if os.environ.get("DEMO_BENEFITS") != "0":
        _pay_last_year(home)
    unfinished.unlink()


def _marker(home: Home) -> Path:
    return home.folder / "demo.unfinished"


def _pay_last_year(home: Home) -> None:
    argv = [sys.executable, "-m", "deploy.local.demo_payments", str(home.credentials)]
    told = service_environment("incentives", home, remembered(home), saved_passwords(home))
    _ran(argv, inherited_environment() | told)


def _run(*arguments: str) -> None:
    _ran([sys.executable, "-m", "demo", *arguments], None)


def _ran(argv: list[str], environment: dict[str, str] | None) -> None:
    done = subprocess.run(argv, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        said = (done.stderr.strip().splitlines() or [""])[-1]
        raise CannotGoOn(f"示范县数据未能载入：{said}", f"The demo county could not be loaded: {said}")
