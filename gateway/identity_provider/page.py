"""The pages of a sign-in by a provider: without scripts, Chinese first."""

from html import escape

from fastapi import Request
from fastapi.responses import Response

from chassis.problems import Problem, to_response
from gateway.second_factor.enrol import Enrolment

_HEAD = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>登录 · 惠家</title><link rel="stylesheet" href="/assets/style.css"></head><body><main>
"""
_FOOT = '<p><a href="/">返回登录页 / <span lang="en">Back to the sign-in</span></a></p></main></body></html>'
_CODE_FORM = """<form method="post" action="/session/provider/code">
<p><label for="totp">动态验证码 / <span lang="en">Code</span></label>
<input id="totp" name="totp" autocomplete="one-time-code" maxlength="40" required autofocus></p>
<p>验证器上的六位数字；手机不在身边时填一个恢复码。<br>
<span lang="en">The six digits of your authenticator; without your phone, one of your recovery codes.</span></p>
<p><button type="submit">登录 / <span lang="en">Sign in</span></button></p></form>
"""
_ENROL_FORM = """<form method="post" action="/session/provider/enrolment">
<p>您的岗位须使用动态验证码，请先绑定验证器。<br><span lang="en">Your role signs in with a code: set up an authenticator
first.</span></p>
<p><button type="submit">绑定 / <span lang="en">Set up</span></button></p></form>
"""


def code_page(status: int = 200, refused: Problem | None = None) -> Response:
    """Asks for the code of the second factor."""
    told = _telling(refused) if refused else ""
    return _page(f'<h1>动态验证码 <small lang="en">Second factor</small></h1>{told}{_CODE_FORM}', status)


def enrol_page() -> Response:
    """Leads to a new second factor."""
    return _page(f'<h1>绑定验证器 <small lang="en">Set up a second factor</small></h1>{_ENROL_FORM}', 200)


def enrolment_page(shown: Enrolment) -> Response:
    """What to scan and what to keep, shown once, and the field for the first code."""
    codes = "\n".join(shown.recovery_codes)
    return _page(
        f'<h1>绑定验证器 <small lang="en">Set up a second factor</small></h1>'
        f'<p><img src="{escape(shown.qr)}" alt="供验证器扫描的二维码 / QR code" width="200" height="200"></p>'
        f"<p><code>{escape(shown.secret)}</code></p>"
        "<p>恢复码只显示这一次，每个只能用一次，请抄下保存。<br>"
        '<span lang="en">Recovery codes: shown only now, each good for one use; write them down.</span></p>'
        f"<pre>{escape(codes)}</pre>{_CODE_FORM}",
        200,
    )


def refusal(request: Request, problem: Problem) -> Response:
    """A page for a browser, the problem document for a program."""
    if "text/html" not in request.headers.get("accept", ""):
        return to_response(request, problem)
    response = _page(f'<h1>登录 <small lang="en">Sign in</small></h1>{_telling(problem)}', problem.status)
    response.headers.update(problem.headers)
    return response


def _telling(problem: Problem) -> str:
    zh = "。".join(filter(None, [problem.title_zh, problem.detail_zh]))
    en = ". ".join(filter(None, [problem.title_en, problem.detail_en]))
    return f'<p role="alert"><strong>{escape(zh)}</strong><br><span lang="en">{escape(en)}</span></p>'


def _page(content: str, status: int) -> Response:
    body = f"{_HEAD}{content}{_FOOT}"
    return Response(body, status, {"Cache-Control": "no-store"}, media_type="text/html; charset=utf-8")
