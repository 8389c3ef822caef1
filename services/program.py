"""What every command of `steadfast` works with, and how it says what went wrong."""

import click
from sqlalchemy.exc import OperationalError

from services.app import listening
from services.care import SERVICES as ALL
from shared.auth import Keys
from shared.broker import BrokerAway, NoStream
from shared.migrations import Ahead, Unlike, upgrade_or_fit
from shared.rebuild import CannotRebuild
from shared.service import Runtime
from shared.settings import BadSetting, Settings
from shared.trouble import what_helps

SERVICES = {service.name: service for service in ALL}


class Plain(click.Group):
    """Says in a sentence what whoever types has to mend; tracebacks are for faults of ours."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except (BadSetting, Ahead, Unlike, CannotRebuild, BrokerAway) as wrong:
            raise click.ClickException(str(wrong)) from wrong
        except NoStream as nothing:
            raise click.ClickException(
                "no event stream there yet: start once with `steadfast up`, or see --data"
            ) from nothing
        except BlockingIOError as taken:
            raise click.ClickException("another process works in this data folder: stop it, or give --data") from taken
        except OperationalError as away:
            said = f"the database does not do it: {str(away.orig).strip()}"
            raise click.ClickException("\n".join(filter(None, (said, what_helps(away))))) from away
        except OSError as refused:
            raise click.ClickException(str(refused)) from refused


class Office:
    """What commands work with: settings, and runtimes opened as they are needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._desks: dict[str, Runtime] = {}

    def runtime(self, name: str) -> Runtime:
        if name not in self._desks:
            self._must_be_there(name)
            keys = Keys(self.settings.data / "keys", create=True)
            runtime = self._desks[name] = Runtime(listening(SERVICES[name]), self.settings, keys)
            upgrade_or_fit(runtime.database, runtime.service, self.settings.go_back)
        return self._desks[name]

    def _must_be_there(self, name: str) -> None:
        """A mistyped folder must not become a new installation. Raises ClickException."""
        if not self.settings.database and not (self.settings.data / f"{name}.db").is_file():
            raise click.ClickException(
                f"{self.settings.data.resolve()} holds no database of {name}. Give the folder that `steadfast up` uses "
                f"(steadfast --data FOLDER …), or make a new one: steadfast --data {self.settings.data} migrate"
            )

    def close(self) -> None:
        for runtime in self._desks.values():
            runtime.close()
