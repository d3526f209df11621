"""What a process is told by its environment; see docs/operations.md for the list."""

import os
from functools import cached_property
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from chassis.plain_ways import plain_ways


class Settings(BaseSettings):
    """One process's settings. Secrets come by environment or by files under ``keys_folder``, never by argument."""

    # A file of the same names, where secrets are mounted rather than put into an environment; the environment wins.
    model_config = SettingsConfigDict(
        extra="ignore", populate_by_name=True, env_file=os.environ.get("HUIJIA_ENV_FILE"), env_file_encoding="utf-8"
    )

    database_url: str = Field(validation_alias="DATABASE_URL")
    migration_database_url: str | None = Field(None, validation_alias="MIGRATION_DATABASE_URL")
    bus: Literal["embedded", "kafka"] = Field("embedded", validation_alias="BUS")
    kafka_bootstrap: str | None = Field(None, validation_alias="KAFKA_BOOTSTRAP")
    kafka_prefix: str = Field("", validation_alias="KAFKA_PREFIX")
    """Goes before every topic and group, where several houses share a cluster."""
    kafka_authority: Path | None = Field(None, validation_alias="KAFKA_AUTHORITY")
    """Who vouches for the brokers (PEM); with it only TLS is spoken to them."""
    kafka_certificate: Path | None = Field(None, validation_alias="KAFKA_CERTIFICATE")
    """Our own certificate and its key in one PEM file, for brokers that ask for one."""
    bus_partitions: int = Field(8, validation_alias="HUIJIA_BUS_PARTITIONS")
    """Partitions of a topic when it is first made; an existing topic keeps what it has."""
    bus_retention_days: int | None = Field(None, validation_alias="HUIJIA_BUS_RETENTION_DAYS")
    """Instead of the periods in ``chassis/bus/retention.yaml``, for every topic."""
    profile: str = Field("local", validation_alias="HUIJIA_ENV")
    """``local`` or ``production``: how strict the house is."""
    plain_inside: bool = Field(False, validation_alias="HUIJIA_PLAIN_INSIDE")
    """Whether, in production, something else (a mesh, a tunnel) keeps secret what passes between machines."""
    home: Path = Field(Path(".run"), validation_alias="HUIJIA_HOME")
    keys_folder: Path = Field(Path(".run/keys"), validation_alias="HUIJIA_KEYS")
    role: Literal["all", "api", "worker"] = Field("all", validation_alias="HUIJIA_ROLE")
    pool_size: int = Field(8, validation_alias="HUIJIA_POOL_SIZE")

    @model_validator(mode="after")
    def _nothing_leaves_the_machine_in_the_clear(self) -> Self:
        plain = list(plain_ways(self.database_url, self.kafka_bootstrap, self.kafka_authority is not None))
        if plain and self.profile == "production" and not self.plain_inside:
            raise ValueError(f"{' and '.join(plain)}: not by verified TLS (sslmode=verify-full, KAFKA_AUTHORITY)")
        return self

    @cached_property
    def serves_requests(self) -> bool:
        """Whether this process answers callers."""
        return self.role in ("all", "api")

    @cached_property
    def does_work(self) -> bool:
        """Whether this process relays, consumes and sweeps."""
        return self.role in ("all", "worker")
