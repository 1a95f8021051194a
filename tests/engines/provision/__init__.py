"""Real engines and real base images on a bare Debian machine, for tests and CI.

``python -m tests.engines.provision up`` starts the engines, makes the base images, loads them, and writes
``engines.json`` into the cache, which the tests read.  Only the standard library is used, since this runs
before anything is installed.
"""
