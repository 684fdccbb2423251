"""Against exhaustive search on small cases, the checker, and a published example."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.rules.apportionment import METHODS, Infeasible, Tie, apportion, mixed_weights, unstable_places
from congress.rules.explanation import rounded_by
from tests.rules.divisors import certify

# Five states and 26 seats: Balinski & Young, Fair Representation (1982), where the classical methods part ways.
FEDERAL = (9061, 7179, 5259, 3319, 1182)
DIVISORS = ("webster", "hill", "adams", "jefferson")


def free(count, seats):
    return [0] * count, [seats] * count


@pytest.mark.parametrize(
    ("method", "seats"),
    [
        ("adams", (9, 7, 5, 3, 2)),
        ("hill", (9, 7, 6, 3, 1)),
        ("webster", (9, 8, 5, 3, 1)),
        ("jefferson", (10, 7, 5, 3, 1)),
        ("hamilton", (9, 7, 5, 4, 1)),
    ],
)
def test_the_published_example_comes_out(method, seats):
    """Balinski & Young 1982, as the test of the PyPI package `apportionment` quotes it (example 2)."""
    assert apportion(FEDERAL, 26, *free(5, 26), method).seats == seats


@st.composite
def small_cases(draw):
    count = draw(st.integers(1, 4))
    weights = draw(st.lists(st.integers(0, 12), min_size=count, max_size=count))
    low = draw(st.lists(st.integers(0, 2), min_size=count, max_size=count))
    high = [least + draw(st.integers(0, 4)) for least in low]
    most = sum(top if weight else bottom for weight, bottom, top in zip(weights, low, high, strict=True))
    return weights, draw(st.integers(sum(low), most)), low, high


def all_shares(seats, low, high):
    return [share for share in product(*(range(a, b + 1) for a, b in zip(low, high, strict=True))) if sum(share) == seats]


@given(small_cases())
def test_webster_is_the_share_nearest_to_proportion(case):
    """Webster minimises the sum of s(s - 2q)/w over all shares, which exhaustive search can see for itself."""
    weights, seats, low, high = case
    found = apportion(weights, seats, low, high).seats

    def cost(share):
        return sum(Fraction(got * got, weight) for got, weight in zip(share, weights, strict=True) if weight)

    shares = [s for s in all_shares(seats, low, high) if all(g == a or w for g, a, w in zip(s, low, weights, strict=True))]
    assert cost(found) == min(cost(share) for share in shares)


@given(small_cases())
def test_hill_is_the_share_with_the_least_sum_of_squared_weights_over_seats(case):
    """Where every place has a seat: Huntington's test of the relative difference, seen by exhaustive search."""
    weights, seats, low, high = case
    low = [max(1, least) for least in low]
    high = [max(pair) for pair in zip(low, high, strict=True)]
    weights = [weight + 1 for weight in weights]
    seats = min(max(seats, sum(low)), sum(high))

    def cost(share):
        return sum(Fraction(weight * weight, got) for got, weight in zip(share, weights, strict=True))

    assert cost(apportion(weights, seats, low, high, "hill").seats) == min(map(cost, all_shares(seats, low, high)))


def held(result, low, high):
    """The quotients inside the bounds; where no divisor exists every place is at a bound."""
    return [min(max(q, a), b) for q, a, b in zip(result.quotients or result.seats, low, high, strict=True)]


@given(small_cases())
def test_hamilton_is_the_share_nearest_to_its_quotas(case):
    weights, seats, low, high = case
    result = apportion(weights, seats, low, high, "hamilton")
    quotas = held(result, low, high)

    def cost(share):
        return sum((got - quota) ** 2 for got, quota in zip(share, quotas, strict=True))

    assert cost(result.seats) == min(map(cost, all_shares(seats, low, high)))


@given(small_cases(), st.sampled_from(METHODS), st.randoms(use_true_random=False))
def test_without_ties_the_order_of_the_places_does_not_matter(case, method, random):
    result = apportion(*case, method)
    if not result.ties:
        order = list(range(len(case[0])))
        random.shuffle(order)
        weights, low, high = ([values[place] for place in order] for values in (case[0], case[2], case[3]))
        moved = apportion(weights, case[1], low, high, method)
        assert moved.seats == tuple(result.seats[place] for place in order)
        assert moved.divisor == result.divisor


