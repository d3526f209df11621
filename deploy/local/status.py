"""A table of this installation's processes."""

from deploy.local import supervisor
from deploy.local.down import running
from deploy.local.failures import CannotGoOn
from deploy.local.health import health, not_ok
from deploy.local.home import Home
from deploy.local.language import say, text
from deploy.local.ports import remembered

_ROW = "{:<12} {:<10} {:>8} {:>6} {:>10}"


def status(home: Home) -> None:
    """Print it. Raises CannotGoOn when the installation is not healthy."""
    controller = supervisor.connect(home)
    if controller is None:
        left = ", ".join(running(home))
        over = text(f"；残留进程：{left}", f"; left over: {left}") if left else ""
        raise CannotGoOn(f"惠家没有在运行{over}。", f"Huijia is not running{over}.")
    ports = remembered(home) | {"gateway": home.port}
    print(_ROW.format("process", "state", "pid", "port", "up"))
    for name, info in controller.processes().items():
        # A process is "starting" to the supervisor for its first half minute, busy or not.
        runs = info["statename"] in ("RUNNING", "STARTING")
        state, up = ("running", info["now"] - info["start"]) if runs else (info["statename"].lower(), 0)
        print(_ROW.format(name, state, info["pid"] or "-", ports[name], f"{up} s"))
    code, body = health(home)
    if code != 200:
        what = not_ok(body) or text("没有应答", "no answer")
        raise CannotGoOn(f"{home.address} 异常：{what}。", f"{home.address} is not healthy: {what}.")
    say(f"{home.address} 正常。", f"{home.address} is healthy.")
