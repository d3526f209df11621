"""How the verifier reaches each service's schema: as the service itself, which may read its logs and not alter them."""

import json
import os

from chassis.roles import SERVICES, runtime_role
from deploy.local.home import Home
from deploy.local.passwords import saved_passwords
from deploy.local.ports import remembered
from deploy.local.programs import database_url

VARIABLE = "HUIJIA_DATABASES"


class NoDatabase(Exception):
    """Nothing says where the databases are."""


def databases(home: Home) -> dict[str, str]:
    """Service → connection string: from ``HUIJIA_DATABASES`` (JSON), else of the installation. Raises NoDatabase."""
    if told := os.environ.get(VARIABLE):
        return json.loads(told)
    passwords, ports = saved_passwords(home), remembered(home)
    if not passwords or "postgres" not in ports:
        raise NoDatabase(f"no installation in {home.folder}; set HUIJIA_HOME, or {VARIABLE}")
    return {service: database_url(runtime_role(service), ports, passwords) for service in SERVICES}
