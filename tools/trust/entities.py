"""Which persons and offices get a test certificate?

An entity file is a JSON list. A person has `common_name`, an office's own certificate has
`agency_name`; the rest is optional:

    [{"slug": "gd-hai-phong", "common_name": "Nguyễn Văn An",
      "organisation": "BHXH thành phố Hải Phòng", "title": "Giám đốc"},
     {"slug": "bhxh-hai-phong", "agency_name": "BHXH thành phố Hải Phòng"}]

`key` is "ec" (P-256, the default) or "rsa" (2048 bit); `state` is "valid" (the default),
"revoked" or "expired".
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

MARK = "THỬ NGHIỆM"
NO_LEGAL_VALUE = "CHỨNG THƯ THỬ NGHIỆM - KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
NAME_LIMIT = 64  # ub-common-name and ub-organization-name, RFC 5280 appendix A.1

KeyType = Literal["ec", "rsa"]
State = Literal["valid", "revoked", "expired"]


class EntityError(ValueError):
    """An entity file asks for something that cannot be issued."""


@dataclass(frozen=True)
class Entity:
    """One holder of a test certificate; names are without the test mark."""

    slug: str
    common_name: str
    organisation: str
    title: str = ""
    key: KeyType = "ec"
    state: State = "valid"

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", self.slug):
            raise EntityError(f"slug must be lower-case words joined by '-': {self.slug!r}")
        for name in (self.marked_name, self.marked_organisation, self.title):
            if len(name) > NAME_LIMIT:
                raise EntityError(f"{self.slug}: longer than {NAME_LIMIT} characters with its mark: {name!r}")
        if self.key not in ("ec", "rsa") or self.state not in ("valid", "revoked", "expired"):
            raise EntityError(f"{self.slug}: unknown key {self.key!r} or state {self.state!r}")

    @property
    def marked_name(self) -> str:
        return f"{self.common_name} ({MARK})"

    @property
    def marked_organisation(self) -> str:
        return f"{self.organisation} ({MARK})"

    def distinguished_name(self) -> dict[str, str]:
        """Attributes of the subject, in certomancer's spelling."""
        name = {
            "country-name": "VN",
            "organization-name": self.marked_organisation,
            "organizational-unit-name": NO_LEGAL_VALUE,
            "common-name": self.marked_name,
        }
        return name | ({"title": self.title} if self.title else {})


def entity_from_dict(row: dict[str, Any]) -> Entity:
    """Reads one row of an entity file. Raises `EntityError`; unknown keys are ignored."""
    try:
        slug = str(row["slug"])
        agency = row.get("agency_name")
        return Entity(
            slug=slug,
            common_name=str(agency or row["common_name"]),
            organisation=str(agency or row["organisation"]),
            title=str(row.get("title", "")),
            key=cast(KeyType, row.get("key", "ec")),
            state=cast(State, row.get("state", "valid")),
        )
    except KeyError as missing:
        raise EntityError(f"entity without {missing}: {row!r}") from missing


def load_entities(path: Path) -> list[Entity]:
    """Reads an entity file. Raises `EntityError` on a malformed row or a repeated slug."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(rows, list):
        raise EntityError(f"{path}: a JSON list is expected")
    entities = [entity_from_dict(row) for row in rows]
    if len({entity.slug for entity in entities}) != len(entities):
        raise EntityError(f"{path}: a slug occurs twice")
    return entities


_OFFICES = (
    ("ha-noi", "Bảo hiểm xã hội thành phố Hà Nội", "Trần Thị Bình"),
    ("hai-phong", "Bảo hiểm xã hội thành phố Hải Phòng", "Nguyễn Văn An"),
    ("da-nang", "Bảo hiểm xã hội thành phố Đà Nẵng", "Lê Quốc Cường"),
)

DEFAULT_ENTITIES: tuple[Entity, ...] = tuple(
    entity
    for slug, office, leader in _OFFICES
    for entity in (
        Entity(f"gd-{slug}", leader, office, title="Giám đốc"),
        Entity(f"bhxh-{slug}", office, office),
    )
)
