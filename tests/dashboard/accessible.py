"""What axe finds that keeps somebody from using a page."""

from tests.dashboard.conftest import AXE, SERIOUS, Desk


def serious_faults(at: Desk, paths: list[str]) -> list[tuple[str, str, str]]:
    """Open each page, and name the page, the rule and the element of everything serious; a page may not be refused."""
    found = []
    for path in paths:
        at.follow(path)
        assert at.page.locator("main .ant-result-403").count() == 0, path
        at.page.evaluate(AXE.read_text())
        answer = at.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [(path, v["id"], v["nodes"][0]["html"]) for v in answer["violations"] if v["impact"] in SERIOUS]
    return found
