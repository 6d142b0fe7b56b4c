"""What went wrong with an embedded server, in words a newcomer can act on."""

import errno
from pathlib import Path


class ServersError(Exception):
    """An embedded server cannot be set up, started or ended."""


def explain_os_error(error: OSError, *, path: Path) -> ServersError:
    """Return the refusal of the operating system as a sentence that says what to do."""
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return ServersError(
            f"{path} is missing and cannot be made there. Name another folder with UNVPORTAL_HOME; if it is a program, "
            "remove the folder .venv and run `make setup`."
        )
    if error.errno == errno.ENOEXEC:
        return ServersError(
            f"{path} was made for another kind of processor. Remove the folder .venv and run `make setup`, "
            "or name servers of your own with DATABASE_URL and REDIS_URL."
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return ServersError(f"The disk that holds {path} is full. Free some space, then try again.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ServersError(
            f"There is no permission to use {path}. Give this account the right, or name another folder with "
            "UNVPORTAL_HOME."
        )
    return ServersError(f"{path}: {error.strerror or error}")


def explain_output(output: str, *, program: str, log: Path) -> ServersError:
    """Return what a server said before it gave up as a sentence that says what to do."""
    if "No space left on device" in output:
        return ServersError(f"The disk is full: {program} could not write its files. Free some space, then try again.")
    if "Permission denied" in output:
        return ServersError(f"{program} may not use its folder: {_last_line(output)}. Its log is {log}.")
    if "GLIBC" in output or "error while loading shared libraries" in output:
        return ServersError(
            f"{program} does not run on this system ({_last_line(output)}). Name servers of your own with "
            "DATABASE_URL and REDIS_URL."
        )
    return ServersError(f"{program} did not start: {_last_line(output) or 'it said nothing'}. Its log is {log}.")


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "PANIC" in line or "rror" in line]
    return (telling or lines or [""])[-1]
