"""For runs with several workers (`-n 2 --dist loadgroup`): what shares one house runs in one worker."""

import pytest

# Folders whose tests share a running county or a broker; elsewhere a file's tests share what its module starts.
_ONE_HOUSE = ("tests/e2e/", "tests/conformance/")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name each test's group: its folder's house, or its file."""
    for item in items:
        file = item.nodeid.partition("::")[0]
        house = next((folder for folder in _ONE_HOUSE if file.startswith(folder)), file)
        item.add_marker(pytest.mark.xdist_group(house))
