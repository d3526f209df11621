"""What the token endpoint refuses: RFC 6749 errors (section 5.2) inside problem documents."""

from chassis.problems import Problem


class OAuthProblem(Problem):
    """A problem with the ``error`` member that OAuth clients look for."""

    error = "invalid_request"

    def body(self, language: str) -> dict[str, object]:
        """The problem's members, and OAuth's two."""
        description = self.detail_en or self.title_en
        return super().body(language) | {"error": self.error, "error_description": description}


class InvalidTokenRequest(OAuthProblem):
    """A parameter is missing, twice there, or of the wrong kind."""

    status, slug, error = 400, "invalid-request", "invalid_request"
    title_zh, title_en = "令牌请求有误", "The token request is malformed"


class InvalidGrant(OAuthProblem):
    """The username or the password is wrong; which of them is not told."""

    status, slug, error = 400, "invalid-grant", "invalid_grant"
    title_zh, title_en = "用户名或密码不正确", "The username or the password is wrong"


class InvalidClient(OAuthProblem):
    """The client is not known, or its secret or assertion is wrong; which of them is not told."""

    status, slug, error = 401, "invalid-client", "invalid_client"
    title_zh, title_en = "客户端标识或密钥不正确", "The client id or its proof is wrong"


ASSERTION_REFUSED = (
    "断言不被接受：须由该客户端在用的密钥签名，iss、sub 均为客户端标识，aud 正确，exp 在五分钟之内，jti 未曾用过；"
    "绑定证书的客户端须出示在用的证书。",
    "The assertion is not accepted: it is signed with a key in use of that client, iss and sub are the client id, "
    "aud is ours, exp is within five minutes, jti was never used; a client bound to a certificate shows one in use.",
)
"""What an assertion must fulfil, in both languages; which of it failed is not told."""


class UnsupportedGrantType(OAuthProblem):
    """Only ``password`` and ``client_credentials`` are granted."""

    status, slug, error = 400, "unsupported-grant-type", "unsupported_grant_type"
    title_zh, title_en = "不支持这种授权方式", "This grant type is not supported"


class TooManyAttempts(OAuthProblem):
    """Too many failed attempts for this account or from this address; ``Retry-After`` says how long to wait."""

    status, slug, error = 429, "too-many-attempts", "slow_down"
    title_zh, title_en = "尝试次数过多，请稍后再试", "Too many attempts, try again later"
