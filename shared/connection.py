"""A connection of psycopg that waits for an answer no longer than it may take."""

from typing import Any

import psycopg

from shared.server import ANSWER


class Connection(psycopg.Connection[Any]):
    """Closes itself when the server does not answer in time; then nobody takes it for a connection any more."""

    patience: float | None = ANSWER
    """Seconds; None = as long as it takes."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        limit = self.patience if timeout is None else timeout
        try:
            return super().wait(gen, interval, limit)
        except psycopg.OperationalError as error:
            if type(error).__name__ == "_WaitTimeout":
                self.pgconn.finish()
                raise psycopg.OperationalError("the server did not answer in time") from error
            raise
