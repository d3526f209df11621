"""Refusals about supplies."""

from chassis.problems import Problem


class OutOfStock(Problem):
    """There are not that many units left that have not expired; ``available`` says how many are."""

    status, slug = 409, "out-of-stock"
    title_zh, title_en = "库存不足", "Not enough in stock"


class UnknownLot(Problem):
    """No such lot, or it lies at another division's site."""

    status, slug = 404, "unknown-lot"
    title_zh, title_en = "未找到该批次", "No such lot"


class LotDiffers(Problem):
    """The same lot number is in stock with another expiry date; ``expires_on`` is that one."""

    status, slug = 409, "lot-differs"
    title_zh, title_en = "同一批号的有效期不一致", "The lot is in stock with another expiry date"
