"""A site that does its work in the thread that asks for it."""

from concurrent.futures import Executor, Future
from typing import Any

from services.app import App
from shared.database import Database


class AtOnce(Executor):
    """Does what it is given before it returns. Thousands of requests one after another need no threads: a fifth of
    their time would go into handing over.
    """

    def submit(self, work: Any, /, *args: Any, **named: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(work(*args, **named))
        except BaseException as error:  # noqa: BLE001 - whoever waits for it hears of it
            done.set_exception(error)
        return done


def work_at_once(app: App) -> None:
    """Its databases do what they are given before they return."""
    for runtime in app.runtimes.values():
        for database in (runtime.database, getattr(runtime.tools, "keys_database", None)):
            if isinstance(database, Database):
                database._readers = database._writers = AtOnce()  # type: ignore[assignment]
