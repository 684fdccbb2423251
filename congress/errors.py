"""The three ways a request may fail on purpose. Sentences live in refusal_texts.py."""


class Refused(Exception):  # noqa: N818 - the house's word: the product refuses, the user can mend
    """Impossible or forbidden input; nothing has been stored.

    Args:
        code: stable key of the sentence in refusal_texts.py.
        facts: values the sentence names.
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class NotFound(Exception):  # noqa: N818
    """The thing does not exist, or not for this person: the answer is 404 either way."""


class NotAllowed(Exception):  # noqa: N818
    """The thing exists and is visible to this person, but the act needs another role: 403."""
