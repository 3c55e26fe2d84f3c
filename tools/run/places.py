"""Where does each thing lie that the running product keeps?"""

import fcntl
from dataclasses import dataclass
from pathlib import Path

from tools.run.errors import CannotRun


@dataclass(frozen=True)
class Places:
    """The folders under `var`, the data folder of this checkout."""

    var: Path

    @property
    def postgres(self) -> Path:
        return self.var / "postgres"

    @property
    def trust(self) -> Path:
        return self.var / "trust"

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def state(self) -> Path:
        return self.var / "run"

    def make(self) -> None:
        """Creates the folders that must be there; `state` holds the database's password, so only we read it."""
        stores = self.var / "store"
        for folder in (self.logs, stores / "working", stores / "permanent", self.var / "thu-muc-quet"):
            folder.mkdir(parents=True, exist_ok=True)
        self.state.mkdir(mode=0o700, exist_ok=True)

    def leave(self, name: str, text: str) -> None:
        """Leaves a line for `manage.py` in a second terminal (see settings/dev.py)."""
        draft = self.state / f"{name}.draft"
        draft.touch(mode=0o600)
        draft.write_text(text)
        draft.replace(self.state / name)

    def forget(self, *names: str) -> None:
        """Removes what `leave` left."""
        for name in names:
            (self.state / name).unlink(missing_ok=True)


class OnlyOne:
    """Held while the product of this checkout runs; the kernel lets go of it however the process ends."""

    def __init__(self, places: Places) -> None:
        places.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = (places.state / "lock").open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            self._file.seek(0)
            raise CannotRun(f"Hệ thống đang chạy từ thư mục này ({self._file.read()}); dừng nó trước.") from taken

    def describe(self, text: str) -> None:
        """What a second attempt is told about us."""
        self._file.truncate(0)
        self._file.write(text)
        self._file.flush()

    def release(self) -> None:
        """Lets the next one start."""
        self._file.close()
