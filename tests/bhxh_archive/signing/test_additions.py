"""Is a file that came back signed told apart from one in which something else was changed in the same step?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import HTTPTimeStamper

from bhxh_archive.signing.additions import only_signed
from bhxh_archive.signing.verify import verify
from tests.bhxh_archive.signing import attacks
from tests.bhxh_archive.signing.conftest import LEADER, Stages
from tools.trust.demo import DemoTrust

Change = Callable[[IncrementalPdfFileWriter], object]


def other_language(writer: IncrementalPdfFileWriter) -> None:
    writer.root[generic.pdf_name("/Lang")] = generic.TextStringObject("xx")
    writer.update_root()


def other_text(writer: IncrementalPdfFileWriter) -> None:
    """A box over page 1, which nobody endorsed."""
    box = generic.StreamObject(stream_data=b"q 0.9 0 0 rg 100 700 300 40 re f Q")
    writer.add_stream_to_page(0, writer.add_object(box))


def turned_page(writer: IncrementalPdfFileWriter) -> None:
    page, _ = writer.find_page_for_modification(0)
    writer.update_container(page.get_object())
    page.get_object()[generic.pdf_name("/Rotate")] = generic.NumberObject(180)


def signed_with(pdf: bytes, demo: DemoTrust, change: Change | None) -> bytes:
    """What a tool makes that changes something, and signs, in one step."""
    metadata = PdfSignatureMetadata(field_name=LEADER, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    assert demo.trust.timestamp_url

    async def work() -> bytes:
        writer, output = IncrementalPdfFileWriter(BytesIO(pdf)), BytesIO()
        if change:
            change(writer)
        tool = PdfSigner(metadata, signer=demo.signer("leader-1").cms_signer,
                         timestamper=HTTPTimeStamper(demo.trust.timestamp_url))  # fmt: skip
        await tool.async_sign_pdf(writer, output=output, bytes_reserved=24576)
        return output.getvalue()

    return asyncio.run(work())


@pytest.mark.parametrize("change", [other_language, other_text, turned_page])
def test_what_was_changed_and_signed_in_one_step_is_found(demo: DemoTrust, stages: Stages, change: Change) -> None:
    forged = signed_with(stages.prepared, demo, change)
    assert forged.startswith(stages.prepared) and verify(forged, trust=demo.trust).valid, "the signature is sound"
    assert not only_signed(stages.prepared, forged)


def test_a_signature_alone_is_let_pass(demo: DemoTrust, stages: Stages) -> None:
    assert only_signed(stages.prepared, stages.leader.pdf), "certified, with its stamp and revocation data"
    assert only_signed(stages.prepared, signed_with(stages.prepared, demo, None))
    assert only_signed(stages.leader.pdf, stages.agency.pdf)


def test_anything_else_is_not(stages: Stages) -> None:
    for after in (stages.prepared, attacks.annotation(stages.leader.pdf), stages.leader.pdf[:-400], b"no pdf", b""):
        assert not only_signed(stages.prepared, after)
