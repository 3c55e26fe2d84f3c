"""How does a signed file stay verifiable after its certificates have expired?

Every chain's certificates and revocation answers go into the file (DSS), and a document
time-stamp over all of it proves that they existed: PAdES B-LTA, ETSI EN 319 142-1.
"""

from io import BytesIO
from itertools import chain

from asn1crypto import cms
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.general import extract_certificate_info
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper, TimestampDSSContentSettings
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import (
    CRLValidationError,
    InsufficientRevinfoError,
    InvalidCertificateError,
    OCSPValidationError,
    PathBuildingError,
    PathValidationError,
)
from pyhanko_certvalidator.path import ValidationPath

from .chains import valid_chain
from .errors import FileUnsuitable, RevocationUnavailable
from .looping import run
from .reading import open_for_change
from .session import Connections
from .timestamps import TimestampClient
from .trust import Trust

# Hex digits kept free for a token with its certificates.
TOKEN_SIZE = 16384
_DSS = TimestampDSSContentSettings(include_vri=False, update_before_ts=True)


def extend(pdf: bytes, trust: Trust) -> bytes:
    """Brings a signed file to B-LTA; a file already there comes back byte for byte.

    Raises `TimestampUnavailable`, `RevocationUnavailable`, or `FileUnsuitable` when there is no signature.
    """
    return run(_extend(pdf, trust))


async def _extend(pdf: bytes, trust: Trust) -> bytes:
    connections = Connections(trust)
    try:
        return await extend_with(connections, pdf)
    finally:
        await connections.close()


async def extend_with(connections: Connections, pdf: bytes) -> bytes:
    """`extend` over the connections of a session."""
    writer = open_for_change(pdf)
    signatures = list(writer.prev.embedded_regular_signatures)
    if not signatures:
        raise FileUnsuitable("Văn bản chưa có chữ ký số nên chưa bổ sung được dấu thời gian lưu trữ.")
    if is_long_term(writer):
        return pdf
    context = await connections.validation_context("long-term")
    paths = [path for signature in signatures for path in await _paths(signature, context)]
    DocumentSecurityStore.supply_dss_in_writer(writer, None, paths=paths, validation_context=context, embed_roots=False)
    output = BytesIO()
    await stamp(writer, await connections.timestamps(), context, output)
    return output.getvalue()


async def stamp(
    writer: IncrementalPdfFileWriter, timestamps: TimestampClient, context: ValidationContext, output: BytesIO
) -> None:
    """Write a document time-stamp over everything, its own proof before it, so that it closes the file."""
    await PdfTimeStamper(timestamps).async_timestamp_pdf(
        writer, "sha256", context, bytes_reserved=TOKEN_SIZE, output=output, dss_settings=_DSS, embed_roots=False
    )


def is_long_term(writer: IncrementalPdfFileWriter) -> bool:
    """Does a document time-stamp follow the last signature?"""
    every = list(writer.prev.embedded_signatures)
    newest = max(every, key=lambda one: one.signed_revision)
    return bool(newest.sig_object_type == "/DocTimeStamp")


async def _paths(signature: EmbeddedPdfSignature, context: ValidationContext) -> list[ValidationPath]:
    try:
        return [await _path(signed, context) for signed in _containers(signature)]
    except (InsufficientRevinfoError, OCSPValidationError, CRLValidationError, OSError) as problem:
        raise RevocationUnavailable(
            "Chưa lấy được thông tin thu hồi chứng thư số để lưu kèm văn bản. Hãy thử lại sau ít phút."
        ) from problem
    except (PathBuildingError, PathValidationError, InvalidCertificateError):
        # Revoked or expired since it signed, or foreign: the answers gathered at signing time are in the
        # file already, and whether they suffice is for `verify` to say.
        return []


def _containers(signature: EmbeddedPdfSignature) -> list[cms.SignedData]:
    """The signature and the time-stamp tokens in it."""
    tokens = (extract_tst_data_iter(signature.signer_info, signed=signed) for signed in (False, True))
    return [signature.signed_data, *chain.from_iterable(tokens)]


async def _path(signed: cms.SignedData, context: ValidationContext) -> ValidationPath:
    brought = extract_certificate_info(signed)
    return await valid_chain(brought.signer_cert, brought.other_certs, context)
