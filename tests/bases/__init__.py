"""Recipes of the test base images, one module each.

The machines that test have no image registry, so the images are rebuilt from packages after the public
definitions of the originals.  Every image says so in its label ``org.opencontainers.image.source``.

A recipe is a module with a ``NAME``, the names of the recipes that it ``BUILDS_ON``, and a function ``make``
that is given a ``Bench`` and gives back the images.  ``catalogue.RECIPES`` lists them all.  It can also have
``MADE_WITH``, modules beside it that decide what it makes, and ``ENGINES``, the only engines that load it.
"""
