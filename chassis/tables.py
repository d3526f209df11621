"""The register of the tables that the chassis keeps in every service's own schema (``chassis.create_tables``)."""

from sqlalchemy import MetaData

metadata = MetaData()
