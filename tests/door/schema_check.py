"""The part of JSON Schema 2020-12 that our OpenAPI document uses; any other word in it is an error."""

import re
from datetime import date, datetime
from typing import Any

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}
FORMATS = {"date": date.fromisoformat, "date-time": lambda text: _aware(datetime.fromisoformat(text))}
INNER = {"description", "properties", "additionalProperties", "items"}
"""Words that say nothing of the value itself, but of what is in it, or nothing."""


class Schemas:
    """Checks values against the schemas of one document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document

    def resolve(self, thing: dict[str, Any]) -> dict[str, Any]:
        """What a reference stands for."""
        if "$ref" not in thing:
            return thing
        found: Any = self.document
        for part in thing["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return self.resolve(found)

    def problems(self, value: Any, schema: dict[str, Any], at: str = "$") -> list[str]:
        """Where and how a value is not what its schema says."""
        schema = self.resolve(schema)
        found = []
        for word, said in schema.items():
            if word not in INNER:
                found += [f"{at}: {problem}" for problem in getattr(self, f"_{word}")(value, said, schema) if problem]
        return found + self._inner(value, schema, at)

    def _inner(self, value: Any, schema: dict[str, Any], at: str) -> list[str]:
        found = []
        if isinstance(value, dict):
            for key, held in value.items():
                inner = schema.get("properties", {}).get(key, schema.get("additionalProperties", True))
                if inner is False:
                    found.append(f"{at}.{key}: not in the document")
                elif inner is not True:
                    found += self.problems(held, inner, f"{at}.{key}")
        elif isinstance(value, list) and "items" in schema:
            for place, held in enumerate(value):
                found += self.problems(held, schema["items"], f"{at}[{place}]")
        return found

    def _type(self, value: Any, said: str | list[str], _schema: Any) -> list[str]:
        names = [said] if isinstance(said, str) else said
        right = any(isinstance(value, TYPES[name]) and (name != "integer" or not isinstance(value, bool)) for name in names)
        return [] if right else [f"{value!r} is no {said}"]

    def _required(self, value: Any, said: list[str], _schema: Any) -> list[str]:
        return [f"{name} is missing" for name in said if name not in value]

    def _enum(self, value: Any, said: list[Any], _schema: Any) -> list[str]:
        return [] if value in said else [f"{value!r} is none of {said}"]

    def _const(self, value: Any, said: Any, _schema: Any) -> list[str]:
        return [] if value == said else [f"{value!r} is not {said!r}"]

    def _pattern(self, value: Any, said: str, _schema: Any) -> list[str]:
        return [] if not isinstance(value, str) or re.search(said, value) else [f"{value!r} does not match {said}"]

    def _format(self, value: Any, said: str, _schema: Any) -> list[str]:
        try:
            FORMATS[said](value) if isinstance(value, str) else None
        except ValueError:
            return [f"{value!r} is no {said}"]
        return []

    def _minLength(self, value: Any, said: int, _schema: Any) -> list[str]:
        return [] if len(value) >= said else ["too short"]

    def _minItems(self, value: Any, said: int, _schema: Any) -> list[str]:
        return [] if len(value) >= said else ["too few"]

    def _maxItems(self, value: Any, said: int, _schema: Any) -> list[str]:
        return [] if len(value) <= said else ["too many"]

    def _minimum(self, value: Any, said: int, _schema: Any) -> list[str]:
        return [] if value >= said else ["too small"]


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("without a zone")
    return moment
