"""Commands in the history: what a command or a shell changes bears the command's name."""

from contextlib import AbstractContextManager, nullcontext

import pghistory

NOT_NOTED = {"check", "makemigrations", "migrate", "runserver", "serve", "stop", "test", "testserver"}
"""They change no record, define tables, or live on and serve others, whose changes name themselves."""


def noted(arguments: list[str]) -> AbstractContextManager:
    """Note what a command changes under its name; the arguments stay out, since they may hold people's names."""
    command = arguments[0] if arguments else ""
    if not command or command.startswith("-") or command in NOT_NOTED:
        return nullcontext()
    return pghistory.context(command=command)
