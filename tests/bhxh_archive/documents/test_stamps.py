"""Are the signature images whole, transparent, of real size, and do they keep a signed file PDF/A?"""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter

import pypdfium2
import pytest
from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from PIL import Image, ImageChops
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner, fields
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from bhxh_archive.documents import stamps
from bhxh_archive.documents.errors import UnsuitableImage
from bhxh_archive.documents.pdfa import lint
from bhxh_archive.documents.render import render_signed
from bhxh_archive.documents.shapes import decision_07a

AGENCY = "Bảo hiểm xã hội Thành phố Hồ Chí Minh"
CORNER = ("SAO Y", AGENCY, "22/11/2026 09:15:30 +07:00")
STAMPS = {
    "leader": stamps.leader_stamp("Nguyễn Thị Ngọc Khuê"),
    "agency": stamps.agency_stamp(AGENCY),
    "corner": stamps.corner_stamp(CORNER),
}


def drawn(stamp: bytes, scale: float = 4) -> Image.Image:
    page = pypdfium2.PdfDocument(stamp)[0]
    return page.render(scale=scale, fill_color=(0, 0, 0, 0), rev_byteorder=True).to_pil()


@pytest.mark.parametrize("name", STAMPS)
def test_nothing_touches_the_edge(name):
    """A stamp box clips: ink at the border would be cut off."""
    picture = drawn(STAMPS[name]).convert("RGBA").getchannel("A")
    box = picture.getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert left > 0 and top > 0 and right < picture.width and bottom < picture.height


@pytest.mark.parametrize("name", STAMPS)
def test_the_ground_is_transparent(name):
    alpha = drawn(STAMPS[name]).convert("RGBA").getchannel("A")
    assert alpha.getextrema() == (0, 255)
    assert alpha.histogram()[0] > alpha.width * alpha.height / 2


def test_sizes_are_those_of_the_boxes():
    boxes = render_signed("decision_07a", decision_07a.example()).boxes
    for name in ("leader", "agency"):
        box = boxes[name]
        assert stamps.stamp_size(STAMPS[name]) == pytest.approx((box.x2 - box.x1, box.y2 - box.y1), abs=0.01)


def test_handwriting_is_blue_the_seal_red_the_corner_black():
    for name, channel in (("leader", 2), ("agency", 0)):
        picture = drawn(STAMPS[name]).convert("RGBA")
        raw = picture.tobytes()
        pixels = (raw[start : start + 4] for start in range(0, len(raw), 4))
        ink = Counter(pixel for pixel in pixels if pixel[3] == 255).most_common(1)[0][0]
        assert ink[channel] == max(ink[:3]) > 150
    grey = drawn(STAMPS["corner"]).convert("RGBA").convert("RGB").split()
    assert ImageChops.difference(grey[0], grey[2]).getextrema() == (0, 0)


def test_samples_say_that_they_are_samples():
    texts = {name: pypdfium2.PdfDocument(stamp)[0].get_textpage().get_text_range() for name, stamp in STAMPS.items()}
    assert "chữ ký mẫu" in texts["leader"]
    assert "MẪU" in texts["agency"]
    assert texts["corner"].splitlines() == list(CORNER)


def test_two_leaders_write_differently_and_one_always_alike():
    first, again, other = (drawn(stamps.leader_stamp(name)) for name in ("Lê A", "Lê A", "Trần B"))
    assert first.tobytes() == again.tobytes() != other.tobytes()


def test_a_large_photograph_of_a_signature_becomes_small():
    picture = Image.effect_noise((1600, 800), 90).convert("RGBA")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=1)
    stamp = stamps.leader_stamp("Lê A", buffer.getvalue())
    assert len(stamp) < len(buffer.getvalue()) / 3
    assert "mẫu" not in pypdfium2.PdfDocument(stamp)[0].get_textpage().get_text_range()


def test_what_is_no_image_is_told():
    with pytest.raises(UnsuitableImage):
        stamps.agency_stamp(AGENCY, b"GIF89a?")


def _signer() -> SimpleSigner:
    key = ec.generate_private_key(ec.SECP256R1())
    name = certificates.Name([certificates.NameAttribute(certificates.NameOID.COMMON_NAME, "Chứng thư thử")])
    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    certificate = (
        certificates.CertificateBuilder(name, name, key.public_key(), 1, start, start + dt.timedelta(days=9))
        .add_extension(
            certificates.KeyUsage(True, True, False, False, False, False, False, False, False), critical=True
        )
        .sign(key, hashes.SHA256())
    )
    der = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return SimpleSigner(
        signing_cert=x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(der),
        cert_registry=SimpleCertificateStore(),
    )


def test_a_decision_stays_pdfa_when_leader_and_agency_sign_it(tmp_path):
    rendered, pdf = render_signed("decision_07a", decision_07a.example()), b""
    writer = IncrementalPdfFileWriter(io.BytesIO(rendered.pdf))
    for name, box in rendered.boxes.items():
        place = (round(box.x1), round(box.y1), round(box.x2), round(box.y2))
        fields.append_signature_field(writer, fields.SigFieldSpec(name, on_page=box.page, box=place))
    buffer = io.BytesIO()
    writer.write(buffer)
    signer = _signer()
    for name in rendered.boxes:
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(STAMPS[name])
        style = StaticStampStyle.from_pdf_file(str(path), border_width=0, background_opacity=1)
        step = PdfSigner(PdfSignatureMetadata(field_name=name), signer, stamp_style=style)
        buffer = step.sign_pdf(IncrementalPdfFileWriter(buffer), existing_fields_only=True)
    pdf = buffer.getvalue()
    assert pdf.startswith(rendered.pdf)
    assert lint(pdf) == []
