"""What every use case of the exchange needs of the running service; it travels with the session."""

from dataclasses import dataclass

from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.sealing import Sealer
from services.migrants.exchange.directory import Directory, DirectoryFile
from services.migrants.exchange.own_keys import OwnKeys, OwnKeysFile

_NAME = "exchange"


@dataclass(frozen=True)
class Installation:
    """This county's side of the exchange."""

    sealer: Sealer
    directory_file: DirectoryFile
    keys_file: OwnKeysFile

    @property
    def directory(self) -> Directory:
        """Who takes part, as the file says now."""
        return self.directory_file.now()

    @property
    def keys(self) -> OwnKeys:
        """What we sign and open with."""
        return self.keys_file.now()

    @property
    def here(self) -> str:
        """Our own county's six digits."""
        return self.directory.here


async def open_exchange(app: FastAPI) -> None:
    """On start: every session of this service knows the installation. Raises BadDataFile for a wrong directory."""
    settings = app.state.settings
    installation = Installation(app.state.sealer, DirectoryFile(settings.home), OwnKeysFile(settings.keys_folder))
    installation.directory, installation.keys  # noqa: B018 - a wrong file stops the start
    app.state.exchange = installation
    app.state.database.sessions.configure(info={_NAME: installation})


def installation_of(session: AsyncSession) -> Installation:
    """The installation that this session belongs to."""
    installation: Installation = session.info[_NAME]
    return installation


def county_of(session: AsyncSession, division: str) -> str | None:
    """The county (six digits) that serves a division (twelve), by the directory; None where nobody's does."""
    return installation_of(session).directory.county_of(division)
