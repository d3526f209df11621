"""One database role and one schema per service, and no way from one to another.

Each service has two roles: an owner that runs migrations, and a runtime role that reads and writes rows only.
``PUBLIC`` may do nothing. The embedded bus has a schema of its own, reachable through one group role.
"""

import asyncpg

SERVICES = ("registry", "followup", "incentives", "migrants", "assessment", "gateway")
BUS_OWNER = "huijia_bus_owner"
BUS_GROUP = "huijia_bus"


def runtime_role(service: str) -> str:
    """The role a service's processes run as: rows only, its own schema only."""
    return f"huijia_{service}"


def owner_role(service: str) -> str:
    """The role that owns a service's schema and runs its migrations."""
    return f"huijia_{service}_owner"


def all_roles() -> list[str]:
    """Every role that logs in, for making passwords."""
    return [role(s) for s in SERVICES for role in (runtime_role, owner_role)] + [BUS_OWNER]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


async def create_roles(admin: asyncpg.Connection, passwords: dict[str, str]) -> None:
    """Create or update every role in the cluster; ``passwords`` maps each of ``all_roles()``. Idempotent."""
    existing = {r["rolname"] for r in await admin.fetch("SELECT rolname FROM pg_roles")}
    if BUS_GROUP not in existing:
        await admin.execute(f"CREATE ROLE {BUS_GROUP} NOLOGIN")
    for role in all_roles():
        verb = "ALTER" if role in existing else "CREATE"
        await admin.execute(f"{verb} ROLE {role} LOGIN NOINHERIT PASSWORD {_quoted(passwords[role])}")
    for service in SERVICES:
        await admin.execute(f"ALTER ROLE {runtime_role(service)} INHERIT")
        await admin.execute(f"GRANT {BUS_GROUP} TO {runtime_role(service)}")
    await _let_owners_reseal(admin)


async def _let_owners_reseal(admin: asyncpg.Connection) -> None:
    """Owners may turn their own triggers off within a transaction (``chassis.reseal``); they may drop them anyway.

    On a managed server whose administrator is no superuser this cannot be granted, and sealing anew says so.
    """
    owners = ", ".join(owner_role(service) for service in SERVICES)
    await admin.execute(
        f"DO $$ BEGIN GRANT SET ON PARAMETER session_replication_role TO {owners};"
        " EXCEPTION WHEN insufficient_privilege THEN NULL; END $$"
    )


async def create_schemas(admin: asyncpg.Connection, database: str) -> None:
    """Create every schema in the database that ``admin`` is connected to. Idempotent."""
    await admin.execute(f'REVOKE ALL ON DATABASE "{database}" FROM PUBLIC')
    await admin.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    for service in SERVICES:
        await _create_schema(admin, database, service, owner_role(service), runtime_role(service))
        await _grant_rows(admin, service)
    await _create_schema(admin, database, "bus", BUS_OWNER, BUS_GROUP)


async def _create_schema(admin: asyncpg.Connection, database: str, schema: str, owner: str, user: str) -> None:
    await admin.execute(f"CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {owner}")
    await admin.execute(f"GRANT USAGE ON SCHEMA {schema} TO {user}")
    await admin.execute(f'GRANT CONNECT, TEMPORARY ON DATABASE "{database}" TO {owner}, {user}')
    for role in {owner, user} - {BUS_GROUP}:
        await admin.execute(f"ALTER ROLE {role} SET search_path = {schema}")


async def _grant_rows(admin: asyncpg.Connection, service: str) -> None:
    owner, runtime = owner_role(service), runtime_role(service)
    defaults = f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {service} GRANT"
    await admin.execute(f"{defaults} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {runtime}")
    await admin.execute(f"{defaults} USAGE, SELECT ON SEQUENCES TO {runtime}")
