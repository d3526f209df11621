"""Refusals of this feature. They say what to do, and nothing of why a sign-in was not believed: the log does."""

from chassis.problems import NotFound, Problem


class IdentityProviderOff(NotFound):
    """No identity provider is set up here."""

    slug = "identity-provider-off"
    title_zh, title_en = "本系统没有启用统一身份认证", "No identity provider is set up here"


class IdentityProviderDown(Problem):
    """The provider does not answer, or not as the standard asks."""

    status, slug = 503, "identity-provider-down"
    title_zh, title_en = "统一身份认证暂时不可用", "The identity provider cannot be used at the moment"


class ProviderSignInLost(Problem):
    """The return does not belong to a sign-in that this browser began, just now and for the first time."""

    status, slug = 400, "provider-sign-in-lost"
    title_zh, title_en = "这次登录已经过期或已经用过", "This sign-in is over or has been used already"


class ProviderSignInRefused(Problem):
    """The provider's word was not believed, or it names nobody who may sign in here; which of them is not told."""

    status, slug = 403, "provider-sign-in-refused"
    title_zh, title_en = "不能用统一身份认证登录", "The sign-in with the identity provider was refused"
