"""How does a file stay verifiable when the certificate of its newest time-stamp nears its end?

A further document time-stamp over the whole file, with the data that prove the one before it (ETSI EN 319 142-1,
B-LTA). It must come while the one before still holds.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, async_validate_pdf_timestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.path import ValidationPath

from .errors import FileUnsuitable, RevocationUnavailable
from .longterm import stamp
from .reading import DAMAGE, open_for_change
from .session import Connections

_NONE = "Văn bản chưa có dấu thời gian lưu trữ nên chưa gia hạn được."
_BROKEN = "Dấu thời gian lưu trữ của văn bản không còn kiểm tra được nên không gia hạn được. Hãy báo quản trị viên."
_UNKNOWN = "Chưa xác minh được dấu thời gian đang có để lưu kèm văn bản. Hệ thống sẽ thử lại."


def stamp_expiry(pdf: bytes) -> datetime | None:
    """When the certificate behind the newest document time-stamp ends (UTC); None where there is no such stamp."""
    stamps = _stamps(pdf)
    return stamps[-1].signer_cert.not_valid_after.astimezone(UTC) if stamps else None


async def restamp_with(connections: Connections, pdf: bytes) -> bytes:
    """One more document time-stamp. Raises TimestampUnavailable, RevocationUnavailable, FileUnsuitable."""
    if stamp_expiry(pdf) is None:
        raise FileUnsuitable(_NONE)
    writer = open_for_change(pdf)
    context, output = await connections.validation_context("long-term"), BytesIO()
    path = await _path(writer.prev.embedded_timestamp_signatures[-1], context)
    DocumentSecurityStore.supply_dss_in_writer(
        writer, None, paths=[path], validation_context=context, embed_roots=False
    )
    await stamp(writer, await connections.timestamps(), context, output)
    return output.getvalue()


async def _path(newest: EmbeddedPdfSignature, context: ValidationContext) -> ValidationPath:
    """The chain of the stamp that is to be followed, which must hold now."""
    try:
        status = await async_validate_pdf_timestamp(newest, context)
    except (*DAMAGE, SignatureValidationError) as problem:
        raise FileUnsuitable(_BROKEN) from problem
    if not (status.intact and status.valid) or status.revoked:
        raise FileUnsuitable(_BROKEN)
    if status.validation_path is None or not status.trusted:
        raise RevocationUnavailable(_UNKNOWN)
    return status.validation_path


def _stamps(pdf: bytes) -> list[EmbeddedPdfSignature]:
    """The document time-stamps in the order in which they were made."""
    try:
        return list(PdfFileReader(BytesIO(pdf)).embedded_timestamp_signatures)
    except DAMAGE as problem:
        raise FileUnsuitable(_BROKEN) from problem
