"""Are the circular's field rules kept, each by its own code?"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.packaging.fields import DOCUMENT_FIELDS, PACKAGE_FIELDS, Type
from archive.packaging.model import Kind
from archive.packaging.rules import check_metadata, is_date
from tests.archive.packaging.samples import document_meta, documents, dossier_meta, request_meta, spec


def found(made) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.path, finding.field) for finding in check_metadata(made)]


@pytest.mark.parametrize("kind", list(Kind))
def test_the_sample_keeps_every_rule(kind):
    assert found(spec(kind)) == []


def test_the_tables_have_as_many_fields_as_the_circular():
    assert {kind: len(fields) for kind, fields in PACKAGE_FIELDS.items()} == {Kind.SIP: 18, Kind.AIP: 18, Kind.DIP: 7}
    assert {kind: len(fields) for kind, fields in DOCUMENT_FIELDS.items()} == {Kind.SIP: 21, Kind.AIP: 19, Kind.DIP: 20}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": "  "}, ("field-missing", "title")),
        ({"title": "x" * 1001}, ("field-too-long", "title")),
        ({"title": "tab\x0bulator"}, ("field-bad-character", "title")),
        ({"title": "Ho\u0302\u0300 so\u031b"}, ("field-not-nfc", "title")),
        ({"mode": "04"}, ("field-bad-code", "mode")),
        ({"maintenance": "70 năm"}, ("field-bad-code", "maintenance")),
        ({"language": "01;12"}, ("field-bad-code", "language")),
        ({"start_date": "2026-01-05"}, ("field-bad-date", "startDate")),
        ({"end_date": "30/02/2026"}, ("field-bad-date", "endDate")),
        ({"start_date": "01/03/2026"}, ("date-order", "startDate")),
        ({"number_of_paper": -1}, ("field-bad-number", "numberOfPaper")),
        ({"number_of_paper": 10**10}, ("field-bad-number", "numberOfPaper")),
        ({"paper_file_code": ""}, ("field-missing", "paperFileCode")),
        ({"risk_recovery_status": ""}, ("field-missing", "riskRecoveryStatus")),
        ({"total_doc": 3}, ("total-documents", "totalDoc")),
        ({"number_of_page": 4}, ("total-pages", "numberOfPage")),
    ],
)
@pytest.mark.parametrize("kind", [Kind.SIP, Kind.AIP])
def test_each_breach_of_a_dossier_field(kind, changes, expected):
    code, field = expected
    assert found(spec(kind, dossier=dossier_meta(**changes))) == [(code, "", field)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"doc_id": ""}, ("field-missing", "docId")),
        ({"subject": ""}, ("field-missing", "subject")),
        ({"type_name": "33"}, ("field-bad-code", "typeName")),
        ({"issued_date": "02/2026"}, ("field-bad-date", "issuedDate")),
        ({"code_number": "1" * 12}, ("field-too-long", "codeNumber")),
        ({"process": None}, ("field-missing", "process")),
        ({"doc_code": "H79.2026.HUU.000123.0000002"}, ("document-code", "docCode")),
        ({"doc_code": "X.0000001"}, ("document-code", "docCode")),
        ({"doc_id": "H79.2026.000123.2"}, ("document-repeated", "docId")),
    ],
)
def test_each_breach_of_a_document_field(changes, expected):
    _, second = documents()
    first = replace(documents()[0], meta=document_meta(1, **changes))
    code, field = expected
    assert (code, field) in {(code, field) for code, _, field in found(spec(Kind.SIP, documents=(first, second)))}


def test_optional_fields_may_be_empty():
    bare = dossier_meta(keyword="", format="", infor_sign="", confidence_level="", paper_file_code="", description="")
    assert found(spec(Kind.SIP, dossier=bare)) == []


def test_an_archived_dossier_may_know_only_month_or_year():
    assert found(spec(Kind.AIP, dossier=dossier_meta(start_date="1987", end_date="03/1987"))) == []
    assert [code for code, _, _ in found(spec(Kind.SIP, dossier=dossier_meta(start_date="1987")))] == ["field-bad-date"]


def test_a_dip_without_its_request():
    assert found(spec(Kind.DIP, request=None)) == [("request-missing", "", "")]
    wrong = replace(request_meta(), purpose="04")
    assert found(spec(Kind.DIP, request=wrong)) == [("field-bad-code", "", "purpose")]


def test_a_package_without_documents():
    assert ("documents-missing", "", "") in found(spec(documents=()))


def test_a_document_without_a_preserved_file():
    first, second = documents()
    assert found(spec(documents=(replace(first, preserved=()), second))) == [
        ("document-without-file", "document 1", "")
    ]


@pytest.mark.parametrize("text", ["29/02/2023", "00/01/2026", "1/1/2026", "01/13/2026", "01/01/0000", "", "٠١/٠١/٢٠٢٦"])
def test_dates_that_are_none(text):
    assert not is_date(text, partial=True)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=12))
def test_no_text_makes_the_rules_fall_over(text):
    for field in PACKAGE_FIELDS[Kind.AIP]:
        if field.type is not Type.NUMBER and field.type is not Type.BOOLEAN:
            check_metadata(spec(dossier=dossier_meta(**{field.attribute: text})))
