"""Which XML schema do the field tables amount to?

No schema of the circular's EAD files is published; these are ours, generated from `fields.py`.
"""

from lxml import etree

from archive.packaging.fields import (
    DATE_FORM,
    DOCUMENT_FIELDS,
    PACKAGE_FIELDS,
    PARTIAL_DATE_FORM,
    SEVERAL_SEPARATOR,
    Field,
    Type,
)
from archive.packaging.model import Kind
from archive.packaging.xmlsafe import serialise
from archive.packaging.xsd import FOLDER

XS = "http://www.w3.org/2001/XMLSchema"


def schema_files() -> dict[str, bytes]:
    """Every schema by its file name: `<kind>_hoso.xsd` for EAD.xml, `<kind>_vanban.xsd` for EAD_doc_N.xml."""
    files = {}
    for kind in Kind:
        files[f"{kind}_hoso.xsd"] = schema_of(PACKAGE_FIELDS[kind])
        files[f"{kind}_vanban.xsd"] = schema_of(DOCUMENT_FIELDS[kind])
    return files


def schema_of(fields: tuple[Field, ...]) -> bytes:
    """The schema of one `ead` element that holds the fields in order."""
    root = etree.Element(f"{{{XS}}}schema", nsmap={"xs": XS}, elementFormDefault="qualified")
    ead = etree.SubElement(root, f"{{{XS}}}element", name="ead")
    body = etree.SubElement(ead, f"{{{XS}}}complexType")
    sequence = etree.SubElement(body, f"{{{XS}}}sequence")
    for field in fields:
        _element(sequence, field)
    return serialise(root)


def _element(sequence: etree._Element, field: Field) -> None:
    element = etree.SubElement(sequence, f"{{{XS}}}element", name=field.tag, minOccurs="1" if field.required else "0")
    note = etree.SubElement(element, f"{{{XS}}}annotation")
    etree.SubElement(note, f"{{{XS}}}documentation").text = field.label
    simple = etree.SubElement(element, f"{{{XS}}}simpleType")
    base = "xs:nonNegativeInteger" if field.type is Type.NUMBER else "xs:string"
    restriction = etree.SubElement(simple, f"{{{XS}}}restriction", base=base)
    for facet, value in _facets(field):
        etree.SubElement(restriction, f"{{{XS}}}{facet}", value=value)


def _facets(field: Field) -> list[tuple[str, str]]:
    if field.type is Type.NUMBER:
        return [("totalDigits", str(field.length))]
    if field.type is Type.BOOLEAN:
        return [("enumeration", "1"), ("enumeration", "0")]
    if field.type is Type.DATE:
        return [("pattern", PARTIAL_DATE_FORM if field.partial_date else DATE_FORM)]
    if field.codes and field.several:
        one = "(" + "|".join(field.codes) + ")"
        return [("pattern", f"{one}({SEVERAL_SEPARATOR}{one})*"), ("maxLength", str(field.length))]
    if field.codes:
        return [("enumeration", code) for code in field.codes]
    return [("minLength", "1"), ("maxLength", str(field.length))]


def write_schemas() -> None:
    """Write the generated schemas beside the published ones; run after a change of the field tables."""
    for name, content in schema_files().items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    write_schemas()
