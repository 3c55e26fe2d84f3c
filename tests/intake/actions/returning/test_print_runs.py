"""Are the results of many dossiers printed in one file, each copy counted once and the spoiled ones printed again?"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from bhxh_archive import storage
from bhxh_archive.errors import ChangedMeanwhile, Damaged, NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State as At
from bhxh_archive.models import StoredFile, User
from intake.actions.dossier import results
from intake.actions.returning import print_runs
from intake.models import Dossier, HandOver, PrintLine, PrintRun, ResultVersion
from intake.queries import printed_knowingly
from intake.queries.print_runs import doubtful_lines, mark, print_lines
from tests.intake.rows import add_result, lies_in_store, put_in_state

State = PrintRun.State


def page() -> bytes:
    with pikepdf.new() as document:
        document.add_blank_page()
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


@pytest.fixture
def issued(scanned: Dossier) -> Dossier:
    add_result(scanned, pdf=page())
    return put_in_state(scanned, At.ISSUED)


@pytest.fixture
def line(issued: Dossier, clerk_user: User) -> PrintLine:
    [line] = print_runs.put_in(dossier=issued, by=clerk_user)
    return line


@pytest.fixture
def made(line: PrintLine, clerk_user: User) -> PrintRun:
    print_runs.begin(run=line.run, duplex=True, by=clerk_user)
    return print_runs.make_file(run=PrintRun.objects.get(pk=line.run_id))


def test_a_run_asks_for_the_copies_that_are_missing(issued: Dossier, clerk_user: User) -> None:
    results.record_print(result=issued.results.get(), copies=1, by=clerk_user)
    [line] = print_runs.put_in(dossier=issued, by=clerk_user)

    assert (line.copies, line.run.state, line.run.office) == (1, State.OPEN, issued.receiving_office)
    with pytest.raises(NotNow, match=f"lượt in {line.run.year}/0001"):
        print_runs.put_in(dossier=issued, by=clerk_user)
    print_runs.drop(run=line.run, seen=mark(line.run), by=clerk_user)
    results.record_print(result=issued.results.get(), copies=1, by=clerk_user)
    with pytest.raises(NotNow, match="Đã in đủ 2 bản"):
        print_runs.put_in(dossier=issued, by=clerk_user)


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (ResultVersion.Stage.PAPER_COPY, "ký trên giấy"),
        (ResultVersion.Stage.LEADER_SIGNED, "chưa có kết quả phát hành"),
    ],
)
def test_what_is_no_issued_original_is_not_printed(scanned: Dossier, clerk_user: User, stage: str, said: str) -> None:
    add_result(scanned, stage=stage, valid=False)
    with pytest.raises(NotNow, match=said):
        print_runs.put_in(dossier=put_in_state(scanned, At.ISSUED), by=clerk_user)
    assert not PrintRun.objects.exists()


def test_only_the_counter_of_the_dossier_prints(line: PrintLine, issued: Dossier, demo: dict[str, User]) -> None:
    for name in ("chuyenvien-hp", "tiepnhan-na"):
        with pytest.raises(NotAllowed):
            print_runs.put_in(dossier=issued, by=demo[name])
        with pytest.raises(NotAllowed):
            print_runs.begin(run=line.run, duplex=True, by=demo[name])


def test_one_file_holds_every_copy_and_goes_when_it_was_printed(made: PrintRun, clerk_user: User) -> None:
    assert made.state == State.READY and made.file
    with pikepdf.open(io.BytesIO(storage.read_file(made.file))) as document:
        assert len(document.pages) == made.pages == 4  # two copies, each with its empty back
    assert print_runs.make_file(run=made).file == made.file

    for _ in range(2):  # a second press counts nothing twice
        print_runs.close(run=made, spoiled={}, by=clerk_user)

    line = made.lines.select_related("result", "version__file").get()
    assert line.result.printed_copies == 2
    [event] = line.result.dossier.events.filter(verb="print_result")
    assert (event.detail["copies"], event.evidence_digest) == (2, line.version.file.digest)
    closed = PrintRun.objects.get(pk=made.pk)
    assert (closed.state, closed.file, closed.closed_by) == (State.PRINTED, None, clerk_user)


def test_the_file_is_forgotten_only_after_the_commit(
    made: PrintRun, clerk_user: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    assert made.file
    kept = StoredFile.objects.filter(pk=made.file.pk)
    with django_capture_on_commit_callbacks(execute=True):
        print_runs.drop(run=made, seen=mark(made), by=clerk_user, reason="In nhầm khổ giấy")
        assert kept.exists()
    assert not kept.exists()


def test_spoiled_copies_lie_in_the_next_run(made: PrintRun, clerk_user: User) -> None:
    line = made.lines.get()
    for number in (3, -1):
        with pytest.raises(NotValid, match="từ 0 đến 2"):
            print_runs.close(run=made, spoiled={line.pk: number}, by=clerk_user)
    print_runs.close(run=made, spoiled={line.pk: 1}, by=clerk_user)

    again = PrintLine.objects.exclude(run=made).get()
    assert (again.result, again.copies, again.run.state) == (line.result, 1, State.OPEN)
    assert (str(made), str(again.run)) == (f"Lượt in {made.year}/0001", f"Lượt in {made.year}/0002")
    again.result.refresh_from_db()
    assert again.result.printed_copies == 1
    assert again.result.dossier.events.get(verb="print_result").detail["spoiled"] == 1


def test_before_there_is_a_file_nothing_counts_as_printed(line: PrintLine, clerk_user: User) -> None:
    with pytest.raises(NotNow, match="Chưa có tệp in"):
        print_runs.close(run=line.run, spoiled={}, by=clerk_user)
    print_runs.begin(run=line.run, duplex=False, by=clerk_user)
    print_runs.give_up(line.run)
    line.run.refresh_from_db()
    assert line.run.state == State.OPEN and line.run.problem


def test_a_run_that_was_dropped_while_it_was_made_stays_dropped(line: PrintLine, clerk_user: User) -> None:
    print_runs.begin(run=line.run, duplex=False, by=clerk_user)
    making = PrintRun.objects.get(pk=line.run_id)
    print_runs.drop(run=making, seen=mark(making), by=clerk_user)

    assert print_runs.make_file(run=making).state == State.DROPPED
    with pytest.raises(NotNow, match=f"được {clerk_user} bỏ"):
        print_runs.begin(run=making, duplex=False, by=clerk_user)


@pytest.mark.parametrize(
    ("spoiled", "besides", "printed", "events"), [(0, False, 2, 1), (0, True, 4, 2), (1, True, 3, 2)]
)
def test_what_was_written_down_at_the_counter_meanwhile_is_not_counted_again(
    made: PrintRun, clerk_user: User, spoiled: int, besides: bool, printed: int, events: int
) -> None:
    line = made.lines.select_related("result__dossier").get()
    results.record_print(result=line.result, copies=2, by=clerk_user)
    more = {line.pk} if besides else set()
    print_runs.close(run=made, spoiled={line.pk: spoiled}, besides=more, by=clerk_user)
    line.refresh_from_db()
    assert (line.result.printed_copies, line.apart) == (printed, 0 if besides else 2)
    assert line.result.dossier.events.filter(verb="print_result").count() == events


def test_a_copy_counted_as_usable_elsewhere_is_not_spoiled_here(made: PrintRun, clerk_user: User) -> None:
    line = made.lines.select_related("result__dossier").get()
    results.record_print(result=line.result, copies=2, by=clerk_user)
    with pytest.raises(NotValid, match="2 bản đã được ghi là in được ở ngoài lượt in.* 1 bản hỏng"):
        print_runs.close(run=made, spoiled={line.pk: 1}, by=clerk_user)
    assert print_runs.close(run=made, spoiled={}, by=clerk_user).state == State.PRINTED


def test_what_was_printed_meanwhile_is_left_out_of_the_file(line: PrintLine, clerk_user: User) -> None:
    results.record_print(result=line.result, copies=1, by=clerk_user)
    print_runs.begin(run=line.run, duplex=True, by=clerk_user)
    line.refresh_from_db()
    assert (line.copies, line.meanwhile) == (1, 0)


def test_a_run_of_which_all_was_printed_meanwhile_is_to_be_dropped(line: PrintLine, clerk_user: User) -> None:
    results.record_print(result=line.result, copies=2, by=clerk_user)
    with pytest.raises(NotNow, match="hãy bỏ lượt in"):
        print_runs.begin(run=line.run, duplex=True, by=clerk_user)
    line.refresh_from_db()
    assert (line.copies, line.run.state) == (2, State.OPEN)


def test_what_is_asked_for_as_an_electronic_copy_is_printed_only_knowingly(issued: Dossier, clerk_user: User) -> None:
    Dossier.objects.filter(pk=issued.pk).update(return_method="online")
    with pytest.raises(NotNow, match="nhận bản điện tử"):
        print_runs.put_in(dossier=issued, by=clerk_user)
    assert printed_knowingly([Dossier.objects.get(pk=issued.pk)]) == {issued.pk}
    assert print_runs.put_in(dossier=issued, by=clerk_user, despite=True)


def test_what_was_returned_meanwhile_is_left_out_unless_wanted(line: PrintLine, clerk_user: User) -> None:
    dossier = put_in_state(line.result.dossier, At.RETURNED)
    held = {"outcome": HandOver.Outcome.NOT_COLLECTED, "method": dossier.return_method, "open": True, "by": clerk_user}
    waits = HandOver.objects.create(dossier=dossier, attempts=3, proof="Sổ báo", **held)
    assert not doubtful_lines(print_lines(line.run)), "nobody came for it: it is still to be given out"
    waits.delete()
    with pytest.raises(NotNow, match="đã trả"):
        print_runs.begin(run=line.run, duplex=True, by=clerk_user)
    begun = print_runs.begin(run=line.run, duplex=True, by=clerk_user, despite=True)
    assert begun.state == State.MAKING and begun.lines.exists()


def test_a_run_is_dropped_as_it_was_seen_and_what_was_printed_of_it_still_counts(
    line: PrintLine, clerk_user: User, demo: dict[str, User]
) -> None:
    seen, other = mark(line.run), demo["truongtiepnhan-hp"]
    print_runs.begin(run=line.run, duplex=True, by=clerk_user)
    made = print_runs.make_file(run=PrintRun.objects.get(pk=line.run_id))
    with pytest.raises(ChangedMeanwhile, match="Chờ in và ghi nhận"):
        print_runs.drop(run=made, seen=seen, by=other, reason="Không in nữa")
    with pytest.raises(NotValid, match="Ghi lý do"):
        print_runs.drop(run=made, seen=mark(made), by=other)
    print_runs.drop(run=made, seen=mark(made), by=other, reason="Không in nữa")

    with pytest.raises(ChangedMeanwhile, match=f"được {other} bỏ lúc .* lý do: Không in nữa"):
        print_runs.close(run=made, spoiled={}, by=clerk_user)
    with pytest.raises(NotNow, match=f"được {other} bỏ"):
        print_runs.begin(run=made, duplex=True, by=clerk_user)
    print_runs.close(run=made, spoiled={}, by=clerk_user, dropped=True)
    line.result.refresh_from_db()
    assert line.result.printed_copies == 2 and PrintRun.objects.get(pk=made.pk).state == State.PRINTED


def test_a_broken_file_ends_the_making_and_is_left_out_of_the_next(line: PrintLine, clerk_user: User) -> None:
    lies_in_store(line.version.file, b"%PDF-1.7")
    print_runs.begin(run=line.run, duplex=True, by=clerk_user)
    with pytest.raises(Damaged):
        print_runs.make_file(run=PrintRun.objects.get(pk=line.run_id))
    print_runs.give_up(line.run)

    with pytest.raises(NotNow, match="hỏng tệp"):
        print_runs.begin(run=line.run, duplex=True, by=clerk_user)
