"""How is XML from outside read without DTDs, entities, network or unbounded memory?"""

from xml.parsers import expat

from lxml import etree


class UnsafeXml(Exception):
    """The document declares a DTD or an entity; it is refused before anything is expanded."""


class BrokenXml(Exception):
    """The document is not well-formed; the message is the parser's, with line and column."""


def parse(data: bytes) -> etree._Element:
    """The root element of a document. Raises UnsafeXml or BrokenXml.

    A first pass by expat only looks for a document type, which any entity needs; lxml then never sees one.
    """
    _refuse_doctype(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BrokenXml(str(error)) from error


def _refuse_doctype(data: bytes) -> None:
    scanner = expat.ParserCreate()
    scanner.StartDoctypeDeclHandler = _on_doctype
    try:
        scanner.Parse(data, True)
    except expat.ExpatError as error:
        raise BrokenXml(str(error)) from error


def _on_doctype(*_declaration: object) -> None:
    raise UnsafeXml("document type declaration")


def serialise(root: etree._Element) -> bytes:
    """The document as UTF-8 with an XML declaration, indented, ending in a newline."""
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
