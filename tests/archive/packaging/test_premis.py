"""Does PREMIS say what happened to which file, by whom, in the order the standard wants?"""

import pytest
from lxml import etree

from archive.packaging.layout import payload
from archive.packaging.model import PackagingError, PremisEvent
from archive.packaging.premis import NS, package_premis, representation_premis
from tests.archive.packaging.samples import MOMENT, spec

P = {"p": NS}
FILE_ORDER = ["objectIdentifier", "objectCharacteristics", "signatureInformation", "relationship"]
SIGNATURE_ORDER = [
    "signatureEncoding",
    "signer",
    "signatureMethod",
    "signatureValue",
    "signatureValidationRules",
    "signatureProperties",
]
EVENT_ORDER = [
    "eventIdentifier",
    "eventType",
    "eventDateTime",
    "eventDetailInformation",
    "eventOutcomeInformation",
    "linkingAgentIdentifier",
    "linkingObjectIdentifier",
]


def names(element: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in element]


def rep1() -> etree._Element:
    made = spec()
    return etree.fromstring(representation_premis(made, "rep1", payload(made)["rep1"]))


def test_a_signed_file_carries_its_signature_before_its_relationship():
    signed, unsigned = rep1().findall("p:object", P)
    assert names(signed) == FILE_ORDER
    assert names(unsigned) == [name for name in FILE_ORDER if name != "signatureInformation"]
    (signature,) = signed.findall("p:signatureInformation/p:signature", P)
    assert names(signature) == SIGNATURE_ORDER
    assert signature.findtext("p:signatureProperties", "", P) == "2026-03-02T08:30:00+07:00"


def test_objects_come_before_events_and_events_before_agents():
    assert names(rep1()) == ["object", "object", "event", "agent"]
    made = etree.fromstring(package_premis(spec(), ["rep1", "rep2"]))
    assert names(made) == ["object", "event", "event", "agent", "agent"]
    (first, _) = made.findall("p:event", P)
    assert names(first) == EVENT_ORDER


def test_an_event_about_a_file_stands_with_that_file_only():
    types = [event.text for event in rep1().iterfind("p:event/p:eventType", P)]
    assert types == ["validation"]
    whole = etree.fromstring(package_premis(spec(), ["rep1"]))
    assert [event.text for event in whole.iterfind("p:event/p:eventType", P)] == [
        "transfer",
        "information package creation",
    ]


def test_an_event_by_nobody_known_is_refused():
    stray = PremisEvent(type="transfer", at=MOMENT, agent_id="ghost", outcome="success")
    with pytest.raises(PackagingError, match="agent"):
        package_premis(spec(events=(stray,)), ["rep1"])


def test_a_time_without_offset_is_refused():
    naive = PremisEvent(type="transfer", at=MOMENT.replace(tzinfo=None), agent_id="desk", outcome="success")
    with pytest.raises(PackagingError, match="offset"):
        package_premis(spec(events=(naive,)), ["rep1"])
