"""Reads a token request (RFC 6749, sections 2.3.1, 4.3.2 and 4.4.2). Pure; raises OAuth problems."""

import base64
import binascii
from urllib.parse import parse_qsl, unquote_plus

import msgspec

from gateway.auth.errors import InvalidTokenRequest, UnsupportedGrantType
from gateway.clients.check_assertion import named_client

_MOST_FIELDS = 20
_LONGEST_NAME, _LONGEST_SECRET, _LONGEST_ASSERTION, _LONGEST_CODE = 200, 1000, 8000, 40
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Grant(msgspec.Struct, frozen=True):
    """What a caller shows to get a token. ``kind`` is ``staff`` or ``department``."""

    kind: str
    name: str
    secret: str = ""
    assertion: str | None = None
    """Signed by a department's client in place of a secret (RFC 7523); ``name`` is whom it claims to be from."""
    code: str = ""
    """Of the second factor (staff only): an authenticator's, or a recovery code."""


def read_form(content_type: str | None, body: bytes) -> dict[str, str]:
    """The fields of a form. Raises InvalidTokenRequest: wrong media type, no form, a field twice."""
    if (content_type or "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise _malformed("请以表单格式提交。", "Send application/x-www-form-urlencoded.")
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        raise _malformed("表单无法解析。", "The form cannot be read.") from None
    if len(dict(pairs)) != len(pairs):
        raise _malformed("同一参数出现了两次。", "A parameter is there twice.")
    return dict(pairs)


def read_grant(form: dict[str, str], authorization: str | None) -> Grant:
    """The grant asked for. Raises InvalidTokenRequest or UnsupportedGrantType."""
    match form.get("grant_type"):
        case "password":
            grant = _grant("staff", form.get("username"), form.get("password"), "username, password")
            return msgspec.structs.replace(grant, code=read_code(form))
        case "client_credentials" if "client_assertion" in form or "client_assertion_type" in form:
            return _asserted(form, authorization)
        case "client_credentials":
            name, secret = _client(form, authorization)
            return _grant("department", name, secret, "client_id, client_secret")
        case None | "":
            raise _malformed("缺少 grant_type。", "grant_type is missing.")
        case _:
            raise UnsupportedGrantType()


def read_code(form: dict[str, str]) -> str:
    """The code of a second factor; empty where there is none. Raises InvalidTokenRequest."""
    code = form.get("totp", "").strip()
    if len(code) > _LONGEST_CODE or not code.isascii():
        raise _malformed("验证码格式有误。", "The code is malformed.")
    return code


def _asserted(form: dict[str, str], authorization: str | None) -> Grant:
    if authorization is not None or "client_secret" in form:
        raise _malformed("请只用一种方式证明客户端身份。", "Prove the client's identity in one way only.")
    assertion = form.get("client_assertion", "")
    if form.get("client_assertion_type") != ASSERTION_TYPE or not 0 < len(assertion) <= _LONGEST_ASSERTION:
        raise _malformed(
            f"请提交 client_assertion（至多 {_LONGEST_ASSERTION} 个字符），client_assertion_type 为 {ASSERTION_TYPE}。",
            f"Send client_assertion ({_LONGEST_ASSERTION} characters at most) with type {ASSERTION_TYPE}.",
        )
    name = named_client(assertion)
    if name is None or form.get("client_id", name) != name:
        raise _malformed(
            "client_assertion 无法解析，或者不是该客户端的。",
            "client_assertion cannot be read, or is another client's.",
        )
    return Grant("department", name, assertion=assertion)


def _client(form: dict[str, str], authorization: str | None) -> tuple[str | None, str | None]:
    if authorization is None:
        return form.get("client_id"), form.get("client_secret")
    if "client_secret" in form:
        raise _malformed("请只用一种方式提交客户端密钥。", "Send the client's secret in one way only.")
    scheme, _, encoded = authorization.partition(" ")
    try:
        decoded = base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, ValueError):
        decoded = ""
    if scheme.lower() != "basic" or ":" not in decoded:
        raise _malformed("Authorization 标头无法解析。", "The Authorization header cannot be read.")
    name, _, secret = decoded.partition(":")
    return unquote_plus(name), unquote_plus(secret)


def _grant(kind: str, name: str | None, secret: str | None, wanted: str) -> Grant:
    if not name or not secret:
        raise _malformed(f"缺少参数：{wanted}。", f"Missing: {wanted}.")
    if len(name) > _LONGEST_NAME or len(secret) > _LONGEST_SECRET:
        raise _malformed("参数过长。", "A parameter is too long.")
    return Grant(kind, name, secret)


def _malformed(detail_zh: str, detail_en: str) -> InvalidTokenRequest:
    return InvalidTokenRequest(detail_zh, detail_en)
