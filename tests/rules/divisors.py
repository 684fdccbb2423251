"""What makes a share-out one of a divisor method, told without dividing: what the search is held against."""

from collections.abc import Sequence

from congress.rules.apportionment import Method, claim


def certify(
    weights: Sequence[int], seats: int, minimum: Sequence[int], maximum: Sequence[int], method: Method, result: Sequence[int]
) -> tuple[str, ...]:
    """What is wrong with a share-out made by a divisor method, whoever made it: sum, bounds, zero_weight, order.

    `order`: some place has a stronger claim to one more seat than another has to its last one, so no common divisor exists.
    """
    wrong = []
    rows = tuple(zip(weights, minimum, maximum, result, strict=True))
    if sum(result) != seats:
        wrong.append("sum")
    if any(not low <= got <= high for _, low, high, got in rows):
        wrong.append("bounds")
    if any(not weight and got > low for weight, low, _, got in rows):
        wrong.append("zero_weight")
    wanting = [claim(method, weight, got) for weight, _, high, got in rows if weight and got < high]
    holding = [claim(method, weight, got - 1) for weight, low, _, got in rows if weight and got > low]
    if wanting and holding and max(wanting) > min(holding):
        wrong.append("order")
    return tuple(wrong)
