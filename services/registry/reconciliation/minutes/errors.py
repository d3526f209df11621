"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound, Problem


class NoMinutes(NotFound):
    """No minutes were drawn up of this meeting yet."""

    slug = "no-minutes"
    title_zh, title_en = "会议纪要尚未形成", "No minutes were drawn up yet"


class MinutesOutdated(Conflict):
    """The signature is over another version; ``version`` and ``digest`` are those that count."""

    slug = "minutes-outdated"
    title_zh, title_en = "所签的不是现行版本的纪要", "That is not the version that counts"


class AlreadySigned(Conflict):
    """The participant has signed this version."""

    slug = "already-signed"
    title_zh, title_en = "该单位已签署", "Signed already"


class BadSignature(Problem):
    """The signature does not fit the minutes and the participant's key."""

    status, slug = 422, "bad-signature"
    title_zh, title_en = "签名与纪要或登记的公钥不符", "The signature does not fit"


class UnknownKey(NotFound):
    """No such key of this participant, or it was revoked."""

    slug = "unknown-participant-key"
    title_zh, title_en = "没有登记过这把公钥，或已停用", "No such key, or it was revoked"


class KeyTaken(Conflict):
    """The public key is registered already."""

    slug = "participant-key-taken"
    title_zh, title_en = "这把公钥已经登记", "The key is registered already"
