"""Bring the county up: from nothing, from a stopped or a half-started state; a healthy one is left alone."""

import fcntl
import shlex
import time
from collections.abc import Iterator
from contextlib import contextmanager

from deploy.local import demo_county, supervisor
from deploy.local.down import running, stop_everything
from deploy.local.failures import CannotGoOn
from deploy.local.health import all_run, wait_healthy
from deploy.local.home import ROOT, Home
from deploy.local.interrupts import undisturbed
from deploy.local.language import emit, say
from deploy.local.ports import taken_meanwhile
from deploy.local.preflight import check_disk, check_port, disk_faults
from deploy.local.web_interface import built_meanwhile

_PATIENCE_SECONDS = 20
# Another installation that starts at the same moment may choose a port that we chose.
_TRIES = 3


def up(home: Home) -> None:
    """Start everything and return when it is healthy. Raises CannotGoOn, with nothing left running."""
    began = time.monotonic()
    with disk_faults(home):
        home.make()
        with _alone(home):
            if _already_up(home):
                say("惠家已在运行。", "Huijia is already running.")
                with built_meanwhile(home):
                    demo_county.load_if_wanted(home)
            else:
                _start_or_clean_up(home)
                took = time.monotonic() - began
                say(f"惠家已启动（{took:.0f} 秒）。", f"Huijia is up ({took:.0f} s).")
    _tell(home)


def _already_up(home: Home) -> bool:
    found = supervisor.connect(home)
    if found is None:
        return False
    _refuse_another_address_or_bus(home)
    if not all_run(found):
        return False
    try:
        # A busy county may be slow to answer; that is no reason to stop it.
        wait_healthy(home, found, _PATIENCE_SECONDS)
    except CannotGoOn:
        return False
    return True


def _refuse_another_address_or_bus(home: Home) -> None:
    told = home.started_with()
    if told and (home.port, home.bus) != (int(told["HUIJIA_PORT"]), told["BUS"]):
        runs = f"HUIJIA_PORT={told['HUIJIA_PORT']} BUS={told['BUS']}"
        raise CannotGoOn(
            f"惠家正以 {runs} 运行：请先 make down，再换。",
            f"Huijia is running with {runs}: 'make down' first, then start it otherwise.",
        )


def _start_or_clean_up(home: Home) -> None:
    if running(home):
        say("清理上次未完成的运行……", "Cleaning up after an earlier run …")
        stop_everything(home)
    check_disk(home)
    check_port(home)
    # Imported here: it pulls in the whole database layer, which a second 'make up' does without.
    from deploy.local.start import start

    for left in reversed(range(_TRIES)):
        try:
            start(home)
            return
        except BaseException as error:
            with undisturbed():
                stop_everything(home)
            if left == 0 or not isinstance(error, CannotGoOn) or not taken_meanwhile(home):
                raise
            say("端口刚被别的程序占用，换一组再试……", "A port has just been taken by another program; trying others …")


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    with (home.folder / "up.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("另一个 make up 正在进行，等待它结束……", "Another 'make up' is at work; waiting for it …")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _tell(home: Home) -> None:
    say(f"\n  地址  {home.address}", f"\n  Address   {home.address}")
    say(f"  接口  {home.address}/docs", f"  API       {home.address}/docs")
    say(
        f"  登录  用户名和密码在 {home.credentials}，例如：",
        f"  Sign in   with a username and password of {home.credentials}, for example:",
    )
    other = f"HUIJIA_HOME={shlex.quote(str(home.folder))} " if home.folder != ROOT / ".run" else ""
    emit(f"\n  {other}.venv/bin/python -m deploy.local credential county-admin --form \\")
    emit(f"    | curl -sS {home.address}/oauth/token -d @-\n")
