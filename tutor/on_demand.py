"""Packages whose names are there from the start, and whose modules are read when a name is first used.

Reading all of ``tutor.image`` for the one function that writes bytes in words would hold up the first paint.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping


def on_demand(package: str, places: Mapping[str, str]) -> Callable[[str], object]:
    """A ``__getattr__`` for a package: ``places`` are its modules with the names that it takes from each.

    A name must not be that of a module of the package: who imports the module would find it in the name's
    place.
    """
    module_of = {name: module for module, names in places.items() for name in names.split()}

    def find(name: str) -> object:
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found: object = getattr(importlib.import_module(module_of[name]), name)
        setattr(sys.modules[package], name, found)
        return found

    return find
