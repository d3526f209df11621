"""Services that begin as copies of their supervisor, which has loaded the libraries that they share.

To load them takes a service two seconds of a processor and most of its memory: six that start at once on two cores
waited longer for that than for everything else. A copy has them at once, and shares their memory. This is for Linux;
elsewhere, in containers and under systemd a service is a program of its own (``deploy.serve``).
"""

import gc
import importlib
import os
import shlex
import signal
import sys
import threading
import traceback
from typing import Any

from supervisor import options, process

from deploy.local.held import hold
from deploy.local.programs import MEMORY

# What most services load, or what one of them would be waited for. Nothing that starts threads as it is loaded, such as
# numpy: threads are not copied.
_SHARED = (
    "aiohttp",
    "chassis.app",
    "chassis.paper.sheet",
    "docx",
    "jsonschema",
    "pypinyin",
    "segno",
    "setproctitle",
    "sqlmodel",
    "uuid_utils",
    "uvicorn.lifespan.on",
    "uvicorn.main",
    "uvicorn.protocols.http.httptools_impl",
    "uvloop",
    "xlsxwriter",
)
_SIGNALS = (signal.SIGTERM, signal.SIGQUIT, signal.SIGHUP, signal.SIGCHLD, signal.SIGUSR2)
_HELD, _SERVICE = ["-m", "deploy.local.held"], ["-m", "uvicorn"]

_execute, _spawn = options.ServerOptions.execve, process.Subprocess.spawn


def preload() -> None:
    """Load beside the supervisor's own work; from now on it starts services as copies of itself."""
    if sys.platform != "linux":
        return
    loading = threading.Thread(target=_load)

    def spawn(each: Any) -> Any:
        if _is_service(shlex.split(each.config.command)):
            loading.join()
        return _spawn(each)

    process.Subprocess.spawn = spawn
    options.ServerOptions.execve = _become
    loading.start()


def _load() -> None:
    # Nothing that is loaded is ever let go: to look for garbage among it takes time, and unshares its memory.
    gc.disable()
    try:
        for module in _SHARED:
            importlib.import_module(module)
        gc.freeze()
    finally:
        # Also where a library is broken: the service says so itself when it starts, and must not be without this.
        gc.enable()


def _is_service(argv: list[str]) -> bool:
    return argv[1:3] == _HELD and argv[6:8] == _SERVICE


def _become(self: Any, filename: str, argv: list[str], environment: dict[str, str]) -> Any:
    """In the child: be the service, or execute whatever else it is."""
    if not _is_service(argv):
        return _execute(self, filename, argv, {name: environment[name] for name in environment.keys() - MEMORY})
    # The caller would write into its own files and end with a code of its own.
    code = 1
    try:
        code = _serve(argv, environment)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _serve(argv: list[str], environment: dict[str, str]) -> int:
    import setproctitle
    import uuid_utils
    import uvicorn.main

    for number in _SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Two copies must not draw the same identifiers.
    uuid_utils.reseed_rng()
    lock, told, *program = argv[3:]
    # Before the environment changes: its place in memory is where the title goes.
    setproctitle.setproctitle(shlex.join(program))
    os.environ.clear()
    os.environ.update(environment)
    hold(lock, told)
    try:
        uvicorn.main.main(program[3:], prog_name="uvicorn")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1
    return 0
