"""How do dossier, document and request metadata stand in EAD.xml and EAD_doc_N.xml?

One flat `ead` element without a namespace holds the circular's tags in its order; an empty optional field is left out.
"""

from dataclasses import MISSING
from dataclasses import fields as dataclass_fields
from typing import Any, TypeVar

from lxml import etree

from archive.packaging.fields import DOCUMENT_FIELDS, PACKAGE_FIELDS, Field, Type, from_text
from archive.packaging.model import Document, DocumentMeta, DossierMeta, Kind, PackageSpec, PackagingError, RequestMeta
from archive.packaging.rules import values_of
from archive.packaging.xmlsafe import serialise

Meta = TypeVar("Meta", DossierMeta, DocumentMeta, RequestMeta)


def package_ead(spec: PackageSpec) -> bytes:
    """EAD.xml: the dossier, or for a DIP the request. Raises PackagingError when a DIP has no request."""
    if spec.kind is Kind.DIP and spec.request is None:
        raise PackagingError("a DIP needs the request it answers")
    fields = PACKAGE_FIELDS[spec.kind]
    return _ead(fields, values_of(fields, spec.request if spec.kind is Kind.DIP else spec.dossier))


def document_ead(spec: PackageSpec, document: Document) -> bytes:
    """EAD_doc_N.xml of one document."""
    fields = DOCUMENT_FIELDS[spec.kind]
    return _ead(fields, values_of(fields, document.meta, document, spec.dossier))


def _ead(fields: tuple[Field, ...], values: dict[str, str]) -> bytes:
    root = etree.Element("ead")
    for field in fields:
        if values[field.attribute]:
            etree.SubElement(root, field.tag).text = values[field.attribute]
    return serialise(root)


def texts(root: etree._Element, fields: tuple[Field, ...]) -> dict[str, str]:
    """Each field's text by attribute, "" where the element is missing."""
    return {field.attribute: root.findtext(field.tag) or "" for field in fields}


def meta_from(root: etree._Element, fields: tuple[Field, ...], model: type[Meta]) -> Meta:
    """The model read back from an EAD element; what this kind of package does not carry is empty or zero.

    Raises ValueError when a number or boolean is none.
    """
    values = {field.attribute: from_text(field, text) for field, text in _present(root, fields)}
    given: dict[str, Any] = {}
    for slot in dataclass_fields(model):
        if slot.name in values:
            given[slot.name] = values[slot.name]
        elif slot.default is MISSING:
            given[slot.name] = {"int": 0, "bool": False}.get(str(getattr(slot.type, "__name__", slot.type)), "")
    return model(**given)


def _present(root: etree._Element, fields: tuple[Field, ...]) -> list[tuple[Field, str]]:
    found = [(field, root.findtext(field.tag) or "") for field in fields]
    return [(field, text) for field, text in found if text or field.type is Type.TEXT]
