"""The web interface's files as the gateway sends them."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.gateway.conftest import Place

HTML = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def built(place: Place) -> Iterator[Path]:
    folder = place.folder / "dashboard"
    (folder / "app").mkdir(parents=True)
    page = '<meta property="csp-nonce" nonce="__STYLE_NONCE__"><div id="root">office</div>'
    (folder / "index.html").write_text(page)
    (folder / "app" / "main-1a2b.js").write_text("let a = 1")
    (folder / "app" / "main-1a2b.js.gz").write_bytes(gzip.compress(b"let a = 1"))
    (folder / "icon.svg").write_text("<svg/>")
    (folder / "secret.txt").write_text("not for anybody")
    (folder / "stamp").write_text("1")
    yield folder
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()


def test_every_view_is_the_page_and_programs_get_a_404(place: Place, built: Path) -> None:
    client = place.client()
    for path in ("/", "/persons/0190", "/nothing"):
        page = client.get(path, headers=HTML)
        assert page.status_code == 200 and "office" in page.text
        assert page.headers["cache-control"] == "no-store"
    assert client.get("/nothing").status_code == 404
    assert client.get("/api/nothing", headers=HTML).status_code == 404
    assert client.post("/nothing", headers=HTML).status_code == 404
    assert "令牌" in client.get("/about").text or "token" in client.get("/about").text


def test_styles_are_let_in_by_a_nonce_that_is_new_each_time(place: Place, built: Path) -> None:
    pages = [place.client().get("/", headers=HTML) for _ in range(2)]
    nonces = [re.findall(r'nonce="([\w-]{22})"', page.text)[0] for page in pages]
    assert nonces[0] != nonces[1]
    for page, nonce in zip(pages, nonces, strict=True):
        policy = page.headers["content-security-policy"]
        assert f"style-src 'self' 'nonce-{nonce}'" in policy
        assert "script-src 'self';" in policy and "unsafe" not in policy
    assert "nonce" not in place.client().get("/docs").headers["content-security-policy"]


def test_hashed_files_are_kept_for_ever_and_come_compressed(place: Place, built: Path) -> None:
    file = place.client().get("/app/main-1a2b.js", headers={"Accept-Encoding": "gzip, br"})
    assert file.text == "let a = 1"
    assert file.headers["content-encoding"] == "gzip"
    assert "immutable" in file.headers["cache-control"]
    assert file.headers["content-type"].startswith("text/javascript")
    plain = place.client().get("/app/main-1a2b.js", headers={"Accept-Encoding": "gzip;q=0"})
    assert "content-encoding" not in plain.headers and plain.text == "let a = 1"


def test_other_files_are_asked_for_again(place: Place, built: Path) -> None:
    icon = place.client().get("/icon.svg")
    assert icon.headers["cache-control"] == "no-cache"
    again = place.client().get("/icon.svg", headers={"If-None-Match": icon.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/secret.txt", "/stamp", "/app/main-1a2b.js.gz", "/../pyproject.toml", "/app/"])
def test_nothing_but_its_files_is_sent(place: Place, built: Path, path: str) -> None:
    assert httpx.get(place.address + path).status_code == 404


def test_the_field_has_a_page_of_its_own_below_its_folder(place: Place, built: Path) -> None:
    client = place.client()
    (built / "field").mkdir()
    (built / "field" / "index.html").write_text('<div id="root">field</div>')
    (built / "stamp").write_text("2")
    moved = client.get("/field", headers=HTML, follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (308, "/field/")
    page = client.get("/field/", headers=HTML)
    assert "field" in page.text
    # It is kept on phones: nothing in it may be new each time.
    assert "nonce" not in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]


def test_without_a_built_interface_there_is_the_page_of_links(place: Place) -> None:
    assert "/docs" in place.client().get("/", headers=HTML).text
    assert place.client().get("/persons", headers=HTML).status_code == 404
