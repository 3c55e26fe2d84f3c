"""Can the server be turned only against scanners in the office's own network?"""

from __future__ import annotations

import pytest

from intake.scanning.place import Place, find_place, may_speak_to
from intake.scanning.trouble import Trouble


@pytest.mark.parametrize(
    ("address", "allowed"),
    [("192.168.1.20", True), ("10.0.0.9", True), ("172.20.3.4", True), ("fd00::12", True), ("8.8.8.8", False),
     ("127.0.0.1", False), ("::1", False), ("::ffff:127.0.0.1", False), ("169.254.169.254", False), ("0.0.0.0", False),
     ("224.0.0.251", False), ("255.255.255.255", False), ("fe80::1", False), ("fe80::1%eth0", False),
     ("2001:4860::8888", False), ("::ffff:10.0.0.9", True)],
)  # fmt: skip
def test_only_private_addresses_are_spoken_to(address: str, allowed: bool) -> None:
    assert may_speak_to(address) is allowed


def test_this_machine_is_a_scanner_only_where_that_is_wanted() -> None:
    assert may_speak_to("127.0.0.1", loopback=True)
    assert find_place("localhost:8090", loopback=True).host == "localhost"


@pytest.mark.parametrize(
    ("typed", "place"),
    [("http://192.168.1.20/eSCL", Place("192.168.1.20", 80, "/eSCL", "192.168.1.20")),
     (" 192.168.1.20 ", Place("192.168.1.20", 80, "/eSCL", "192.168.1.20")),
     ("http://10.1.2.3:9095/eSCL/", Place("10.1.2.3", 9095, "/eSCL", "10.1.2.3")),
     ("http://[fd00::12]:81/scan/eSCL", Place("fd00::12", 81, "/scan/eSCL", "fd00::12"))],
)  # fmt: skip
def test_an_address_is_read_as_people_write_it(typed: str, place: Place) -> None:
    assert find_place(typed) == place
    assert find_place(place.url) == place


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "address"), ("ftp://10.0.0.1/", "address"), ("https://10.0.0.1/eSCL", "address"),
     ("http://u:p@10.0.0.1/", "address"), ("http://10.0.0.1:99999/", "address"), ("http://10.0.0.1:0/", "address"),
     ("http://10.0.0.1/eSCL?x=1", "address"),
     ("http://10.0.0.1/../x", "address"), ("http://10.0.0.1/eSCL/..", "address"), ("http://10.0.0.1/./eSCL", "address"),
     ("http://10.0.0.1//eSCL", "address"), ("http://10.0.0.1/" + "a" * 200, "address"),
     ("http://10.0.0.1/../x y", "address"), ("http://10.0.0.1/a%0d%0aX: y", "address"), ("http://[::1", "address"),
     ("http://10.0.0.1\r\nX:1/", "address"), ("http://may-quet.invalid/eSCL", "unknown_host"),
     ("http://8.8.8.8", "not_private"), ("http://169.254.169.254/latest/meta-data", "not_private"),
     ("http://0x7f000001/", "not_private")],
)  # fmt: skip
def test_everything_else_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Trouble) as told:
        find_place(typed)
    assert told.value.code == code
