"""What pip and npm installed, told by the folders they make."""

from __future__ import annotations

from tests.image.trees import file, folder, tree
from tutor.image.packages import Package, packages_of


def test_pip_packages_are_folders_beside_the_modules():
    files = tree(
        folder("usr/local/lib/python3.13/site-packages/requests-2.32.3.dist-info"),
        file("usr/local/lib/python3.13/site-packages/requests-2.32.3.dist-info/METADATA", 9),
        folder("venv/lib/python3.13/site-packages/zope.interface-7.0-py3.13.egg-info"),
        file("usr/lib/python3.12/site-packages/six-1.17.egg-info", 9),
        folder("usr/local/lib/python3.13/site-packages/my_app-1.0.post1+local.dist-info"),
    )
    assert packages_of(files, {})[0] == (
        Package("my_app", "1.0.post1+local", "pip"),
        Package("requests", "2.32.3", "pip"),
        Package("six", "1.17", "pip"),
        Package("zope.interface", "7.0", "pip"),
    )


def test_what_debian_packaged_or_somebody_bundled_is_not_counted_again():
    files = tree(
        folder("usr/lib/python3/dist-packages/six-1.17.egg-info"),
        folder("usr/lib/python3.13/site-packages/setuptools/_vendor/wheel-0.45.dist-info"),
    )
    assert packages_of(files, {})[0] == ()


def test_npm_packages_have_their_scope_and_a_version_where_it_is_known():
    files = tree(
        file("app/node_modules/left-pad/package.json", 9),
        file("app/node_modules/@types/node/package.json", 9),
        file("app/node_modules/left-pad/node_modules/deep/package.json", 9),
        file("app/node_modules/left-pad/dist/package.json", 9),
        file("app/node_modules/.package-lock.json", 9),
        file("app/package.json", 9),
    )
    documents = {
        "app/node_modules/left-pad/package.json": b'{"name": "left-pad", "version": "1.3.0"}',
        "app/node_modules/@types/node/package.json": b'{"version": 7}',
    }
    assert packages_of(files, documents)[0] == (
        Package("@types/node", "", "npm"),
        Package("deep", "", "npm"),
        Package("left-pad", "1.3.0", "npm"),
    )
