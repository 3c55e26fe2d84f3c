"""In which ways can an action fail, and what does the clerk read?"""

from __future__ import annotations

from typing import Final


class ActionError(Exception):
    """An action did not happen. `message` is Vietnamese and says what to do; `status` is the HTTP answer."""

    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotAllowed(ActionError):
    """The acting user has no right to this, here (HTTP 403)."""

    status = 403


class NotNow(ActionError):
    """The state of the dossier does not permit this now (HTTP 409)."""

    status = 409


class Damaged(NotNow):
    """Stored bytes are gone or no longer those of their digest: they go nowhere until they are restored (HTTP 409)."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or DAMAGED)


DAMAGED: Final = (
    "Tệp lưu trữ bị hỏng hoặc bị mất: nội dung không còn khớp mã băm đã ghi, nên không được giao ra. Hãy báo quản trị "
    "hệ thống khôi phục tệp từ bản sao lưu."
)


class AlreadyDone(NotNow):
    """The same person has done this very thing already: nothing is wrong, and nothing is to be done again."""


class ChangedMeanwhile(ActionError):
    """Somebody else changed the same thing since it was shown (HTTP 409)."""

    status = 409


class NotValid(ActionError):
    """What was given is incomplete or wrong (HTTP 422). `problems` lists every fault, one sentence each."""

    status = 422

    def __init__(self, message: str, problems: list[str] | None = None) -> None:
        super().__init__(message)
        self.problems = problems or []
