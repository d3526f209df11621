"""The developer page: examples that are copied as they stand, and that the tests run as they stand. Pure."""

from functools import cache
from html import escape
from pathlib import Path

FOLDER = Path(__file__).with_name("examples")

_HEAD = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>惠家 开发者 / Developers</title><link rel="stylesheet" href="/assets/style.css"></head><body><main>
<h1>开发者 <small lang="en">For developers</small></h1>
<p>部门系统如何调用：先在沙箱里试（合成人员，授权与正式环境相同），再用正式客户端。每段示例都可以整段复制运行，运行前设好第一行所列的环境变量。</p>
<p lang="en">How a department's system calls. Try it in the sandbox first: synthetic people, the same policies. Each
example runs as it stands, once the environment variables named at its top are set.</p>
<nav><a href="#key">密钥 / Key</a>
<a href="#call">调用 / Calls</a><a href="#webhooks">推送 / Webhooks</a><a href="/docs">接口文档 / API reference</a>
<a href="/openapi.json">openapi.json</a><a href="/fhir/r4/metadata">FHIR R4</a></nav>"""

_SECTIONS = (
    (
        "key",
        "密钥",
        "A key",
        "私钥自己生成、自己保管，只把打印出的公钥（JWK）交县管理员登记，由另一人批准后可用。更换时先登记新的，改用之后再停用旧的；"
        "停用时该客户端已有的令牌一并失效，遇 401 重新取令牌即可。",
        "Make the key yourself and keep it; the county's administrator enters the public half (a JWK) that is "
        "printed, and somebody else approves it. To change it, have the next one entered, use it, and then have the "
        "old one retired; the client's tokens end with it, so get a new one on 401.",
        (("openssl", "public_key.sh"),),
    ),
    (
        "call",
        "令牌、查询、提交",
        "Token, look-up, submission",
        "用途写在 <code>X-Purpose</code>，授权要求时加 <code>X-Case-Reference</code>；"
        "不明的用途、授权外的字段一律拒绝，错误是 problem 文档，<code>type</code> 指向说明。"
        "429、503、504 按 <code>Retry-After</code> 再试；写入带 <code>Idempotency-Key</code>，重发不会重复办理；"
        "应答有 <code>ETag</code> 的，下次带 <code>If-None-Match</code>，未变则为 304。",
        "The purpose goes into <code>X-Purpose</code>, and where the policy asks for it a case into "
        "<code>X-Case-Reference</code>. Unknown purposes and fields outside the policy are refused; errors are problem "
        "documents whose <code>type</code> leads to an explanation. After 429, 503 and 504 try again as "
        "<code>Retry-After</code> says; a write with an <code>Idempotency-Key</code> is done once however often it is "
        "sent; where an answer has an <code>ETag</code>, <code>If-None-Match</code> gets 304 while nothing changed.",
        (("curl", "call.sh"), ("Python", "call.py"), ("Java 17", "Call.java")),
    ),
    (
        "webhooks",
        "验证推送",
        "Verify a webhook",
        "验签、看时间，按 <code>webhook-id</code> 去重，再按用途查询。",
        "Verify, check the time, drop an id that you have had, and look the thing up for its purpose.",
        (("openssl", "verify_webhook.sh"), ("Python", "verify_webhook.py"), ("Java 17", "VerifyWebhook.java")),
    ),
)


@cache
def page() -> str:
    """The whole page."""
    parts = [_HEAD]
    for anchor, zh, en, words_zh, words_en, examples in _SECTIONS:
        parts.append(f'<h2 id="{anchor}">{zh} <small lang="en">{en}</small></h2>')
        parts.append(f'<p>{words_zh}</p><p lang="en">{words_en}</p>')
        parts += [_example(label, name) for label, name in examples]
    return "\n".join([*parts, "</main></body></html>"])


def _example(label: str, name: str) -> str:
    text = (FOLDER / name).read_text(encoding="utf-8")
    title = f"<summary>{label} · <code>{name}</code></summary>"
    return f"<details open>{title}<pre><code>{escape(text)}</code></pre></details>"
