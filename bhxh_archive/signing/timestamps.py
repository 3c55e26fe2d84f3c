"""What counts as a real time-stamp, and what happens when none is to be had? (RFC 3161)"""

from collections.abc import AsyncIterator
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import aiohttp
from asn1crypto import cms
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.path import ValidationPath

from .chains import valid_chain
from .errors import TimestampUnavailable
from .trust import Trust

# Times of the tokens got for one signature, oldest first. A list, because pyHanko asks in tasks of its
# own, which see the same list but could not hand a new value back; per signature, because a session may
# sign several files side by side.
token_times: ContextVar[list[datetime] | None] = ContextVar("token_times", default=None)


class TimestampClient(HTTPTimeStamper):
    """Asks the authority, tries again, and accepts only a token for exactly the digest sent.

    There is no fallback to the local clock: without a token `TimestampUnavailable` is raised.
    """

    def __init__(self, trust: Trust, session: aiohttp.ClientSession) -> None:
        if not trust.timestamp_url:
            raise TimestampUnavailable(
                "Chưa cấu hình dịch vụ cấp dấu thời gian nên chưa ký được. Hãy báo quản trị viên."
            )
        super().__init__(trust.timestamp_url, timeout=trust.timeout, session=session)
        self._attempts = trust.attempts

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        problem: Exception | None = None
        for _ in range(self._attempts):
            try:
                token = await super().async_timestamp(message_digest, md_algorithm)
                _note(_token_time(token, message_digest))
            # Whatever a foreign server answers (no answer, HTML, half a token, another nonce: pyHanko
            # raises OSError, ValueError, TypeError or AttributeError) means one thing: no time-stamp.
            except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
                problem = error
            else:
                return token
        raise TimestampUnavailable(
            "Không lấy được dấu thời gian nên văn bản chưa được ký. Hãy thử lại sau ít phút."
        ) from problem

    async def validation_paths(self, validation_context: ValidationContext) -> AsyncIterator[ValidationPath]:
        """The chains of the authority's certificates, each once for all documents of the same moment."""
        await self.async_dummy_response("sha256")
        for certificate in list(self._certs.values()):
            yield await valid_chain(certificate, self.cert_registry, validation_context, purposes={"time_stamping"})


def _note(moment: datetime) -> None:
    times = token_times.get()
    if times is not None:
        times.append(moment)


def _token_time(token: cms.ContentInfo, digest: bytes) -> datetime:
    info: Any = token["content"]["encap_content_info"]["content"].parsed
    if info["message_imprint"]["hashed_message"].native != digest:
        raise ValueError("the token stamps another digest than the one sent")
    time: datetime = info["gen_time"].native
    return time.astimezone(UTC)
