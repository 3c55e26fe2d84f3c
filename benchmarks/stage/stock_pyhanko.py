"""What does the same chain do when pyHanko is used as its guide shows: everything opened anew for each signature?

In a process of its own (`spent`), where nothing of ours that changes how pyHanko works is loaded.
"""

import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path

from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.font.opentype import GlyphAccumulatorFactory
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator import ValidationContext

from benchmarks.report import ROOT
from bhxh_archive.documents.stamps import agency_stamp, leader_stamp
from tools.trust import KnownTrust
from tools.trust.service import open_layout

RESERVED = 24576
FONT = ROOT / "fixtures" / "fonts" / "Tinos-Regular.ttf"
"""Its own Courier has no Vietnamese letters; what is seen of a signature is written with a font that has them."""


def spent(folder: Path, files: list[bytes], slugs: tuple[str, str]) -> tuple[float, float]:
    """Seconds of processor and of wall to sign all `files`; `folder` is that of the authority's layout."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as process:
        return process.submit(_spent, folder, files, slugs).result()


def _spent(folder: Path, files: list[bytes], slugs: tuple[str, str]) -> tuple[float, float]:
    trust = KnownTrust(open_layout(folder))
    begun, wall = time.process_time(), time.perf_counter()
    for pdf in files:
        chain(trust, pdf, slugs)
    times = time.process_time() - begun, time.perf_counter() - wall
    assert "bhxh_archive.signing.reading" not in sys.modules, "this is no longer pyHanko as it comes"
    return times


def chain(trust: KnownTrust, pdf: bytes, slugs: tuple[str, str]) -> bytes:
    """Leader and agency sign, each signature with its long-term data (PAdES B-LTA) and a visible stamp."""
    leader, agency = slugs
    signed = _signed(trust, pdf, leader, "leader", leader_stamp("Nguyễn Văn An", None), certify=True)
    return _signed(trust, signed, agency, "agency", agency_stamp("Cơ quan", None), certify=False)


def _signed(trust: KnownTrust, pdf: bytes, slug: str, field: str, stamp: bytes, *, certify: bool) -> bytes:
    path = trust.layout.folder / f"stamp-{field}.pdf"
    path.write_bytes(stamp)
    signer = SimpleSigner.load_pkcs12(str(trust.layout.pkcs12(slug)), passphrase=trust.layout.passphrase(slug))
    context = ValidationContext(
        trust_roots=list(trust.trust.roots), other_certs=list(trust.trust.other_certs), allow_fetching=True,
        revocation_mode="hard-fail",
    )  # fmt: skip
    metadata = PdfSignatureMetadata(
        field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, embed_validation_info=True,
        use_pades_lta=True, validation_context=context, certify=certify, docmdp_permissions=MDPPerm.FILL_FORMS,
        reason="Ký", location="Hải Phòng",
    )  # fmt: skip
    style = TextStampStyle(
        stamp_text="Ký bởi: %(signer)s\nThời gian: %(ts)s", background=ImportedPdfPage(str(path)), border_width=0,
        text_box_style=TextBoxStyle(font=GlyphAccumulatorFactory(str(FONT))),
    )  # fmt: skip
    program = PdfSigner(
        metadata, signer=signer, timestamper=HTTPTimeStamper(trust.trust.timestamp_url), stamp_style=style
    )
    output = BytesIO()
    program.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)), existing_fields_only=True, output=output, bytes_reserved=RESERVED
    )
    return output.getvalue()
