"""How does a person or an office sign a prepared document?

The leader certifies (DocMDP level 2: only form fields and signatures may follow), the agency
approves. Both are PAdES signatures (ETSI EN 319 142-1) with a time-stamp token and, where the
authority publishes it, the revocation data inside: baseline level B-LT.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from io import BytesIO
from types import TracebackType
from typing import Self

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError as CmsSigningError
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, PdfSigningSession, SigDSSPlacementPreference
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.path import ValidationPath

from .appearance import stamp_style
from .certificates import require_usable
from .chains import valid_chain
from .deferred import ElsewhereSigner, Gap, fill, leave
from .errors import AlreadySigned, FieldMissing, FileUnsuitable
from .identity import Identity
from .longterm import extend_with
from .looping import LoopThread
from .reading import open_for_change, signature_fields
from .restamp import restamp_with
from .session import Connections
from .signers import Signer
from .timestamps import token_times
from .trust import Trust

VIETNAM = timezone(timedelta(hours=7))
# Hex digits kept free for signature, certificates and token: RSA-3072 with a token needs 17 176.
CONTENT_SIZE = 24576
# One revision for signature and revocation data, so that the signature's byte range ends with the file.
_DSS = DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE)


@dataclass(frozen=True)
class Signed:
    """A signed file, the time in its time-stamp token (UTC) and the certificate's holder."""

    pdf: bytes
    timestamp: datetime
    signer: Identity


@dataclass(frozen=True)
class SignatureRequest:
    """One signature to make. `appearance`: a one-page PDF of the field's size, or None for an empty field."""

    field: str
    signer: Signer
    certify: bool
    appearance: bytes | None
    reason: str
    location: str | None
    signer_name: str


class _CheckedSession(PdfSigningSession):
    """Takes the signer's chain that `require_usable` has just found valid in the same context."""

    async def _perform_presign_signer_validation(
        self, validation_context: ValidationContext, _: object
    ) -> ValidationPath:
        signer = self.pdf_signer.signer
        return await valid_chain(signer.signing_cert, signer.cert_registry, validation_context)


class _VietnamPdfSigner(PdfSigner):
    """States the claimed signing time (/M) in Vietnam time, whatever the host's zone."""

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        made = super().init_signing_session(pdf_out, existing_fields_only)
        return _CheckedSession(
            self, pdf_out, made.cms_writer, made.sig_field, made.md_algorithm, made.timestamper, made.subfilter,
            system_time=datetime.now(VIETNAM), sv_spec=made.sv_spec,
        )  # fmt: skip


class SigningSession:
    """Signs and extends many files over the same connections; a context manager.

    Several threads may call it at once; one file is then signed while another waits for its token.
    """

    def __init__(self, trust: Trust) -> None:
        self._loop = LoopThread()
        self._connections = Connections(trust)

    def __enter__(self) -> Self:
        self._loop.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._loop.run(self._connections.close())
        finally:
            self._loop.__exit__(kind, error, trace)

    def sign(self, pdf: bytes, request: SignatureRequest) -> Signed:
        """See `sign`."""
        return self._loop.run(self._sign(pdf, request))

    def extend(self, pdf: bytes) -> bytes:
        """See `longterm.extend`."""
        return self._loop.run(extend_with(self._connections, pdf))

    def leave_gap(self, pdf: bytes, request: SignatureRequest) -> Gap:
        """Make room for a signature that is made elsewhere; the certificate is checked as for any other.

        Raises as `sign` does.
        """
        return self._loop.run(self._leave_gap(pdf, request))

    def fill_gap(self, gap: Gap, signer: ElsewhereSigner) -> Signed:
        """Time-stamp the signature that `signer` stands for, and put it in. Raises TimestampUnavailable."""
        return self._loop.run(self._fill_gap(gap, signer))

    def restamp(self, pdf: bytes) -> bytes:
        """See `restamp.restamp_with`."""
        return self._loop.run(restamp_with(self._connections, pdf))

    async def _sign(self, pdf: bytes, request: SignatureRequest) -> Signed:
        writer = open_for_change(pdf)
        return await _apply(await self._pdf_signer(writer, request), writer, request.signer.identity)

    async def _leave_gap(self, pdf: bytes, request: SignatureRequest) -> Gap:
        writer = open_for_change(pdf)
        return await leave(await self._pdf_signer(writer, request), writer, CONTENT_SIZE)

    async def _fill_gap(self, gap: Gap, signer: ElsewhereSigner) -> Signed:
        times: list[datetime] = []
        token_times.set(times)
        pdf = await fill(gap, signer, await self._connections.timestamps())
        return Signed(pdf, times[-1], signer.identity)

    async def _pdf_signer(self, writer: IncrementalPdfFileWriter, request: SignatureRequest) -> PdfSigner:
        _require_open_field(writer, request)
        context = await self._connections.validation_context(request.signer.identity.fingerprint_sha256)
        await require_usable(request.signer.cms_signer, context)
        return _VietnamPdfSigner(
            _metadata(request, context),
            signer=request.signer.cms_signer,
            timestamper=await self._connections.timestamps(),
            stamp_style=stamp_style(request.appearance),
        )


async def _apply(pdf_signer: PdfSigner, writer: IncrementalPdfFileWriter, holder: Identity) -> Signed:
    output = BytesIO()
    times: list[datetime] = []
    token_times.set(times)
    try:
        await pdf_signer.async_sign_pdf(writer, existing_fields_only=True, bytes_reserved=CONTENT_SIZE, output=output)
    except CmsSigningError as problem:
        raise FileUnsuitable("Không ký được tệp này: tệp không cho phép thêm chữ ký. Hãy tạo lại tệp.") from problem
    # The last token is the signature's; an earlier one, if any, only showed pyHanko the authority's chain.
    return Signed(output.getvalue(), times[-1], holder)


def _require_open_field(writer: IncrementalPdfFileWriter, request: SignatureRequest) -> None:
    fields = signature_fields(writer.prev)
    if request.field not in fields:
        raise FieldMissing("Văn bản chưa có ô ký này. Hãy tạo lại văn bản trước khi ký.")
    if fields[request.field]:
        raise AlreadySigned("Ô ký này đã có chữ ký số. Hãy mở lại văn bản để xem chữ ký.")
    if request.certify and any(fields.values()):
        raise AlreadySigned("Văn bản đã có chữ ký số khác nên không ký chứng nhận được nữa.")


def _metadata(request: SignatureRequest, context: ValidationContext) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=request.field,
        md_algorithm="sha256",
        reason=request.reason,
        location=request.location,
        name=request.signer_name,
        certify=request.certify,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=True,
        validation_context=context,
        signer_key_usage=set(),  # already judged by require_usable
        dss_settings=_DSS,
    )


def sign(
    pdf: bytes,
    *,
    field: str,
    signer: Signer,
    trust: Trust,
    certify: bool,
    appearance: bytes | None,
    reason: str,
    location: str | None,
    signer_name: str,
) -> Signed:
    """Fills one prepared field. `certify` for the leader (first signature), not for the agency.

    Raises, with nothing signed: `FieldMissing`, `AlreadySigned`, `FileUnsuitable`,
    `CertificateRefused`, `RevocationUnavailable`, `TimestampUnavailable`, `KeyUnavailable`.
    """
    with SigningSession(trust) as session:
        return session.sign(pdf, SignatureRequest(field, signer, certify, appearance, reason, location, signer_name))
