"""Do two who write down what happened to one dossier wait for each other in one order, whatever each holds already?"""

from __future__ import annotations

import threading
import time

from django.db import transaction

from bhxh_archive.trail import record
from intake.models import Dossier
from tests.hardening.house import House, at_once, failures

A_MOMENT = 1.0


def test_an_event_written_beside_a_locked_dossier_waits_for_it(house: House) -> None:
    """The chain of events is sealed one at a time, and at the end each event looks for its dossier: who took the chain
    before the dossier held up whoever took them the other way round."""
    road, locked = house.road(), threading.Event()
    road.register()
    dossier = road.dossier

    def files_pages() -> None:
        with transaction.atomic():
            held = Dossier.objects.select_for_update().get(pk=dossier.pk)
            locked.set()
            time.sleep(A_MOMENT)
            record(held, "file_stack", by=None)

    def ends_a_scan() -> None:
        assert locked.wait(timeout=20)
        with transaction.atomic():
            record(Dossier.objects.get(pk=dossier.pk), "end_scan", by=None)

    assert failures(at_once([files_pages, ends_a_scan])) == []
    assert set(dossier.events.values_list("verb", flat=True)) >= {"file_stack", "end_scan"}


def test_an_event_is_written_by_whoever_has_no_transaction_open(house: House) -> None:
    """Printing and checking change nothing but the trail: they open none of their own."""
    road = house.road()
    road.register()
    record(road.dossier, "print_slip", by=None, slip="receipt")
    assert road.dossier.events.filter(verb="print_slip").count() == 1
