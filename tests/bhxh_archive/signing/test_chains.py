"""Is a chain validated once for one moment, and again for the next?"""

import aiohttp
import pytest
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import InvalidCertificateError, PathBuildingError
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend
from pyhanko_certvalidator.path import ValidationPath

from bhxh_archive.signing.chains import valid_chain
from bhxh_archive.signing.looping import run
from bhxh_archive.signing.trust import Trust
from tools.trust.demo import DemoTrust


async def of_leader(demo: DemoTrust, context: ValidationContext, *purposes: str) -> ValidationPath:
    signer = demo.signer("leader-1").cms_signer
    assert signer.signing_cert is not None
    return await valid_chain(signer.signing_cert, signer.cert_registry or (), context, purposes=purposes)


async def chains(demo: DemoTrust) -> list[ValidationPath]:
    """Twice at one moment, where another purpose is refused in between, and once at a later one."""
    async with aiohttp.ClientSession() as session:
        now, later = (demo.trust.validation_context(AIOHttpFetcherBackend(session).get_fetchers()) for _ in range(2))
        first = await of_leader(demo, now)
        with pytest.raises(InvalidCertificateError):
            await of_leader(demo, now, "time_stamping")
        return [first, await of_leader(demo, now), await of_leader(demo, later)]


def test_a_chain_is_validated_once_for_one_moment_and_its_use_every_time(demo: DemoTrust) -> None:
    first, again, later = run(chains(demo))
    assert again is first
    assert later is not first


async def _refused_twice(demo: DemoTrust, stranger: ValidationContext) -> None:
    for _ in range(2):
        with pytest.raises(PathBuildingError):
            await of_leader(demo, stranger)


def test_a_chain_refused_is_refused_again(demo: DemoTrust) -> None:
    signer = demo.signer("agency-1").cms_signer.signing_cert
    assert signer is not None
    run(_refused_twice(demo, Trust(roots=(signer,), allow_fetching=False).validation_context(None)))
