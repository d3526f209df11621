"""For runs with several workers (`-n 2 --dist loadfile`): what shares one house runs in one worker."""

from collections import Counter
from collections.abc import Sequence

import pytest
from xdist.remote import Producer
from xdist.scheduler.loadfile import LoadFileScheduling
from xdist.workermanage import WorkerController

# Folders whose tests share a running county or a broker; elsewhere a file's tests share what its module starts.
_ONE_HOUSE = ("tests/e2e/", "tests/conformance/")


class OneHouse(LoadFileScheduling):  # type: ignore[misc]
    """Hands out whole files, and whole folders where a folder is one house."""

    def add_node_collection(self, node: WorkerController, collection: Sequence[str]) -> None:
        """Refuses tests that share a name: only one of them would run, and nobody would notice."""
        shared = [name for name, times in Counter(collection).items() if times > 1]
        if shared:
            raise pytest.UsageError(f"these need a run without -n, since several share a name: {', '.join(shared)}")
        super().add_node_collection(node, collection)

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in _ONE_HOUSE if nodeid.startswith(folder)), super()._split_scope(nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneHouse | None:
    """Ours for `--dist loadfile`; the plugin's own for every other way."""
    return OneHouse(config, log) if config.getvalue("dist") == "loadfile" else None
