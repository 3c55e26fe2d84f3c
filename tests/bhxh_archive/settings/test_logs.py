"""Does a log tell which page was asked for, and never what opens it?"""

from __future__ import annotations

import io
import logging
import logging.config
import runpy
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from gunicorn.config import Config

from bhxh_archive.settings.logs import WithoutSecrets, configuration, told

SECRET = "Zk3_9-aQ"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"/nhan-ket-qua/{SECRET}/", "/nhan-ket-qua/.../"),
        ("/tra-cuu/k3m7pq2xk3m7pq2x/?in=1", "/tra-cuu/.../"),
        ("/tra-cuu/?ma=k3m7", "/tra-cuu/"),
        ("/ho-so/7/tra-cuu/12/", "/ho-so/7/tra-cuu/12/"),
    ],
)
def test_the_last_part_of_a_public_page_is_left_out(address: str, said: str) -> None:
    assert told(address) == said


def test_warnings_of_django_keep_to_it() -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(WithoutSecrets())
    said = ("Too Many", f"/nhan-ket-qua/{SECRET}/")
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", said, None)
    handler.handle(record)

    assert out.getvalue() == "Too Many: /nhan-ket-qua/.../\n"


def test_a_line_tells_the_facts_it_carries_and_no_more() -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    lines = logging.config.DictConfigurator(configuration("INFO")).config["formatters"]["line"]
    handler.setFormatter(logging.config.DictConfigurator({}).configure_formatter(lines))
    record = logging.LogRecord("bhxh_archive.storage", logging.ERROR, "", 0, "gone", None, None)
    vars(record).update(digest="8e84", file=7, request="<WSGIRequest: GET '/tra-cuu/?ma=k3m7'>")
    handler.handle(record)

    assert out.getvalue().endswith(" ERROR bhxh_archive.storage gone digest=8e84 file=7\n")


def test_so_does_the_log_of_the_web_server() -> None:
    served = runpy.run_path(str(settings.BASE_DIR / "deploy" / "gunicorn.conf.py"))
    answer = SimpleNamespace(status="200 OK", sent=5, headers=[])
    environ = {"PATH_INFO": f"/nhan-ket-qua/{SECRET}/", "REQUEST_METHOD": "GET", "RAW_URI": "", "SERVER_PROTOCOL": ""}
    atoms = served["logger_class"](Config()).atoms(answer, SimpleNamespace(headers=[]), environ, timedelta(seconds=1))

    assert SECRET not in served["access_log_format"] % {**dict.fromkeys(("t", "m", "s", "B", "M"), ""), "U": atoms["U"]}
