"""What the registry tells of the county's own calendar."""

from datetime import date

from chassis.cloudevents import DomainEvent


class WorkingDaysChanged(DomainEvent, type="cn.huijia.registry.working-days-changed.v1", key="year"):
    """The county said of days of a year whether offices work on them; all such days of the year, each time."""

    year: int
    worked: list[date]
    """Worked, whatever the national calendar says."""
    free: list[date]
    """Not worked."""