def test_figures_are_mixed_by_their_declared_shares_of_each_total():
    people, results = (300, 100), (1, 3)
    assert mixed_weights((people, results), (Fraction(7, 10), Fraction(3, 10))) == (3, 2)
    assert mixed_weights((people, results), (Fraction(1), Fraction(0))) == (3, 1)
    assert mixed_weights((people, (0, 0)), (Fraction(1, 2), Fraction(1, 2))) == (3, 1)
    assert mixed_weights(((0, 0),), (Fraction(1),)) == (0, 0)


@given(small_cases(), st.sampled_from(DIVISORS))
def test_every_divisor_method_passes_the_checker(case, method):
    weights, seats, low, high = case
    assert certify(weights, seats, low, high, method, apportion(weights, seats, low, high, method).seats) == ()


@given(small_cases(), st.sampled_from(DIVISORS))
def test_without_ties_no_other_share_passes_the_checker(case, method):
    weights, seats, low, high = case
    result = apportion(weights, seats, low, high, method)
    passing = [s for s in all_shares(seats, low, high) if not certify(weights, seats, low, high, method, s)]
    assert result.seats in passing
    assert (len(passing) == 1) is not bool(result.ties)


@given(small_cases(), st.sampled_from(DIVISORS))
def test_dividing_and_rounding_by_hand_gives_the_seats(case, method):
    weights, seats, low, high = case
    result = apportion(weights, seats, low, high, method)
    if result.quotients and not result.ties:
        by_hand = [max(a, min(rounded_by(method, q), b)) for q, a, b in zip(result.quotients, low, high, strict=True)]
        assert tuple(by_hand) == result.seats


@given(small_cases(), st.sampled_from(METHODS))
def test_every_quotient_is_the_weight_by_the_divisor(case, method):
    weights, seats, low, high = case
    result = apportion(weights, seats, low, high, method)
    assert result.quotients == (() if result.divisor is None else tuple(weight / result.divisor for weight in weights))


@given(small_cases(), st.sampled_from(DIVISORS))
def test_one_seat_more_never_takes_one_away(case, method):
    weights, seats, low, high = case
    if sum(b if w else a for w, a, b in zip(weights, low, high, strict=True)) > seats:
        now = apportion(weights, seats, low, high, method).seats
        more = apportion(weights, seats + 1, low, high, method).seats
        assert all(later >= earlier for earlier, later in zip(now, more, strict=True))


@given(small_cases())
def test_hamilton_stays_within_one_seat_of_its_quotas_and_inside_the_bounds(case):
    weights, seats, low, high = case
    result = apportion(weights, seats, low, high, "hamilton")
    assert sum(result.seats) == seats
    quotas = held(result, low, high)
    assert sum(quotas) == seats
    assert all(abs(got - quota) < 1 for got, quota in zip(result.seats, quotas, strict=True))
    assert all(a <= got <= b for got, a, b in zip(result.seats, low, high, strict=True))


@given(small_cases())
def test_the_checker_sees_a_seat_moved_without_a_tie(case):
    weights, seats, low, high = case
    result = apportion(weights, seats, low, high)
    seats_of = list(result.seats)
    movable = [i for i in range(len(weights)) if seats_of[i] > low[i] and weights[i]]
    takers = [i for i in range(len(weights)) if seats_of[i] < high[i] and weights[i]]
    for giver, taker in product(movable, takers):
        if giver != taker and not result.ties:
            moved = seats_of.copy()
            moved[giver] -= 1
            moved[taker] += 1
            assert certify(weights, seats, low, high, "webster", moved) == ("order",)


def test_a_tie_goes_to_the_larger_weight_then_to_the_order_and_is_listed():
    assert apportion((10, 10, 10), 4, *free(3, 4)).seats == (2, 1, 1)
    assert apportion((10, 10, 10), 4, *free(3, 4)).ties == (Tie(1, (0, 1, 2), (0,)),)
    assert apportion((1, 3), 2, *free(2, 2)).ties == (Tie(1, (0, 1), (1,)),)


def test_a_tie_of_remainders_is_listed_too():
    result = apportion((1, 1, 1), 2, *free(3, 2), "hamilton")
    assert (result.seats, result.ties) == ((1, 1, 0), (Tie(2, (0, 1, 2), (0, 1)),))


def test_a_full_share_has_no_tie():
    assert apportion((10, 10), 4, [2, 2], [2, 2]).ties == ()


def test_the_divisor_has_as_few_decimals_as_it_can():
    assert apportion(FEDERAL, 26, *free(5, 26)).divisor == 957
    assert apportion((1, 2, 4), 7, *free(3, 7)).divisor == 1
    assert apportion((7, 7, 2), 23, *free(3, 23)).divisor == Fraction(7, 10)


