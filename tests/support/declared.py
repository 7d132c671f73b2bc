"""What the models of the official SDK declare: the keys of an answer with their types."""

from __future__ import annotations

import inspect
import re
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from darabonba.model import DaraModel

_READS = re.compile(r"if m\.get\('([^']+)'\) is not None:\n(?:(?!if m\.get).*\n)*?\s+self\.(\w+)")


@cache
def declared(model: type) -> dict[str, Any]:
    """Return the keys that a model reads, with the type of each."""
    hints = get_type_hints(model.__init__)
    return {key: hints[name] for key, name in _READS.findall(inspect.getsource(model.from_map))}


class Seen:
    """The keys that came, by model; refuses a value of another type than is declared."""

    def __init__(self) -> None:
        self.keys: dict[type, set[str]] = {}

    def look(self, model: type, body: dict[str, Any], path: str = "") -> None:
        """Look through an answer and everything in it."""
        fields = declared(model)
        present = self.keys.setdefault(model, set())
        for key, value in body.items():
            if key in fields:
                present.add(key)
                self._value(fields[key], value, f"{path}.{key}")

    def _value(self, wanted: Any, value: Any, path: str) -> None:
        if get_origin(wanted) is list:
            assert isinstance(value, list), f"{path} is no list: {value!r}"
            (one,) = get_args(wanted)
            for item in value:
                self._value(one, item, f"{path}[]")
        elif isinstance(wanted, type) and issubclass(wanted, DaraModel):
            assert isinstance(value, dict), f"{path} is no object: {value!r}"
            self.look(wanted, value, path)
        elif wanted is float:
            assert isinstance(value, int | float), f"{path} is no number: {value!r}"
            assert not isinstance(value, bool), path
        else:
            assert type(value) is wanted, f"{path} is no {wanted.__name__}: {value!r}"

    def missing(self) -> dict[str, set[str]]:
        """Return what is declared and never came, by the name of the model."""
        left = {model.__name__: set(declared(model)) - keys for model, keys in self.keys.items()}
        return {name: keys for name, keys in left.items() if keys}
