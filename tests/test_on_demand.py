"""Packages that read their modules when a name is first used."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys

import pytest

from tutor.on_demand import on_demand

PACKAGES = ("tutor.course", "tutor.dockerfile", "tutor.engine", "tutor.image", "tutor.insight")


@pytest.mark.parametrize("name", PACKAGES)
def test_every_name_of_a_package_is_found_and_is_no_module_of_it(name):
    package = importlib.import_module(name)
    modules = {module.name for module in pkgutil.iter_modules(package.__path__)}
    for exported in package.__all__:
        assert getattr(package, exported) is not None
    assert not modules & set(package.__all__)


def test_what_a_package_does_not_have_is_told_as_python_tells_it():
    with pytest.raises(AttributeError, match=r"module 'tutor\.image' has no attribute 'absent'"):
        on_demand("tutor.image", {"tutor.image.size": "human"})("absent")


def test_bytes_in_words_need_nothing_else_of_images():
    script = "import sys, tutor.image.size; print(sorted(m for m in sys.modules if 'tutor.' in m))"
    found = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "['tutor.image', 'tutor.image.size', 'tutor.on_demand']"
