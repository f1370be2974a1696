"""The other locales' builds: each in a process of its own, while this one builds the default language.

The processes are forked, so that they share what is loaded already (the library, MkDocs) and start
at once. Where forking is not safe, because this process has threads (the live server) or may have no children, the
locales are built here, one after the other. Either way the same files are written and the same problems are raised.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from fanzha.forks import may_fork, processors
from fanzha.formats.site.supply import Supply

_LOGGER = "mkdocs"
"""What MkDocs and its plugins say goes through this logger; `--strict` counts its warnings."""


class LocaleDied(Exception):
    """The process that built a locale was killed; there is no result."""


@dataclass
class OtherLocales:
    """The builds of every locale but the default."""

    supply: Supply
    config: MkDocsConfig
    """Of the default language's build."""
    _waiting: list[str] = field(default_factory=list)
    _running: list[tuple[BaseProcess, Connection]] = field(default_factory=list)

    def start(self) -> None:
        """Begin as many locales as there are processors to spare; the rest waits for `finish`."""
        publisher = self.supply.library.publisher
        self._waiting = [locale for locale in publisher.locales if locale != publisher.default_locale]
        if not self._waiting or not may_fork():
            return
        gc.freeze()  # what is there now is never looked through again, and so not copied
        for _ in range(min(len(self._waiting), max(1, processors() - 1))):
            self._begin()

    def finish(self) -> None:
        """Wait for every locale; raises what went wrong there, after having logged what was said there."""
        while self._running:
            process, answers = self._running.pop(0)
            try:
                said, error = answers.recv()
            except EOFError:
                said, error = [], LocaleDied(process.name)
            process.join()
            if self._waiting:
                self._begin()
            _raise(said, error)
        gc.unfreeze()
        while self._waiting:
            build_locale(self.supply, self.config, self._waiting.pop(0))

    def stop(self) -> None:
        """End what is still being built."""
        self._waiting.clear()
        while self._running:
            process, _ = self._running.pop()
            process.terminate()
            process.join()

    def _begin(self) -> None:
        locale = self._waiting.pop(0)
        answers, answer = multiprocessing.Pipe(duplex=False)
        context = multiprocessing.get_context("fork")
        process = context.Process(target=_build_apart, args=(self.supply, self.config, locale, answer), name=locale)
        process.daemon = True  # it ends with this one
        process.start()
        answer.close()  # so that reading ends when the process does
        self._running.append((process, answers))


def build_locale(supply: Supply, config: MkDocsConfig, locale: str) -> None:
    """Build one locale into its folder below the site of `config`, which is the default language's."""
    from fanzha.formats.site.plugin import FanzhaPlugin

    nested = load_config(
        config_file=config.config_file_path,
        docs_dir=config.docs_dir,
        site_dir=str(Path(config.site_dir) / locale),
        site_url=urljoin(config.site_url or "/", f"{locale}/"),
        strict=config.strict,
    )
    plugin = nested.plugins["fanzha"]
    assert isinstance(plugin, FanzhaPlugin)
    plugin.supply, plugin.locale = supply, locale
    build(nested)


def _build_apart(supply: Supply, config: MkDocsConfig, locale: str, answer: Connection) -> None:
    """Build one locale in this new process and send what was said and what was raised."""
    error: BaseException | None = None
    with _kept() as said:
        try:
            build_locale(supply, config, locale)
        except BaseException as raised:  # MkDocs' Abort is a SystemExit
            error = _portable(raised)
    answer.send((said, error))
    answer.close()


def _portable(error: BaseException) -> BaseException:
    """Return the error, or one with its name and words when it does not survive the way between processes."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


class _Keeper(logging.Handler):
    """Keeps what is logged, as words."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[tuple[str, int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append((record.name, record.levelno, record.getMessage()))


@contextmanager
def _kept() -> Iterator[list[tuple[str, int, str]]]:
    """Keep warnings and errors instead of printing them; only for a process that ends afterwards."""
    keeper, logger = _Keeper(), logging.getLogger(_LOGGER)
    logger.handlers[:] = [keeper]
    logger.propagate = False
    yield keeper.said


def _raise(said: list[tuple[str, int, str]], error: BaseException | None) -> None:
    for name, level, message in said:
        logging.getLogger(name).log(level, "%s", message)
    if error is not None:
        raise error
