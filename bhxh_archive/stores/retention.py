"""Until when must a file of the directory store stay?"""

import hashlib
import json
from datetime import datetime
from pathlib import Path

from bhxh_archive.stores.durable import remove_durably, write_durably


class RetentionDates:
    """One small JSON file per retained key, beside the payload tree; the caller holds the store's lock to change it."""

    def __init__(self, root: Path) -> None:
        """Keep the dates under ``root``, which is made when first needed."""
        self._root = root

    def until(self, key: str) -> datetime | None:
        """Return the end of retention (UTC), or None."""
        try:
            record = json.loads(self._file(key).read_text())
        except FileNotFoundError:
            return None
        return datetime.fromisoformat(record["retain_until"])

    def extend(self, key: str, until: datetime) -> None:
        """Record a later end; an earlier one changes nothing."""
        present = self.until(key)
        if present is None or until > present:
            record = json.dumps({"key": key, "retain_until": until.isoformat()})
            write_durably(self._file(key), record.encode(), self._file(key).with_suffix(".new"))

    def forget(self, key: str) -> None:
        """Drop the date of an object that is gone."""
        remove_durably(self._file(key))

    def _file(self, key: str) -> Path:
        # by digest: a date's file can then never stand where another key needs a folder
        name = hashlib.sha256(key.encode()).hexdigest()
        return self._root / name[:2] / f"{name}.json"
