"""Which PREMIS 3 record stands for the package and for each representation?

Element order follows PREMIS 3.0. No registry package ships its schema, so conformance rests on `verify` and the tests.
"""

from collections.abc import Iterable

from lxml import etree

from archive.packaging.layout import Entry
from archive.packaging.model import Agent, PackageSpec, PackagingError, PremisEvent, SignatureInfo
from archive.packaging.names import objid_text
from archive.packaging.times import iso
from archive.packaging.xmlsafe import serialise

NS = "http://www.loc.gov/premis/v3"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SOFTWARE_AGENT = "software"
CREATION = "information package creation"


def package_events(spec: PackageSpec) -> tuple[PremisEvent, ...]:
    """The caller's events; the package's own creation is added when it is not among them."""
    if any(event.type == CREATION for event in spec.events):
        return spec.events
    made = PremisEvent(
        type=CREATION,
        at=spec.created,
        agent_id=SOFTWARE_AGENT,
        outcome="success",
        detail=f"{spec.kind} {spec.status}",
    )
    return (*spec.events, made)


def agents_of(spec: PackageSpec) -> dict[str, Agent]:
    """The agents by id, among them the software that builds the package."""
    software = Agent(id=SOFTWARE_AGENT, name=spec.software_name, kind="software", version=spec.software_version)
    return {software.id: software, **{agent.id: agent for agent in spec.agents}}


def package_premis(spec: PackageSpec, representations: Iterable[str]) -> bytes:
    """PREMIS.xml: the package, its representations, and the events not bound to one file of a representation."""
    root = _root()
    _intellectual_entity(
        root, objid_text(spec.kind, spec.objid), [f"representations/{name}" for name in representations]
    )
    events = [event for event in package_events(spec) if not event.linked_object.startswith("representations/")]
    _events_and_agents(root, spec, events)
    return serialise(root)


def representation_premis(spec: PackageSpec, name: str, entries: Iterable[Entry]) -> bytes:
    """PREMIS_repN.xml: every file with digest, size, format and signatures, and the events bound to them."""
    root = _root()
    for entry in entries:
        _file(root, entry, name)
    prefix = f"representations/{name}"
    events = [event for event in package_events(spec) if _inside(event.linked_object, prefix)]
    _events_and_agents(root, spec, events)
    return serialise(root)


def _inside(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(f"{prefix}/")


def _root() -> etree._Element:
    return etree.Element(f"{{{NS}}}premis", nsmap={"premis": NS, "xsi": XSI}, version="3.0")


def _add(parent: etree._Element, tag: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NS}}}{tag}")
    element.text = text
    return element


def _identifier(parent: etree._Element, what: str, kind: str, value: str) -> etree._Element:
    identifier = _add(parent, f"{what}Identifier")
    _add(identifier, f"{what}IdentifierType", kind)
    _add(identifier, f"{what}IdentifierValue", value)
    return identifier


def _object(root: etree._Element, kind: str) -> etree._Element:
    element = _add(root, "object")
    element.set(f"{{{XSI}}}type", f"premis:{kind}")
    return element


def _intellectual_entity(root: etree._Element, objid: str, parts: list[str]) -> None:
    entity = _object(root, "intellectualEntity")
    _identifier(entity, "object", "OBJID", objid)
    for part in parts:
        relationship = _add(entity, "relationship")
        _add(relationship, "relationshipType", "structural")
        _add(relationship, "relationshipSubType", "is represented by")
        _identifier(relationship, "relatedObject", "path", part)


def _file(root: etree._Element, entry: Entry, representation: str) -> None:
    element = _object(root, "file")
    _identifier(element, "object", "path", entry.path)
    traits = _add(element, "objectCharacteristics")
    fixity = _add(traits, "fixity")
    _add(fixity, "messageDigestAlgorithm", "SHA-256")
    _add(fixity, "messageDigest", entry.sha256)
    _add(traits, "size", str(entry.size))
    designation = _add(_add(traits, "format"), "formatDesignation")
    _add(designation, "formatName", entry.media_type)
    for signature in entry.source.signatures:
        _signature(_add(element, "signatureInformation"), signature)
    relationship = _add(element, "relationship")
    _add(relationship, "relationshipType", "structural")
    _add(relationship, "relationshipSubType", "is part of")
    _identifier(relationship, "relatedObject", "path", f"representations/{representation}")


def _signature(parent: etree._Element, signature: SignatureInfo) -> None:
    element = _add(parent, "signature")
    _add(element, "signatureEncoding", signature.encoding)
    _add(element, "signer", signature.signer)
    _add(element, "signatureMethod", signature.method)
    _add(element, "signatureValue", signature.value)
    _add(element, "signatureValidationRules", signature.validation_rules)
    _add(element, "signatureProperties", iso(signature.signed_at))


def _events_and_agents(root: etree._Element, spec: PackageSpec, events: list[PremisEvent]) -> None:
    for number, event in enumerate(events, 1):
        _event(root, event, number, objid_text(spec.kind, spec.objid))
    known = agents_of(spec)
    for agent_id in dict.fromkeys(event.agent_id for event in events):
        if agent_id not in known:
            raise PackagingError("an event names an agent that is not in the package")
        _agent(root, known[agent_id])


def _event(root: etree._Element, event: PremisEvent, number: int, objid: str) -> None:
    element = _add(root, "event")
    _identifier(element, "event", "local", f"event-{number:05d}")
    _add(element, "eventType", event.type)
    _add(element, "eventDateTime", iso(event.at))
    if event.detail:
        _add(_add(element, "eventDetailInformation"), "eventDetail", event.detail)
    outcome = _add(element, "eventOutcomeInformation")
    _add(outcome, "eventOutcome", event.outcome)
    if event.outcome_note:
        _add(_add(outcome, "eventOutcomeDetail"), "eventOutcomeDetailNote", event.outcome_note)
    _identifier(element, "linkingAgent", "local", event.agent_id)
    kind, value = ("path", event.linked_object) if event.linked_object else ("OBJID", objid)
    _identifier(element, "linkingObject", kind, value)


def _agent(root: etree._Element, agent: Agent) -> None:
    element = _add(root, "agent")
    _identifier(element, "agent", "local", agent.id)
    _add(element, "agentName", agent.name)
    _add(element, "agentType", agent.kind)
    if agent.version:
        _add(element, "agentVersion", agent.version)
    if agent.note:
        _add(element, "agentNote", agent.note)
