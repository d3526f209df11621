"""Brings the schemas of all services up to date, each as its owner, in one process: loading Alembic is the cost."""

from chassis.migrate import migrate
from chassis.roles import SERVICES, owner_role
from deploy.local import interrupts
from deploy.local.failures import CannotGoOn
from deploy.local.programs import database_url


def migrate_all(ports: dict[str, int], passwords: dict[str, str]) -> None:
    """Migrate every service's schema. Raises CannotGoOn, naming the service and the cause in one line."""
    for service in SERVICES:
        try:
            interrupts.run(migrate(service, database_url(owner_role(service), ports, passwords)))
        except Exception as failed:
            cause = str(failed).strip().splitlines() or [type(failed).__name__]
            raise CannotGoOn(
                f"{service} 的数据表未能更新：{cause[0]}", f"The tables of {service} could not be updated: {cause[0]}"
            ) from failed
