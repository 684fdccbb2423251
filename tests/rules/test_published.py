"""Published apportionments come out as they were published."""

import pytest

from congress.rules.apportionment import apportion
from congress.rules.matrix import share_table
from tests.rules import published


def shared(weights, seats, method, least=0):
    return apportion(weights, seats, [least] * len(weights), [seats] * len(weights), method)


def test_the_bill_that_washington_vetoed():
    assert shared([*published.UNITED_STATES_1790.values()], 120, "hamilton").seats == published.VETOED_1792


def test_the_first_apportionment_of_the_united_states():
    assert shared([*published.UNITED_STATES_1790.values()], 105, "jefferson").seats == published.ENACTED_1792


def test_hamilton_would_have_given_delaware_the_seat_that_jefferson_gave_virginia():
    """Apportioning Representatives in the United States Congress, MAA Convergence."""
    by_hamilton = dict(
        zip(published.UNITED_STATES_1790, shared([*published.UNITED_STATES_1790.values()], 105, "hamilton").seats, strict=True)
    )
    by_jefferson = dict(zip(published.UNITED_STATES_1790, published.ENACTED_1792, strict=True))
    differing = {
        name: by_hamilton[name] - by_jefferson[name] for name in by_jefferson if by_hamilton[name] != by_jefferson[name]
    }
    assert differing == {"Delaware": 1, "Virginia": -1}


@pytest.mark.parametrize(("method", "michigan", "arkansas"), [("webster", 18, 6), ("hill", 17, 7)])
def test_the_seat_between_michigan_and_arkansas(method, michigan, arkansas):
    states = published.UNITED_STATES_1940
    seats = dict(zip(states, shared([*states.values()], 435, method, least=1).seats, strict=True))
    assert (seats["Michigan"], seats["Arkansas"]) == (michigan, arkansas)


def test_the_house_of_2020():
    weights, seats = zip(*published.UNITED_STATES_2020.values(), strict=True)
    assert sum(weights) == 331_108_434
    assert shared(weights, 435, "hill", least=1).seats == seats


def test_the_states_of_the_bundestag_with_the_published_divisor():
    weights, seats = zip(*published.GERMANY_2021.values(), strict=True)
    assert shared(weights, 598, "webster").seats == seats
    assert tuple((2 * weight + 121_400) // (2 * 121_400) for weight in weights) == seats


def test_the_austrian_seats_in_the_european_parliament():
    weights, seats = published.AUSTRIA_2019
    assert shared(weights, 18, "jefferson").seats == seats


@pytest.mark.parametrize("name", ["URI_2020", "SPECIFIC_EXAMPLE", "DOPPELPROPORZ"])
def test_published_tables(name):
    votes, seats = getattr(published, name)
    rows, columns = [sum(row) for row in seats], [sum(column) for column in zip(*seats, strict=True)]
    assert share_table(votes, rows, columns).seats == seats
