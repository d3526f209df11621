"""Refusals of this feature."""

from chassis.problems import Conflict, NotFound


class NoMap(NotFound):
    """The operator gave no map; pictures are drawn as tiles."""

    slug = "no-map"
    title_zh, title_en = "没有地图文件", "There is no map"


class UnusableMap(Conflict):
    """The map's file cannot be drawn; the detail says where it fails."""

    slug = "unusable-map"
    title_zh, title_en = "地图文件不能使用", "The map's file cannot be used"
