"""Are signatures refused that another program made without the checks of ours?"""

import asyncio
from io import BytesIO

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.sign.validation import async_add_validation_info

from bhxh_archive.signing.inspection import inspect
from bhxh_archive.signing.longterm import extend
from bhxh_archive.signing.report import only_trust_is_open
from bhxh_archive.signing.signers import Signer
from bhxh_archive.signing.trust import Trust
from bhxh_archive.signing.verify import verify
from tools.trust.demo import DemoTrust

from .conftest import LEADER, Stages
from .test_verify import codes


def unguarded(pdf: bytes, signer: Signer, timestamp_url: str | None, *, field: str = LEADER) -> bytes:
    """What a program signs that looks at neither the certificate nor the time."""
    metadata = PdfSignatureMetadata(field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    timestamps = HTTPTimeStamper(timestamp_url) if timestamp_url else None
    cms = signer.cms_signer

    async def work() -> bytes:
        output = BytesIO()
        program = PdfSigner(metadata, signer=cms, timestamper=timestamps)
        await program.async_sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), output=output, bytes_reserved=24576)
        return output.getvalue()

    return asyncio.run(work())


@pytest.mark.parametrize(("slug", "code"), [("revoked", "certificate_revoked"), ("expired", "certificate_expired")])
def test_a_certificate_not_valid_at_signing_time(slug: str, code: str, stages: Stages, demo: DemoTrust) -> None:
    forged = unguarded(stages.prepared, demo.signer(slug), demo.trust.timestamp_url)
    report = verify(forged, trust=demo.trust)
    assert code in codes(report)
    assert report.complete
    assert not report.valid


def test_a_signature_without_a_timestamp(stages: Stages, demo: DemoTrust) -> None:
    report = verify(unguarded(stages.prepared, demo.signer("leader-1"), None), trust=demo.trust)
    assert codes(report) == {"timestamp_missing"}
    assert report.signatures[0].level == "B-B"
    assert report.signatures[0].intact


def test_a_timestamp_of_an_authority_we_do_not_know(stages: Stages, demo: DemoTrust) -> None:
    with DemoTrust(()) as stranger:
        forged = unguarded(stages.prepared, demo.signer("leader-1"), stranger.trust.timestamp_url)
        report = verify(forged, trust=demo.trust)
    assert codes(report) == {"timestamp_untrusted"}


def test_a_valid_one_is_accepted_online_and_open_offline(stages: Stages, demo: DemoTrust) -> None:
    plain = unguarded(stages.prepared, demo.signer("leader-1"), demo.trust.timestamp_url)
    online = verify(plain, trust=demo.trust)
    assert online.valid
    assert online.signatures[0].level == "B-T"
    offline = verify(plain, trust=Trust(demo.trust.roots, demo.trust.other_certs, allow_fetching=False))
    assert not offline.valid
    assert not offline.complete, "nothing is wrong, the status could not be found out"
    assert offline.signatures[0].verdict == "unknown"
    assert offline.message_vi.startswith("Chưa kết luận được")


def test_validation_data_after_the_last_signature(stages: Stages, demo: DemoTrust) -> None:
    """Many programs append it (ETSI EN 319 142-1, 5.4.2): described as sound, but only a time-stamp seals it."""
    plain = unguarded(stages.prepared, demo.signer("leader-1"), demo.trust.timestamp_url)
    appended = asyncio.run(_with_validation_data(plain, demo))
    assert [one.verdict for one in inspect(appended, demo.trust).signatures] == ["valid"]
    for report in (verify(appended, trust=demo.trust), inspect(appended, demo.trust)):
        assert codes(report) == {"unsealed_data"}
        assert only_trust_is_open(report.as_dict())
    for junk in (b"x", b"\n1 0 obj << >> endobj\n"):
        report = inspect(appended + junk, demo.trust)
        assert codes(report) == {"uncovered_bytes"}
        assert not only_trust_is_open(report.as_dict())
    sealed = extend(appended, demo.trust)
    assert sealed.startswith(appended)
    assert verify(sealed, trust=demo.trust, long_term=True).valid


async def _with_validation_data(pdf: bytes, demo: DemoTrust) -> bytes:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend

    backend = AIOHttpFetcherBackend()
    context = demo.trust.validation_context(backend.get_fetchers())
    signature = PdfFileReader(BytesIO(pdf)).embedded_signatures[0]
    output = BytesIO()
    await async_add_validation_info(signature, context, add_vri_entry=False, output=output)
    await backend.close()
    return output.getvalue()


def test_inspection_says_what_is_there_and_what_is_unknown(stages: Stages, demo: DemoTrust) -> None:
    unknown = inspect(stages.archived).signatures
    assert [one.verdict for one in unknown] == ["unknown", "unknown"]
    assert {code.code for one in unknown for code in one.findings} == {"trust_unknown"}
    assert [one.signer.subject_common_name for one in unknown if one.signer] == [
        "Nguyễn Văn An (THỬ NGHIỆM)",
        "Bảo hiểm xã hội thành phố Hải Phòng (THỬ NGHIỆM)",
    ]
    assert all(one.intact and not one.trusted for one in unknown)
    known = inspect(stages.archived, demo.trust).signatures
    assert [one.verdict for one in known] == ["valid", "valid"]


def test_inspection_sees_damage_without_trust(stages: Stages) -> None:
    at = stages.archived.index(b"stream\n") + 20
    damaged = stages.archived[:at] + bytes([stages.archived[at] ^ 1]) + stages.archived[at + 1 :]
    assert [one.verdict for one in inspect(damaged).signatures] == ["invalid", "invalid"]
    assert codes(inspect(b"khong phai PDF")) == {"unreadable"}
    assert codes(inspect(stages.prepared)) == {"unsigned"}
