"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class UnknownAccessChange(NotFound):
    """No change of access has this id."""

    slug = "unknown-access-change"
    title_zh, title_en = "没有这项权限变更", "No such change of access"


class AccessChangeDecided(Conflict):
    """The change was approved or refused before, and stays so."""

    slug = "access-change-decided"
    title_zh, title_en = "这项权限变更已经决定", "This change of access has been decided"


class AccessChangeLapsed(Conflict):
    """Nobody decided on the change in time; it is proposed again where it is still needed."""

    slug = "access-change-lapsed"
    title_zh, title_en = "这项权限变更已经过期", "This change of access has lapsed"


class AccessChangeOpen(Conflict):
    """A change of this kind waits for this account; it is decided before the next is proposed."""

    slug = "access-change-open"
    title_zh, title_en = "该账号已有一项同类变更待批准", "A change of this kind waits for this account already"


class OwnAccessChange(Conflict):
    """Nobody approves what they proposed, nor what gives access to themselves."""

    slug = "own-access-change"
    title_zh, title_en = "不能批准本人提出或涉及本人的权限变更", "Nobody approves a change of access of their own"


class AccountTaken(Conflict):
    """An account of this name exists, or existed."""

    slug = "account-taken"
    title_zh, title_en = "该账号名已经使用", "This account name is taken"
