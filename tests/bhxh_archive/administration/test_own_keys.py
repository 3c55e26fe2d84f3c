"""Does the switch of keys that stand alone go with the person, whichever browser they sign in from?"""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.bhxh_archive.administration.conftest import Sit


def switched_on(client: Client) -> bool:
    found = re.search(r"<input[^>]*data-keys-switch[^>]*>", client.get(reverse("home")).content.decode())
    assert found
    return " checked" in found[0]


@pytest.mark.django_db
def test_the_switch_is_the_persons_and_not_the_browsers(sit: Sit) -> None:
    here, there, other = sit("tiepnhan-hp"), sit("tiepnhan-hp"), sit("chuyenvien-hp")
    address = reverse("single_keys")
    assert here.post(address, HTTP_X_REQUESTED_WITH="fetch").status_code == 204
    assert [switched_on(client) for client in (here, there, other)] == [False, False, True]

    assert here.post(address, {"on": "1"})["Location"] == reverse("home"), "a form that was sent without scripts"
    assert switched_on(there)
    assert Client().post(address).status_code == 401 and switched_on(there)
