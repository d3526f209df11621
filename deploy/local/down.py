"""Stop everything of one installation, however it was left: asked first, then told, then killed."""

import os
import signal
import time

from deploy.local import supervisor
from deploy.local.failures import CannotGoOn
from deploy.local.holders import holders, is_held
from deploy.local.home import Home
from deploy.local.language import say
from deploy.local.supervisor import Supervisor, connect

_DATABASE = "postgres"
_SERVERS = (_DATABASE, "kafka", supervisor.NAME)


def down(home: Home) -> None:
    """Stop it, and say so."""
    if stop_everything(home):
        say("惠家已停止。", "Huijia has stopped.")
    else:
        say("惠家没有在运行。", "Huijia is not running.")


def stop_everything(home: Home) -> bool:
    """Stop every process of this installation; False when there was none. Raises CannotGoOn when one stays."""
    if not running(home):
        return False
    controller = connect(home)
    if controller is not None:
        _ask(home, controller)
    # Whoever is left was orphaned by a supervisor's death. The database goes last: the others write to it.
    for names, sent in (
        ([n for n in running(home) if n != _DATABASE], signal.SIGTERM),
        ([_DATABASE], signal.SIGINT),
        (running(home), signal.SIGKILL),
    ):
        _end(home, names, sent)
    if left := running(home):
        raise CannotGoOn(f"无法停止：{'、'.join(left)}。", f"These would not stop: {', '.join(left)}.")
    return True


def running(home: Home) -> list[str]:
    """The names of this installation's programs of which a process lives."""
    folder = home.folder / "locks"
    return sorted(lock.name for lock in folder.glob("*") if is_held(lock)) if folder.exists() else []


def _ask(home: Home, controller: Supervisor) -> None:
    try:
        # First those who use the bus and the database, so that they can finish what they hold.
        for names in ([name for name in running(home) if name not in _SERVERS], ["kafka"]):
            controller.stop(*names)
            _wait(home, names, 30)
        controller.shut_down()
    except OSError:
        # It went away while we spoke: what it leaves behind is ended below.
        return
    _wait(home, [_DATABASE, supervisor.NAME], 70)


def _end(home: Home, names: list[str], sent: signal.Signals) -> None:
    for name in names:
        for pid in holders(home.lock(name)) if is_held(home.lock(name)) else []:
            try:
                os.kill(pid, sent)
            except ProcessLookupError:
                continue
    _wait(home, names, 5 if sent == signal.SIGKILL else 20)


def _wait(home: Home, names: list[str], seconds: float) -> None:
    until = time.monotonic() + seconds
    while any(is_held(home.lock(name)) for name in names) and time.monotonic() < until:
        time.sleep(0.05)
