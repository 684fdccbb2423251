"""Invented people put together from the names file; the same seed gives the same people."""

import random
from collections.abc import Iterator, Mapping
from typing import Any

from congress.delegates.nomination import Nomination
from congress.people.birth import Birth


class Inventor:
    """Makes up persons for seats; tricky names and homonyms come first, as the first people of the first list."""

    def __init__(self, names: Mapping[str, Any], seed: int) -> None:
        self._names = names
        self._draw = random.Random(seed)  # noqa: S311 - not for secrets
        self._special = self._specials()
        self._avoid = set(names["avoid"])

    def person(self, group: str, column: str, **fields: Any) -> Nomination:
        """One nomination in a group; `column` commune or agency chooses the kind of title.

        `special=True` takes a tricky name while there are some left.
        """
        special = next(self._special, None) if fields.pop("special", False) else None
        face = special or self._face(group)
        title, leads = self._draw.choice(self._names["titles"][group][column])
        return Nomination(
            name=face["name"],
            sex=face["sex"],
            birth=Birth(face["birth_year"], self._draw.randint(1, 12), self._draw.randint(1, 28)),
            title=face.get("title") or title,
            group=group,
            leading_post=leads,
            achievement=self._draw.choice(self._names["achievements"][group]),
            traits=tuple(t["code"] for t in self._names["traits"] if self._chance(t["share"].get(group, 0))),
            particulars=self._particulars(group, face["ethnic_group"]) | face.get("particulars", {}),
            **fields,
        )

    def particulars(self, group: str, ethnic_group: str) -> dict[str, str]:
        """Sensitive values for a person who has a name already."""
        return self._particulars(group, ethnic_group)

    def _specials(self) -> Iterator[dict[str, Any]]:
        yield from self._names["tricky"]
        for namesake in self._names["homonyms"]:
            for year in namesake["birth_years"]:
                yield {**namesake, "birth_year": year}

    def _face(self, group: str) -> dict[str, Any]:
        while True:
            sex = "female" if self._chance(self._names["sex_share"]["female"]) else "male"
            people = self._pick(self._names["ethnic_groups"])
            words = (people["families"], self._names["middles"][sex], self._names["given"][sex])
            name = " ".join(self._draw.choice(choice) for choice in words)
            if name not in self._avoid:
                year = self._draw.randint(*self._names["birth_years"][group])
                return {"name": name, "sex": sex, "birth_year": year, "ethnic_group": people["name"]}

    def _particulars(self, group: str, ethnic_group: str) -> dict[str, str]:
        party = "yes" if self._chance(self._names["party_share"][group]) else "no"
        return {
            "ethnic_group": ethnic_group,
            "religion": self._pick(self._names["religions"])["name"],
            "party_member": party,
            "education": self._pick(self._names["education"][group])["name"],
        }

    def _chance(self, percent: int) -> bool:
        return self._draw.randrange(100) < percent

    def _pick(self, shares: list[dict[str, Any]]) -> dict[str, Any]:
        return self._draw.choices(shares, [share["share"] for share in shares])[0]
