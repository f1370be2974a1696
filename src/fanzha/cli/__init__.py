"""The command line: `fanzha build | check | coverage | explain | new | list | scans | translate | serve`."""

from fanzha.cli.commands import main

__all__ = ["main"]
