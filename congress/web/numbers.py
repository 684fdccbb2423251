"""Whole numbers as addresses and forms bring them: what no column can hold is no number."""

LARGEST = 2**31 - 1


def number_in(text: str | None) -> int | None:
    """The number, 0 to 2147483647, in ASCII digits; None when the text is anything else."""
    if not text or len(text) > 10 or not (text.isascii() and text.isdigit()):
        return None
    number = int(text)
    return number if number <= LARGEST else None


def small_number(text: str) -> int:
    """For `args.get(…, type=small_number)`.

    Raises:
        ValueError: the text is no such number.
    """
    number = number_in(text.strip())
    if number is None:
        raise ValueError("no number a column can hold")
    return number
