"""The command line: `fanzha build | check | explain | new | list | translate | serve`."""

from fanzha.cli.commands import main

__all__ = ["main"]
