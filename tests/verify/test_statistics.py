from fractions import Fraction
from math import nan

import pytest
from pydantic import ValidationError

from ganproof.verify import Rule
from ganproof.verify.evidence import Outcome
from ganproof.verify.statistics import decide, enough, holm, interval, sign_test


def rule(**changes):
    return Rule(**{"metric": "norm", "arms": ("without", "with"), "at_least": 10} | changes)


def outcome(effects, **changes):
    given = rule(arms=("effect",), effect="value", seeds=len(effects), **changes)
    return decide({"c": given}, {"c": {"effect": effects}})["c"].outcome


@pytest.mark.parametrize(
    ("heads", "coins", "chance"),
    [(8, 8, (1, 256)), (7, 8, (9, 256)), (9, 10, (11, 1024)), (0, 5, (1, 1)), (3, 4, (5, 16))],
)
def test_the_sign_test_counts_coins(heads, coins, chance):
    assert sign_test(heads, coins) == Fraction(*chance)


def test_holm_multiplies_by_what_is_left_and_never_falls():
    given = {"a": Fraction(1, 100), "b": Fraction(4, 100), "c": Fraction(3, 100)}
    assert holm(given) == {"a": Fraction(3, 100), "c": Fraction(6, 100), "b": Fraction(6, 100)}
    assert holm({"a": Fraction(2, 3), "b": Fraction(3, 4)}) == {"a": 1, "b": 1}


def test_a_rule_says_yes_no_or_nothing():
    assert outcome([11, 12, 13, 14, 15, 16, 17, 18]) is Outcome.OBSERVED
    assert outcome([9, 12, 13, 14, 15, 16, 17, 18]) is Outcome.OBSERVED  # p = 9/256
    assert outcome([9, 9, 13, 14, 15, 16, 17, 18]) is Outcome.UNKNOWN  # p = 37/256
    assert outcome([1, 2, 3, 4, 5, 6, 7, 12]) is Outcome.NOT_OBSERVED
    assert outcome([10] * 8) is Outcome.UNKNOWN  # the threshold itself speaks for neither
    assert outcome([1] * 8, at_least=None, at_most=2) is Outcome.OBSERVED
    assert outcome([3] * 8, at_least=None, at_most=2) is Outcome.NOT_OBSERVED


def test_what_diverged_counts_against_both_answers():
    assert outcome([11, 12, 13, 14, 15, 16, None, None]) is Outcome.UNKNOWN
    assert outcome([1, 2, 3, 4, 5, 6, None, None]) is Outcome.UNKNOWN
    assert outcome([None] * 8) is Outcome.UNKNOWN


def test_a_family_is_judged_together():
    values = {"effect": [9, 12, 13, 14, 15, 16, 17, 18]}  # alone p = 9/256 = 0.035
    rules = {name: rule(arms=("effect",), effect="value") for name in ("a", "b")}
    found = decide(rules, dict.fromkeys(rules, values))
    assert {each.outcome for each in found.values()} == {Outcome.UNKNOWN}
    assert found["a"].p == pytest.approx(18 / 256)


def test_arms_are_paired_by_seed():
    values = {"without": [20, 30, None, 8], "with": [1, 0, 1, 2]}
    assert rule().effects(values) == (20, None, None, 4)
    assert rule(effect="difference").effects(values) == (19, 30, None, 6)


@pytest.mark.parametrize(
    ("count", "ends"),
    [(8, (2, 7)), (10, (2, 9)), (5, (1, 5)), (20, (6, 15))],
)
def test_the_interval_is_made_of_order_statistics(count, ends):
    # ranks of the distribution-free interval for the median, one-sided level 5 % each
    assert interval([float(k) for k in range(count, 0, -1)], 0.05) == ends


def test_the_interval_is_infinite_where_seeds_are_missing_or_few():
    assert interval([1.0, 2.0, 3.0], 0.05) == (float("-inf"), float("inf"))
    low, high = interval([None, None, *map(float, range(1, 7))], 0.05)
    assert low == float("-inf")
    assert high == float("inf")


@pytest.mark.parametrize(
    "changes",
    [
        {"at_least": None},
        {"at_most": 3},
        {"arms": ("one",)},
        {"arms": ("same", "same")},
        {"effect": "value"},
        {"effect": "quotient"},
        {"level": 0.5},
        {"at_least": nan},
    ],
)
def test_a_rule_that_does_not_fit_is_refused(changes):
    with pytest.raises(ValidationError):
        rule(**changes)


def test_a_rule_must_be_able_to_say_yes():
    assert enough({"a": rule(seeds=5)}) == ""
    assert "at least 5" in enough({"a": rule(seeds=4)})
    assert "at least 6" in enough({"a": rule(seeds=5), "b": rule(seeds=8)})
