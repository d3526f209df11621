"""Refusals of this feature."""

from gateway.auth.errors import OAuthProblem


class PasswordChangeNeeded(OAuthProblem):
    """Name and password are right; the password was given by others, and is changed before anything else."""

    status, slug, error = 403, "password-change-needed", "password_change_required"
    title_zh, title_en = "首次登录前请先修改密码", "Change your first password before you sign in"


class PasswordUnusable(OAuthProblem):
    """The new password is too short, too long, the old one, or holds the name."""

    status, slug, error = 400, "password-unusable", "invalid_request"
    title_zh, title_en = "新密码不符合要求", "The new password cannot be used"
