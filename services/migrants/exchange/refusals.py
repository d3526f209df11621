"""Why a message is refused before it is taken, in both languages, and whether it may be tried again. Pure."""

from typing import Literal, NamedTuple

Code = Literal[
    "malformed",
    "too-large",
    "too-many",
    "unknown-peer",
    "unknown-key",
    "expired-key",
    "forged",
    "wrong-addressee",
    "clock-ahead",
    "expired",
    "cannot-open",
    "tampered",
    "id-reused",
    "out-of-order",
    "unknown-type",
    "bad-content",
]


class Why(NamedTuple):
    """``again``: what is wrong may be put right without a new message, so the same one is tried again."""

    zh: str
    en: str
    again: bool = False


REFUSALS: dict[Code, Why] = {
    "malformed": Why("消息格式无法识别", "The message cannot be read"),
    "too-large": Why("消息过大", "The message is too large"),
    "too-many": Why("一次递送的消息过多", "Too many messages in one call", True),
    "unknown-peer": Why("发送县不在本县的县际名录中", "The sender is not in this county's directory", True),
    "unknown-key": Why("签名所用密钥不属于发送县", "Signed with a key that is not known to be the sender's", True),
    "expired-key": Why("签名所用密钥不在有效期内", "Signed with a key outside its validity", True),
    "forged": Why("签名不符", "The signature does not fit"),
    "wrong-addressee": Why("消息不是发给本县的", "The message is addressed to another county"),
    "clock-ahead": Why("签名时间晚于本县时间，请校准时钟", "Signed in the future: check the clocks", True),
    "expired": Why("签名已过期", "The signature has expired", True),
    "cannot-open": Why("消息不是为本县封装的，或封装已损坏", "Not enclosed for this county, or damaged", True),
    "tampered": Why("内容与签名不符", "The content is not what was signed"),
    "id-reused": Why("同一消息编号已用于其他内容", "The message id was used for something else"),
    "out-of-order": Why("同一事项的上一条消息尚未办完", "The message before it is not settled yet", True),
    "unknown-type": Why("本县尚不能处理这种消息", "This county does not take such messages", True),
    "bad-content": Why("消息内容不符合约定", "The message does not fit its contract"),
}


class Refused(Exception):
    """A message is refused; nothing of it is kept but that it came."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code

    @property
    def why(self) -> Why:
        """The reason in words."""
        return REFUSALS[self.code]
