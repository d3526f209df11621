"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound, Problem


class UnknownMerge(NotFound):
    """No such merge, or of persons outside the caller's area."""

    slug = "unknown-merge"
    title_zh, title_en = "没有这次合并，或不在您的管辖范围内", "No such merge, or not in your area"


class PersonMergedInto(Problem):
    """The entry was merged: ``merged_into`` stands for it, and the Location header leads there."""

    status, slug = 308, "person-merged"
    title_zh, title_en = "此人已合并到另一条记录", "This entry was merged into another"


class MergeContradiction(Conflict):
    """The two cannot be one person; ``contradiction`` names the facts."""

    slug = "merge-contradiction"
    title_zh, title_en = "登记事实表明不是同一人", "What is registered says that they are not one person"


class AlreadyUndone(Conflict):
    """The merge was taken back before."""

    slug = "merge-already-undone"
    title_zh, title_en = "该合并已经撤销", "The merge was undone already"


class UnmergeRefused(Conflict):
    """Something stands in the way; ``blockers`` lists what, each with its kind and id."""

    slug = "unmerge-refused"
    title_zh, title_en = "目前不能撤销合并", "The merge cannot be undone as things are"
