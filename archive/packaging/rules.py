"""Does the metadata of a package keep the circular's field rules (Circular 05/2025/TT-BNV)?"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from archive.packaging.fields import (
    DATE_FORM,
    DOCUMENT_FIELDS,
    PACKAGE_FIELDS,
    PARTIAL_DATE_FORM,
    SEVERAL_SEPARATOR,
    Field,
    Type,
    as_text,
)
from archive.packaging.findings import Finding, finding
from archive.packaging.model import Document, DocumentMeta, DossierMeta, Kind, PackageSpec, Status

# XML 1.0 allows only these below U+0020; the two code points beyond are no characters either.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def check_metadata(spec: PackageSpec) -> list[Finding]:
    """Every breach of a field rule; an empty list means the metadata may be written.

    A finding's `path` is "" for the dossier and "document N" for the document with ordinal N.
    """
    package = spec.request if spec.kind is Kind.DIP else spec.dossier
    if package is None:
        return [finding("request-missing")]
    found = [*check_fields(PACKAGE_FIELDS[spec.kind], values_of(PACKAGE_FIELDS[spec.kind], package), "")]
    for document in spec.documents:
        found.extend(_check_document(spec.kind, spec.dossier, document))
    metas = [(document.ordinal, document.meta) for document in spec.documents]
    return [*found, *check_whole(spec.kind, spec.status, spec.dossier, metas)]


def values_of(fields: tuple[Field, ...], *owners: object) -> dict[str, str]:
    """Each field's text by attribute; the first owner that has the attribute gives it."""
    values = {}
    for field in fields:
        owner = next(owner for owner in owners if hasattr(owner, field.attribute))
        values[field.attribute] = as_text(field, getattr(owner, field.attribute))
    return values


def check_fields(fields: tuple[Field, ...], values: Mapping[str, str], path: str) -> Iterator[Finding]:
    """Type, length, code and presence of each field, from its text."""
    for field in fields:
        text = values.get(field.attribute, "")
        if text.strip():
            yield from _check_text(field, text, path)
        elif _is_required(field, values):
            yield _field_finding("field-missing", field, path)


def _is_required(field: Field, values: Mapping[str, str]) -> bool:
    if field.required_if is None:
        return field.required
    other, when = field.required_if
    return values.get(other, "") in when


def _field_finding(code: str, field: Field, path: str, **values: object) -> Finding:
    return finding(code, path, field=field.tag, label=field.label, tag=field.tag, **values)


def _check_text(field: Field, text: str, path: str) -> Iterator[Finding]:
    if _ILLEGAL.search(text):
        yield _field_finding("field-bad-character", field, path)
    if not unicodedata.is_normalized("NFC", text):
        yield _field_finding("field-not-nfc", field, path)
    if field.type is Type.NUMBER:
        if not re.fullmatch(rf"[0-9]{{1,{field.length}}}", text):
            yield _field_finding("field-bad-number", field, path, limit=field.length)
        return
    if len(text) > field.length:
        yield _field_finding("field-too-long", field, path, length=len(text), limit=field.length)
    if field.type is Type.DATE and not is_date(text, partial=field.partial_date):
        form = "DD/MM/YYYY, MM/YYYY hoặc YYYY" if field.partial_date else "DD/MM/YYYY"
        yield _field_finding("field-bad-date", field, path, value=text, form=form)
    yield from _check_codes(field, text, path)


def _check_codes(field: Field, text: str, path: str) -> Iterator[Finding]:
    if field.type is Type.BOOLEAN and text not in {"0", "1"}:
        yield _field_finding("field-bad-code", field, path, value=text)
    if field.codes is None:
        return
    given = text.split(SEVERAL_SEPARATOR) if field.several else [text]
    for code in given:
        if code not in field.codes:
            yield _field_finding("field-bad-code", field, path, value=code)


def is_date(text: str, *, partial: bool) -> bool:
    """Whether the text is a real date as DD/MM/YYYY; with `partial` also MM/YYYY or YYYY."""
    return bool(re.fullmatch(PARTIAL_DATE_FORM if partial else DATE_FORM, text)) and _day(text) is not None


def _day(text: str, *, last: bool = False) -> date | None:
    """The first day a full or partial date stands for, or its last month's 28th; None when there is no such day.

    The 28th is enough to order two dates of which one lacks its day.
    """
    parts = [int(part) for part in reversed(text.split("/")) if part.isascii() and part.isdigit()]
    year, month, day = [*parts, *([0, 12, 28] if last else [0, 1, 1])[len(parts) :]][:3]
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _check_document(kind: Kind, dossier: DossierMeta, document: Document) -> Iterator[Finding]:
    path = document_path(document.ordinal)
    fields = DOCUMENT_FIELDS[kind]
    yield from check_fields(fields, values_of(fields, document.meta, document, dossier), path)
    if not document.preserved:
        yield finding("document-without-file", path)


def document_path(ordinal: int) -> str:
    """How a finding names the document with this ordinal."""
    return f"document {ordinal}"


def check_whole(
    kind: Kind, status: Status, dossier: DossierMeta, documents: Sequence[tuple[int, DocumentMeta]]
) -> Iterator[Finding]:
    """The rules across dossier and documents (ordinal, metadata): presence, codes, repeats, order of dates, totals.

    A DIP hands out a choice of documents, so only presence and repeats are asked of it.
    """
    if not documents:
        yield finding("documents-missing")
    yield from _check_repeats(documents)
    if kind is Kind.DIP:
        return
    for ordinal, meta in documents:
        yield from _check_doc_code(dossier, ordinal, meta.doc_code)
    start, end = _day(dossier.start_date), _day(dossier.end_date, last=True)
    if start and end and start > end:
        yield finding("date-order", field="startDate")
    yield from _check_totals(status, dossier, documents)


def document_stem(code: str, ordinal: int) -> str:
    """The part of a docCode before its 7-digit ordinal, without the separator."""
    return code.removesuffix(f"{ordinal:07d}").rstrip(".-/")


def _check_doc_code(dossier: DossierMeta, number: int, code: str) -> Iterator[Finding]:
    """docCode is the file code followed by a 7-digit ordinal; the separator between them: cần xác nhận.

    An AIP states only arcFileCode, which ends in the file code.
    """
    ordinal = f"{number:07d}"
    stem = document_stem(code, number)
    fits = bool(stem) and (stem == dossier.file_code or dossier.arc_file_code.endswith(stem))
    if code and not (code.endswith(ordinal) and fits):
        yield finding("document-code", document_path(number), field="docCode", value=code, ordinal=ordinal)


def _check_repeats(documents: Sequence[tuple[int, DocumentMeta]]) -> Iterator[Finding]:
    for field, values in (
        ("docOrdinal", [str(ordinal) for ordinal, _ in documents]),
        ("docCode", [meta.doc_code for _, meta in documents]),
        ("docId", [meta.doc_id for _, meta in documents]),
    ):
        for value, times in Counter(values).items():
            if value and times > 1:
                yield finding("document-repeated", field=field, value=value)


def _check_totals(
    status: Status, dossier: DossierMeta, documents: Sequence[tuple[int, DocumentMeta]]
) -> Iterator[Finding]:
    """A whole package counts exactly; a supplement is part of the totals it states."""
    pages = sum(meta.number_of_page for _, meta in documents)
    for code, field, stated, found in (
        ("total-documents", "totalDoc", dossier.total_doc, len(documents)),
        ("total-pages", "numberOfPage", dossier.number_of_page, pages),
    ):
        if found > stated or (found < stated and status is not Status.SUPPLEMENT):
            yield finding(code, field=field, stated=stated, found=found)
