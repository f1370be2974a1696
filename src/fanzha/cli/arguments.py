"""What click does not do by itself: options that may stand anywhere, and addresses."""

from __future__ import annotations

import datetime
import re

import click


class Anywhere(click.Group):
    """A group whose own options may also stand after the command: `fanzha check --lang zh`."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Move the group's options to the front."""
        front: list[str] = []
        rest: list[str] = []
        words = iter(args)
        for word in words:
            if word == "--":
                rest += [word, *words]
            elif word in {"--lang", "--project"}:
                value = next(words, "-")
                if value.startswith("-"):
                    raise click.BadOptionUsage(word, f"{word} 后面要写一个值。 {word} needs a value.", context)
                front += [word, value]
            elif word.startswith(("--lang=", "--project=")):
                front.append(word)
            else:
                rest.append(word)
        return super().parse_args(context, front + rest)


def host_and_port(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Return an address as it was given, when it is HOST:PORT; ends with a usage error otherwise."""
    match = re.fullmatch(r"(?:\[[0-9A-Fa-f:.]+\]|[\w.-]+):(\d{1,5})", value, re.ASCII)
    if match and 0 < int(match[1]) < 65536:
        return value
    zh, en = "要写成 主机:端口，例如 127.0.0.1:8000。", "is not HOST:PORT, such as 127.0.0.1:8000."
    raise click.BadParameter(f"“{value}”{zh} “{value}” {en}", context, parameter)


def day(context: click.Context, parameter: click.Parameter, value: str | None) -> datetime.date | None:
    """Return the date that was given as 2026-11-22, or None; ends with a usage error for anything else."""
    if value is None:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            return datetime.date.fromisoformat(value)
    except ValueError:
        pass
    zh, en = "不是日期，要写成 2026-11-22 这样。", "is not a date such as 2026-11-22."
    raise click.BadParameter(f"“{value}”{zh} “{value}” {en}", context, parameter)
