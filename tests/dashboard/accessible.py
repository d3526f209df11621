"""What axe finds that keeps somebody from using a page, and what is out of sight though it is there."""

from tests.dashboard.conftest import AXE, SERIOUS, Desk

# Buttons and links that lie beyond the edge of what they scroll in, or of the window: nobody knows that they are there.
_OUT_OF_SIGHT = """() => {
  const beyond = (box, edge) => box.right > edge.right + 1 || box.left < edge.left - 1
  const hidden = (one) => {
    const box = one.getBoundingClientRect()
    if (box.width === 0) return false
    for (let around = one.parentElement; around && around !== document.body; around = around.parentElement) {
      if (getComputedStyle(around).overflowX !== 'visible' && beyond(box, around.getBoundingClientRect())) return true
    }
    return box.right > innerWidth + 1
  }
  return [...document.querySelectorAll('main button, main a')].filter(hidden).map((one) => one.outerHTML.slice(0, 200))
}"""


def serious_faults(at: Desk, paths: list[str]) -> list[tuple[str, str, str]]:
    """Open each page, and name the page, the rule and the element of everything serious; a page may not be refused."""
    found = []
    for path in paths:
        at.follow(path)
        assert at.page.locator("main .ant-result-403").count() == 0, path
        at.page.evaluate(AXE.read_text())
        answer = at.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [(path, v["id"], v["nodes"][0]["html"]) for v in answer["violations"] if v["impact"] in SERIOUS]
        found += [(path, "out of sight", html) for html in at.page.evaluate(_OUT_OF_SIGHT)]
    return found
