"""Where does each file of the test authority lie, and what of it is remembered between runs?

state.json        port, creation time, entities with their serial numbers
certomancer.yml   the authority's configuration, derived from state.json
keys/, certs/     PEM; certificates are written once and served unchanged
pkcs12/           SLUG.p12 with its random passphrase in SLUG.pass (0600)
roots.pem         the trust anchor; chain.pem the intermediates
"""

import json
import secrets
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .entities import Entity, entity_from_dict

ARCHITECTURE = "thu-nghiem"
HOST = "127.0.0.1"


class LayoutError(RuntimeError):
    """The folder holds something else than was asked for; the message says what to do."""


@dataclass(frozen=True)
class Layout:
    """Paths and URLs of one authority."""

    folder: Path
    port: int

    @property
    def prefix(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def timestamp_url(self) -> str:
        return f"{self.prefix}/{ARCHITECTURE}/tsa/tsa"

    @property
    def config(self) -> Path:
        return self.folder / "certomancer.yml"

    @property
    def roots(self) -> Path:
        return self.folder / "roots.pem"

    @property
    def chain(self) -> Path:
        return self.folder / "chain.pem"

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    @property
    def certs(self) -> Path:
        return self.folder / "certs"

    def pkcs12(self, slug: str) -> Path:
        return self.folder / "pkcs12" / f"{slug}.p12"

    def passphrase(self, slug: str) -> bytes:
        return self.pkcs12(slug).with_suffix(".pass").read_bytes()


@dataclass
class State:
    """What must not change between runs. Serial numbers are random, 64 bit, kept per label."""

    port: int
    created: datetime
    entities: dict[str, Entity] = field(default_factory=dict)
    serials: dict[str, int] = field(default_factory=dict)

    def serial(self, label: str) -> int:
        return self.serials.setdefault(label, secrets.randbits(63) | 1)

    def as_dict(self) -> dict[str, Any]:
        return {
            "port": self.port,
            "created": self.created.isoformat(),
            "entities": [asdict(entity) for entity in self.entities.values()],
            "serials": self.serials,
        }


def load_state(folder: Path) -> State | None:
    """Reads `state.json`; None when the folder holds no authority yet."""
    path = folder / "state.json"
    if not path.exists():
        return None
    raw = json.loads(path.read_text(encoding="utf-8"))
    entities = [entity_from_dict(row) for row in raw["entities"]]
    return State(
        port=int(raw["port"]),
        created=datetime.fromisoformat(raw["created"]).astimezone(UTC),
        entities={entity.slug: entity for entity in entities},
        serials={label: int(serial) for label, serial in raw["serials"].items()},
    )


def save_text(path: Path, text: str) -> None:
    """Replaces a file whole, so that a running server never reads half of it."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def save_state(folder: Path, state: State) -> None:
    save_text(folder / "state.json", json.dumps(state.as_dict(), ensure_ascii=False, indent=1))
