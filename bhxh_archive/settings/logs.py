"""What is logged, and how do personal data stay out of it?

Log lines name numbers, codes and states; addresses are logged without their query and without a code that opens a
page to whoever has it, and no request body, SQL or sign-in name is ever written (Law 91/2025/QH15 on personal data
protection).
"""

import logging
import re
from typing import Any, Final

_OPENS: Final = re.compile(r"^(/(?:nhan-ket-qua|tra-cuu)/)[^/]+")
"""The public pages, whose last part is the code of a receipt or the secret of a link."""


_FACTS: Final = ("digest", "file", "dossier", "job", "job_name", "attempt")
"""What a line carries beside its words and may tell: numbers and names of ours, nothing of a person."""


class WithFacts(logging.Formatter):
    """Ends a line with the facts it carries as `extra`: ` digest=8e84… file=7`."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  the library's name
        facts = [f"{name}={getattr(record, name)}" for name in _FACTS if hasattr(record, name)]
        return " ".join([super().formatMessage(record), *facts])


class WithoutSecrets(logging.Filter):
    """Cuts what nobody should read there off addresses that Django passes as arguments of a log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_cut(value) for value in record.args)
        return True


def _cut(value: object) -> object:
    return told(value) if isinstance(value, str) and value.startswith("/") else value


def told(address: str) -> str:
    """The path of an address as a log may tell it."""
    return _OPENS.sub(r"\1...", address.split("?", 1)[0])


def configuration(level: str) -> dict[str, Any]:
    """The LOGGING setting: one line a record on standard error, collected by whoever runs the process."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without_secrets": {"()": "bhxh_archive.settings.logs.WithoutSecrets"}},
        "formatters": {
            "line": {
                "()": "bhxh_archive.settings.logs.WithFacts",
                "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_secrets"]}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # These two would write SQL parameters and sign-in names.
            "django.db.backends": {"level": "WARNING"},
            "axes": {"level": "ERROR"},
            # Tells each process that it was loaded, also one whose standard error somebody reads.
            "pikepdf": {"level": "WARNING"},
        },
    }
