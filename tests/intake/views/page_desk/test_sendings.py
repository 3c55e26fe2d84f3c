"""Do pages lie in the order in which they were sent, whichever file comes out first?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from intake.models import Dossier, Upload
from tests.intake.conftest import component
from tests.room import scan

RunJobs = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def send(accepted: Dossier, clerk: Client, run_jobs: RunJobs) -> Callable[..., Any]:
    """Send files one request each, as the drop zone does, in the order in which they come out; all in one sending."""

    def sent(sending: str, names: Sequence[str], **more: Any) -> None:
        for name in names:
            file = {"files": _file(name), "sending": sending, **more}
            run_jobs(lambda file=file: clerk.post(reverse("upload", args=[accepted.pk]), file))  # type: ignore[misc]

    return sent


def _file(name: str) -> Any:

    return SimpleUploadedFile(name, scan(name, size=(827, 1169), dpi=100))


def shown(dossier: Dossier, clerk: Client) -> list[str]:
    """The names of the files in the order of the contact sheet."""
    keys = re.findall(r'data-page-key="(\d+)"', clerk.get(reverse("pages", args=[dossier.pk])).content.decode())
    names = dict(Upload.objects.filter(folder=dossier.folder).values_list("pages", "name"))
    return [names[int(key)] for key in keys]


def test_one_sending_lies_behind_the_other_and_each_in_order_of_names(
    accepted: Dossier, clerk: Client, send: Callable[..., Any]
) -> None:
    send("first", ["xa-10.jpg", "xa-9.jpg"])
    send("second", ["gan.jpg"])
    assert shown(accepted, clerk) == ["xa-9.jpg", "xa-10.jpg", "gan.jpg"]


def test_pages_sent_into_a_component_take_the_order_of_names_behind_what_is_there(
    accepted: Dossier, clerk: Client, send: Callable[..., Any]
) -> None:
    there = component(accepted, "12-HSB")
    send("first", ["xa.jpg"], component=there.pk)
    send("second", ["b-2.jpg", "b-1.jpg"], component=there.pk)
    assert shown(accepted, clerk) == ["xa.jpg", "b-1.jpg", "b-2.jpg"]
    assert list(there.pages.values_list("ordinal", flat=True)) == [1, 2, 3]
