"""Does what is paid after a death come out as the field reckons it, and is who has no right to it named?"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from benefits.arithmetic.payments import Benefit
from benefits.arithmetic.steps import NotComputableError
from benefits.arithmetic.survivors.cases import DeathCase, Kin, Relative, Standing
from benefits.arithmetic.survivors.death import burial, survivors
from tests.benefits.arithmetic.builders import RULES, employer, lasting, month

AUGUST = month("08/2026")
CHILD, MOTHER = Relative(Kin.CHILD, date(2015, 3, 1)), Relative(Kin.PARENT, date(1950, 1, 1), "F", without_carer=True)
LONG = (lasting(15 * 12, "07/2026"),)


def codes(result: Benefit) -> list[str]:
    return [finding.code for finding in result.findings]


def after_death(*relatives: Relative, **facts: object) -> Benefit:
    given = {"standing": Standing.INSURED, "periods": LONG} | facts
    return survivors(DeathCase(death=AUGUST, relatives=relatives, **given), RULES)  # type: ignore[arg-type]


def test_t12_two_children_and_a_mother_without_carer() -> None:
    result = after_death(CHILD, CHILD, MOTHER)
    assert (result.once, result.monthly, codes(result)) == (25_300_000, 4_301_000, [])
    assert [payment.amount for payment in result.payments[1:]] == [1_265_000, 1_265_000, 1_771_000]


def test_the_months_of_a_pensioner_are_taken_as_the_decision_states_them() -> None:
    stated = {"standing": Standing.PENSIONER, "periods": ()}
    assert codes(after_death(CHILD, compulsory_months=180, **stated)) == []
    assert codes(after_death(CHILD, compulsory_months=179, **stated)) == ["NO_MONTHLY"]


def test_a_funeral_that_is_decided_elsewhere_is_neither_paid_nor_judged_here() -> None:
    result = after_death(CHILD, funeral=False, periods=(lasting(3, "07/2026"),))
    assert (result.once, codes(result)) == (0, ["NO_MONTHLY"])
    alone = burial(DeathCase(AUGUST, Standing.INSURED, LONG, relatives=(CHILD,)), RULES)
    assert (alone.once, alone.monthly) == (25_300_000, 0)


def test_t13_a_pensioner_after_26_months() -> None:
    case = DeathCase(AUGUST, Standing.PENSIONER, received=Decimal(6_000_000), received_months=26, one_sum=True)
    assert survivors(case, RULES).payments[1].amount == 216_000_000


@pytest.mark.parametrize(("months", "factor"), [(0, 48), (2, 48), (3, "47.5"), (91, "3.5"), (92, 3), (200, 3)])
def test_a_pension_received_longer_leaves_less_and_never_nothing(months: int, factor: str | int) -> None:
    case = DeathCase(AUGUST, Standing.PENSIONER, received=Decimal(1_000_000), received_months=months, one_sum=True)
    assert survivors(case, RULES).payments[1].amount == Decimal(factor) * 1_000_000


def test_one_sum_of_an_insured_person_splits_at_2014_and_has_a_floor() -> None:
    """09/2013-12/2016: 4 months before 2014 move behind it, 40 months make 3.5 years of two averages each."""
    periods = (employer("09/2013", "12/2016", 5_000_000),)
    long = after_death(one_sum=True, periods=periods, stated_average=Decimal(5_000_000))
    short = after_death(one_sum=True, periods=(lasting(14, "07/2026"),), stated_average=Decimal(5_000_000))
    assert long.payments[1].amount == 7 * 5_000_000
    assert short.payments[1].amount == 3 * 5_000_000, "14 months would give 1.5 years, three averages at least"


def test_who_received_an_allowance_after_an_accident_leaves_three_of_them() -> None:
    case = DeathCase(AUGUST, Standing.ACCIDENT_RECEIVER, received=Decimal(1_470_400), one_sum=True)
    assert survivors(case, RULES).payments[1].amount == 4_411_200
    with pytest.raises(NotComputableError, match="mức lương hưu"):
        survivors(DeathCase(AUGUST, Standing.PENSIONER, one_sum=True), RULES)


def test_four_relatives_at_most_and_twice_for_two_dead() -> None:
    orphan = Relative(Kin.CHILD, date(2015, 3, 1), deaths=3)
    assert after_death(orphan).monthly == 2 * 1_265_000
    assert after_death(*[CHILD] * 4).monthly == 4 * 1_265_000


def test_of_more_than_four_nobody_is_left_out_in_silence() -> None:
    grown = replace(CHILD, birth=date(1990, 7, 1), name="Lê Thị Mùa")
    with pytest.raises(NotComputableError) as refused:
        after_death(*[CHILD] * 4, grown)
    assert str(refused.value) == (
        "Chọn 5 thân nhân hưởng hằng tháng, tối đa 4 người (Luật 41/2024/QH15 Điều 87): giữ lại người hưởng, bỏ chọn "
        "những người khác. Có vẻ không đủ điều kiện: 5, Lê Thị Mùa (con) đã đủ 18 tuổi."
    )


@pytest.mark.parametrize(
    ("relative", "entitled"),
    [
        (Relative(Kin.CHILD), True),
        (Relative(Kin.CHILD, date(2008, 9, 1)), True),
        (Relative(Kin.CHILD, date(2008, 7, 1)), False),
        (Relative(Kin.CHILD, date(1990, 7, 1), loss_percent=81), True),
        (Relative(Kin.SPOUSE, date(1962, 1, 1), "F"), True),
        (Relative(Kin.SPOUSE, date(1980, 1, 1), "F"), False),
        (Relative(Kin.SPOUSE, date(1980, 1, 1), "F", loss_percent=85), True),
        (Relative(Kin.SPOUSE, date(1962, 1, 1), "F", income=Decimal(2_530_000)), False),
        (Relative(Kin.PARENT), False),
    ],
)
def test_who_has_no_right_is_named(relative: Relative, entitled: bool) -> None:
    found = after_death(CHILD, replace(relative, name="Lê Thị Mùa"))
    assert [finding.indices for finding in found.findings] == ([] if entitled else [(1,)])
    assert all("Thân nhân 2, Lê Thị Mùa" in finding.message_vi for finding in found.findings)
    assert "thân nhân 1 (con)" in found.steps[1].label_vi and "thân nhân 2, Lê Thị Mùa (" in found.steps[2].label_vi


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"periods": (lasting(14 * 12 + 11, "07/2026"),)}, ["NO_MONTHLY"]),
        ({"periods": (lasting(11, "07/2026"),)}, ["NO_FUNERAL", "NO_MONTHLY"]),
        ({"periods": (lasting(11, "07/2026"),), "by_accident": True}, []),
        ({"periods": (), "standing": Standing.ACCIDENT_RECEIVER, "loss_percent": 60}, ["NO_MONTHLY"]),
        ({"periods": (), "standing": Standing.ACCIDENT_RECEIVER, "loss_percent": 61}, []),
    ],
)
def test_what_the_death_gives(facts: dict[str, object], found: list[str]) -> None:
    assert codes(after_death(CHILD, **facts)) == found


def test_the_funeral_is_paid_as_it_was_asked_for() -> None:
    few = {"periods": (lasting(11, "07/2026"),), "relatives": (CHILD,)}
    for asked, paid in ((None, False), (True, True), (False, False)):
        found = survivors(DeathCase(AUGUST, Standing.INSURED, funeral=asked, **few), RULES)  # type: ignore[arg-type]
        assert ("Trợ cấp mai táng" in [row.label_vi for row in found.payments]) is paid
        assert ("NO_FUNERAL" in codes(found)) is (asked is not False)
