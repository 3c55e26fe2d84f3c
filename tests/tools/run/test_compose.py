"""Is the production description complete and free of secrets, as far as can be told without an engine?"""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bhxh_archive.settings.environment import VARIABLES

ROOT = Path(__file__).parents[3]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ONCE = {name for name, service in SERVICES.items() if service.get("restart") == "no"}
LASTING = sorted(SERVICES.keys() - ONCE)
REFERENCE = re.compile(r"\$\{(\w+)")
SECRET = re.compile(r"SECRET|PASSWORD|KEY(?!S_)|TOKEN")


def own_images() -> list[str]:
    return re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)


def test_has_every_part_of_the_product() -> None:
    assert SERVICES.keys() == {
        "database", "store", "prepare", "web", "worker-quick", "worker-slow", "worker-scan", "sweeper", "proxy",
    }  # fmt: skip


@pytest.mark.parametrize("name", LASTING)
def test_every_lasting_service_is_watched_and_comes_back(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("image", [*own_images(), *(service["image"] for service in SERVICES.values())])
def test_images_are_pinned(image: str) -> None:
    assert re.search(r":\d+\.\d+", image), image


def test_the_store_has_one_identity_and_nothing_that_is_not_used() -> None:
    """Without credentials the gateway lets everybody in; a bucket made by an upload would have no Object Lock."""
    store = SERVICES["store"]
    assert set(store["environment"]) == {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}
    assert all(value.startswith("${") and ":?" in value for value in store["environment"].values())
    off = {"-master.telemetry", "-webdav", "-admin.ui", "-s3.autoCreateBucket", "-s3.allowDeleteBucketNotEmpty"}
    assert off <= {option.removesuffix("=false") for option in store["command"] if option.endswith("=false")}
    assert "@sha256:" in store["image"]


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_no_secret_is_written_down(name: str) -> None:
    for variable, value in SERVICES[name].get("environment", {}).items():
        if SECRET.search(variable):
            assert str(value).startswith("${"), variable
        assert not re.search(r"//\w+:(?!\$\{)[^@/]*@", str(value)), variable


def test_what_compose_asks_for_is_in_the_example_and_only_that() -> None:
    example = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert example == set(REFERENCE.findall((ROOT / "docker-compose.yml").read_text()))


def test_example_holds_no_secret() -> None:
    for line in (ROOT / ".env.example").read_text().splitlines():
        name, _, value = line.partition("=")
        assert not (SECRET.search(name) and value), name


def test_application_gets_only_variables_that_it_knows() -> None:
    known = {variable.name for variable in VARIABLES}
    assert set(COMPOSE["x-app"]["environment"]) <= known


def test_only_the_proxy_is_reached_from_outside_and_it_reaches_no_data() -> None:
    assert [name for name, service in SERVICES.items() if service.get("ports")] == ["proxy"]
    assert "data" not in SERVICES["proxy"]["networks"]
    assert all("front" not in SERVICES[name]["networks"] for name in ("database", "store"))


def test_data_lie_on_named_volumes() -> None:
    mounted = {entry.split(":")[0] for service in SERVICES.values() for entry in service.get("volumes", [])}
    assert set(COMPOSE["volumes"]) <= mounted
    assert "database-data:/var/lib/postgresql" in SERVICES["database"]["volumes"]


def test_image_runs_without_root() -> None:
    last_stage = (ROOT / "Dockerfile").read_text().split("\nFROM ")[-1]
    assert re.search(r"^USER (?!root|0)\w+", last_stage, re.MULTILINE)


def compose_program() -> list[str]:
    """The plugin of today or the program of old; both check the file without an engine."""
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]) and subprocess.run([*command, "version"], capture_output=True).returncode == 0:
            return command
    pytest.skip("no docker compose on this machine (Debian: apt-get install docker-compose)")


def test_compose_itself_accepts_it(tmp_path: Path) -> None:
    values = tmp_path / "env"
    names = set(REFERENCE.findall((ROOT / "docker-compose.yml").read_text()))
    values.write_text("".join(f"{name}=/x\n" for name in names))
    command = [*compose_program(), "--env-file", str(values), "config", "--quiet"]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr


def test_every_setting_an_office_may_choose_reaches_the_application() -> None:
    """VAR_DIR is the image's own, DEBUG is heeded in development only. The web is told no PIN: it signs nothing."""
    everything = {variable.name for variable in VARIABLES}
    missing = {name: everything - SERVICES[name]["environment"].keys() for name in ("web", "worker-quick")}
    assert missing["worker-quick"] == {"VAR_DIR", "DEBUG"}
    assert missing["web"] == {"VAR_DIR", "DEBUG", "PKCS11_PIN_FILE", "KEYS_DIR"}


@pytest.mark.parametrize(("folder", "variable"), [("pin", "PKCS11_PIN_FILE"), ("keys", "KEYS_DIR")])
def test_keys_and_pin_are_seen_by_the_worker_that_signs_alone(folder: str, variable: str) -> None:
    knows = {name for name, service in SERVICES.items() if variable in service.get("environment", {})}
    assert sees(folder) == knows == {"worker-quick"} and SERVICES["web"]["environment"]["SIGN_IN_WORKER"] == "yes"


def sees(folder: str) -> set[str]:
    volumes = {name: service.get("volumes", []) for name, service in SERVICES.items()}
    return {name for name, mounted in volumes.items() for volume in mounted if f":/{folder}:ro" in volume}


def test_the_token_of_the_remote_service_is_seen_where_the_service_is_asked() -> None:
    assert sees("csc") == {"web", "worker-quick"}
