"""The page that an invitation's code opens: guarded like all others, and in a browser it asks and sends."""

import json
import shutil
from typing import Any

import pytest
from playwright.async_api import Route, async_playwright

from gateway.pages import routes
from tests.gateway.conftest import Place

SURVEY, CODE = "0192b1f0-0000-7000-8000-000000000001", "ABCDEFGH23456723"
HOST = "http://huijia.test"
QUESTIONS: dict[str, Any] = {
    "items": [
        {
            "question": "satisfied",
            "about": "satisfaction",
            "text_zh": "您满意吗？<b>",
            "text_en": "Are you satisfied?",
            "options": [{"id": "very", "text_zh": "很满意", "text_en": "very"}],
        }
    ],
    "next": None,
}


def test_the_page_is_guarded_and_needs_nothing_from_elsewhere(place: Place) -> None:
    page, script = place.client().get("/survey"), place.client().get("/assets/survey.js")
    assert page.status_code == script.status_code == 200
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert 'src="/assets/survey.js"' in page.text and " on" not in page.text.partition("<body>")[2].replace(" one", "")


async def test_it_asks_and_sends_in_a_browser() -> None:
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        pytest.skip("no Chromium on this machine")
    asked: list[str] = []
    sent: list[Any] = []

    async def answer(route: Route) -> None:
        request = route.request
        asked.append(request.url)
        path = request.url.removeprefix(HOST)
        if path == f"/api/assessment/v1/surveys/{SURVEY}/questions":
            await route.fulfill(json=QUESTIONS)
        elif path == f"/api/assessment/v1/surveys/{SURVEY}/answers":
            sent.append(json.loads(request.post_data or ""))
            await route.fulfill(status=201, json={"verdict": "counted"})
        elif path == "/assets/survey.js":
            await route.fulfill(body=routes._SURVEY_SCRIPT, content_type="text/javascript")
        elif path == "/survey":
            await route.fulfill(body=routes._SURVEY, content_type="text/html; charset=utf-8")
        else:
            await route.fulfill(status=404)

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = await browser.new_page()
        await page.route("**/*", answer)
        await page.goto(f"{HOST}/survey#{SURVEY}.{CODE}")
        await page.wait_for_selector("legend")
        assert "您满意吗？<b>" in await page.inner_text("legend"), "text is shown as text"
        assert await page.input_value("#code") == CODE
        # As somebody types it who reads it from paper.
        await page.fill("#code", "abcd-efgh-2345-6723")
        await page.check("input[value=very]")
        await page.click("button")
        await page.wait_for_function("document.getElementById('told').textContent.includes('谢谢')")
        await page.goto("about:blank")
        await page.goto(f"{HOST}/survey#nothing")
        await page.wait_for_function("document.getElementById('told').textContent.includes('No such survey')")
        await browser.close()
    assert sent == [{"code": CODE, "answers": {"satisfied": "very"}}]
    assert not any(CODE in url for url in asked), "the code stands in no address that is sent"
