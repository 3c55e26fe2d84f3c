"""How do many signatures share the connection to the time-stamp service and the revocation answers?"""

import time

import aiohttp
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.fetchers import Fetchers
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend

from .timestamps import TimestampClient
from .trust import Trust

# An OCSP answer is asked for anew after this long: a revocation must bite in the middle of a batch.
REVOCATION_LIFETIME = 60.0  # seconds


class Connections:
    """Network side of a session; every member is used on the session's own loop only."""

    def __init__(self, trust: Trust) -> None:
        self.trust = trust
        self._http: aiohttp.ClientSession | None = None
        self._timestamps: TimestampClient | None = None
        self._contexts: dict[str, tuple[float, ValidationContext]] = {}

    def _session(self) -> aiohttp.ClientSession:
        if self._http is None:
            self._http = aiohttp.ClientSession(trust_env=False)
        return self._http

    async def timestamps(self) -> TimestampClient:
        """Raises `TimestampUnavailable` when no service is configured."""
        if self._timestamps is None:
            self._timestamps = TimestampClient(self.trust, self._session())
        return self._timestamps

    async def validation_context(self, purpose: str) -> ValidationContext:
        """One context per purpose (a signer's fingerprint), so that a file carries only its own signer's answers."""
        now = time.monotonic()
        made, context = self._contexts.get(purpose, (0.0, None))
        if context is None or now - made > REVOCATION_LIFETIME:
            context = self.trust.validation_context(self._fetchers())
            self._contexts[purpose] = (now, context)
        return context

    def _fetchers(self) -> Fetchers | None:
        if not self.trust.allow_fetching:
            return None
        backend = AIOHttpFetcherBackend(self._session(), per_request_timeout=self.trust.timeout)
        return backend.get_fetchers()

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close()