def test_the_divisor_of_adams_leaves_no_whole_quotient_to_a_place_with_one_seat_more():
    assert apportion((6, 4), 4, *free(2, 4), "adams").divisor == Fraction(31, 10)


def test_no_single_divisor_exists_when_fewer_seats_than_places_must_begin():
    result = apportion((5, 4, 3), 2, *free(3, 2), "adams")
    assert (result.seats, result.divisor, result.quotients) == ((1, 1, 0), None, ())


def test_the_divisor_of_an_irrational_tie_is_not_written():
    result = apportion((2, 2), 3, *free(2, 3), "hill")
    assert (result.seats, result.divisor, len(result.ties)) == ((2, 1), None, 1)


def test_the_divisor_of_hill_gives_its_quotients():
    result = apportion(FEDERAL, 26, *free(5, 26), "hill")
    for quotient, got in zip(result.quotients, result.seats, strict=True):
        assert got * (got - 1) <= quotient**2 < got * (got + 1)


def test_places_without_weight_keep_their_minimum():
    assert apportion((0, 5, 0), 4, [1, 0, 0], [3, 3, 3]).seats == (1, 3, 0)
    assert apportion((0, 5, 0), 4, [1, 0, 0], [3, 3, 3], "hamilton").seats == (1, 3, 0)


def test_a_bound_reached_in_hamilton_leaves_the_rest_to_the_others():
    assert apportion((5, 1), 3, [0, 2], [1, 2], "hamilton").seats == (1, 2)
    assert apportion((50, 30, 20), 10, [0, 0, 0], [3, 10, 10], "hamilton").seats == (3, 4, 3)


def test_places_without_any_weight_need_no_divisor_of_hamilton():
    result = apportion((0, 0), 3, [1, 2], [3, 3], "hamilton")
    assert (result.seats, result.divisor) == ((1, 2), None)


def test_no_seats_and_no_places_are_shares_too():
    assert apportion((3, 2), 0, *free(2, 0), "hamilton").seats == (0, 0)
    assert apportion((), 0, (), ()).seats == ()


@pytest.mark.parametrize(
    ("weights", "seats", "low", "high", "code", "facts"),
    [
        ((1, 1), -1, [0, 0], [1, 1], "seats_negative", {"seats": -1}),
        ((1, -1), 1, [0, 0], [1, 1], "seats_negative", {"seats": 1}),
        ((1, 1), 2, [0, 2], [1, 1], "seats_bounds_crossed", {"place": 1, "line": 2, "minimum": 2, "maximum": 1}),
        ((1, 1), 3, [2, 2], [3, 3], "seats_minimum_exceeds", {"minimum": 4, "seats": 3}),
        ((1, 1), 7, [0, 0], [3, 3], "seats_maximum_short", {"maximum": 6, "seats": 7}),
        ((1, 0), 4, [0, 0], [3, 3], "seats_maximum_short", {"maximum": 3, "seats": 4}),
    ],
)
def test_an_impossible_share_names_the_two_numbers(weights, seats, low, high, code, facts):
    with pytest.raises(Infeasible) as caught:
        apportion(weights, seats, low, high)
    assert (caught.value.code, caught.value.facts) == (code, facts)


def test_hamilton_warns_of_the_alabama_paradox():
    """Weights 6, 6, 2: the third place has 2 of 10 seats and 1 of 11 (the textbook case)."""
    assert apportion((6, 6, 2), 10, *free(3, 10), "hamilton").seats == (4, 4, 2)
    assert apportion((6, 6, 2), 11, *free(3, 11), "hamilton").seats == (5, 5, 1)
    assert unstable_places((6, 6, 2), 10, [0] * 3, [20] * 3) == (2,)
    assert unstable_places((6, 6, 2), 11, [0] * 3, [20] * 3) == (2,)
    assert unstable_places((6, 6, 2), 10, [0] * 3, [20] * 3, "webster") == ()


def test_the_warning_is_silent_where_one_seat_more_or_fewer_is_impossible():
    assert unstable_places((5, 5), 4, [2, 2], [2, 2]) == ()


@pytest.mark.parametrize(
    ("result", "wrong"), [((2, 2, 0), ("sum",)), ((4, 0, 1), ("bounds", "zero_weight", "order")), ((3, 2, 0), ())]
)
def test_the_checker_says_what_is_wrong(result, wrong):
    assert certify((10, 7, 0), 5, [0, 0, 0], [3, 3, 3], "webster", result) == wrong
