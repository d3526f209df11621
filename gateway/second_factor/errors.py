"""Refusals of this feature."""

from gateway.auth.errors import OAuthProblem


class SecondFactorNeeded(OAuthProblem):
    """Name and password are right; the code of the second factor is needed as well (field ``totp``)."""

    status, slug, error = 400, "second-factor-needed", "mfa_required"
    title_zh, title_en = "请输入动态验证码", "Enter the code of your authenticator"


class SecondFactorNotEnrolled(OAuthProblem):
    """The role asks for a second factor, and this account has none yet: enrol first."""

    status, slug, error = 403, "second-factor-not-enrolled", "mfa_enrolment_required"
    title_zh, title_en = "该岗位须先绑定动态验证码", "This role must enrol a second factor first"


class WrongCode(OAuthProblem):
    """The code is wrong, too old, or has been used already; which of them is not told."""

    status, slug, error = 400, "wrong-code", "invalid_grant"
    title_zh, title_en = "验证码不正确或已经用过", "The code is wrong or has been used already"


class SecondFactorExists(OAuthProblem):
    """The account has a second factor; another one is enrolled only after an administrator has reset it."""

    status, slug, error = 409, "second-factor-exists", "invalid_request"
    title_zh, title_en = "该账号已绑定动态验证码", "The account has a second factor already"
