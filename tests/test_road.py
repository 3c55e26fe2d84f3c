"""Does a paper dossier go the whole way to the point where it may be archived?"""

from bhxh_archive import ledger
from bhxh_archive.lifecycle import State
from intake.models import ResultVersion
from tests.room import Road


def test_pension_dossier_goes_from_the_counter_to_the_consolidated_whole(road: Road) -> None:
    dossier = road.to("consolidate")

    assert dossier.state == State.READY_TO_ARCHIVE
    stages = dossier.results.get(main=True).versions.values_list("stage", flat=True)
    assert list(stages) == [
        ResultVersion.Stage.LEADER_SIGNED,
        ResultVersion.Stage.ISSUED,
        ResultVersion.Stage.LONG_TERM,
    ]
    assert ledger.first_broken("intake_dossierevent") is None
