"""Do the settings read the environment as the table says, and is production closed by default?"""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from bhxh_archive.settings import environment
from bhxh_archive.settings.database import PATIENCE, parse_database_url
from bhxh_archive.settings.logs import WithoutSecrets
from bhxh_archive.settings.proxy import client_address

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "bhxh_archive.settings.production",
    "SECRET_KEY": "0123456789abcdef" * 4,
    "DATABASE_URL": "postgres://u:p@h/d",
    "ALLOWED_HOSTS": "archive.example.vn",
    "TIMESTAMP_URL": "http://tsa.example.vn/",
}


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**clean, **variables}, capture_output=True, text=True)


def test_defaults_are_typed() -> None:
    values = environment.read({})
    assert values["MAX_UPLOAD_MB"] == 500
    assert values["ALLOWED_HOSTS"] == []
    assert values["DEBUG"] is False


def test_what_is_set_replaces_the_default_and_empty_does_not() -> None:
    values = environment.read({"ALLOWED_HOSTS": "a.vn, b.vn", "SESSION_HOURS": "", "DEBUG": "yes"})
    assert values["ALLOWED_HOSTS"] == ["a.vn", "b.vn"]
    assert values["SESSION_HOURS"] == 10
    assert values["DEBUG"] is True


@pytest.mark.parametrize(("name", "text"), [("MAX_UPLOAD_MB", "many"), ("DEBUG", "perhaps")])
def test_a_value_of_the_wrong_type_is_named(name: str, text: str) -> None:
    with pytest.raises(ValueError, match=f"{name}='{text}'"):
        environment.read({name: text})


def test_only_the_settings_read_the_environment_table() -> None:
    readers = [
        path.relative_to(ROOT)
        for room in ("bhxh_archive", "intake", "benefits", "archive")
        for path in (ROOT / room).rglob("*.py")
        if "environment.read(" in path.read_text()
    ]
    assert readers == [Path("bhxh_archive/settings/base.py")]


def test_database_url_is_taken_apart() -> None:
    parsed = parse_database_url("postgres://b%C3%A0:p%40ss@db.example:6432/ho%20so?sslmode=require")
    assert (parsed["USER"], parsed["PASSWORD"], parsed["NAME"]) == ("bà", "p@ss", "ho so")
    assert (parsed["HOST"], parsed["PORT"]) == ("db.example", "6432")
    assert parsed["OPTIONS"] == PATIENCE | {"sslmode": "require"}


def test_what_the_address_says_of_patience_wins() -> None:
    options = parse_database_url("postgres://u:p@h/d?connect_timeout=60&options=")["OPTIONS"]
    assert (options["connect_timeout"], options["options"]) == ("60", "")


def test_another_database_is_refused_without_telling_the_password() -> None:
    with pytest.raises(ValueError, match="postgres://") as refused:
        parse_database_url("mysql://u:hidden@h/d")
    assert "hidden" not in str(refused.value)


@pytest.mark.parametrize("missing", ["SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS", "TIMESTAMP_URL"])
def test_production_does_not_start_without_what_it_needs(missing: str) -> None:
    refused = manage("check", **{**PRODUCTION, missing: ""})
    assert refused.returncode != 0
    assert f"Set in the environment: {missing}" in refused.stderr


def test_production_passes_djangos_deployment_check() -> None:
    checked = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert checked.returncode == 0, checked.stderr


def test_production_shows_no_code_of_the_demo() -> None:
    told = manage("diffsettings", "--all", **PRODUCTION, SHOW_DEMO_CODES="yes").stdout
    assert "SHOW_DEMO_CODES = False" in told


def test_static_files_can_be_collected_for_production(tmp_path: Path) -> None:
    code = (
        f"import django; from django.conf import settings; settings.STATIC_ROOT = r'{tmp_path}'; django.setup();"
        "from django.core.management import call_command; call_command('collectstatic', '--noinput', verbosity=0)"
    )
    collected = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **PRODUCTION}, capture_output=True, text=True
    )
    assert collected.returncode == 0, collected.stderr
    assert (tmp_path / "staticfiles.json").exists()


def test_forged_addresses_are_not_believed(settings: Settings) -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "6.6.6.6, 10.0.0.7"}, REMOTE_ADDR="172.18.0.2")
    settings.TRUSTED_PROXIES = 0
    assert client_address(request) == "172.18.0.2"
    settings.TRUSTED_PROXIES = 1
    assert client_address(request) == "10.0.0.7"


def test_log_lines_carry_no_query() -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", "/tim?ten=An"), None)
    assert WithoutSecrets().filter(record)
    assert record.getMessage() == "Not Found: /tim"


def test_no_test_sees_the_certificates_of_a_running_checkout(settings: Settings) -> None:
    assert not settings.TRUST_DIR.exists()
