"""What a path is for."""

from __future__ import annotations

import pytest
from trees import file

from tutor.image import FileTree, Kind, bytes_by_kind, kind_of

PLACES = {
    "usr/bin/gcc": Kind.OS_PACKAGES,
    "usr/lib/x86_64-linux-gnu/libc.so.6": Kind.OS_PACKAGES,
    "etc/passwd": Kind.OS_PACKAGES,
    "var/lib/dpkg/status": Kind.OS_PACKAGES,
    "usr/local/go/src/fmt/print.go": Kind.RUNTIME,
    "usr/local/lib/python3.13/os.py": Kind.RUNTIME,
    "usr/local/bin/node": Kind.RUNTIME,
    "usr/lib/jvm/java-21/lib/modules": Kind.RUNTIME,
    "nodejs/bin/node": Kind.RUNTIME,
    "app/server.js": Kind.APPLICATION,
    "calc": Kind.APPLICATION,
    "usr/local/bin/serve": Kind.APPLICATION,
    "usr/share/nginx/html/index.html": Kind.APPLICATION,
    "root/.cache/go-build/00/00ab-d": Kind.CACHES,
    "go/pkg/mod/cache/lock": Kind.CACHES,
    "var/lib/apt/lists/deb_dists_main_Packages": Kind.CACHES,
    "home/node/.npm/_cacache/index": Kind.CACHES,
    "usr/share/doc/bash/copyright": Kind.DOCUMENTATION,
    "usr/share/man/man1/ls.1.gz": Kind.DOCUMENTATION,
    "etc/ssl/certs/ca-certificates.crt": Kind.CERTIFICATES,
    "usr/share/zoneinfo/Europe/Zurich": Kind.LOCALE,
    "usr/lib/locale/C.utf8/LC_CTYPE": Kind.LOCALE,
    "proc": Kind.OTHER,
    "usr/shared": Kind.OS_PACKAGES,
    "application/main": Kind.APPLICATION,
}


@pytest.mark.parametrize(("path", "kind"), PLACES.items())
def test_the_place_of_a_path_tells_what_it_is_for(path, kind):
    assert kind_of(path) is kind


def test_a_name_that_only_begins_like_a_known_folder_is_not_in_it():
    assert kind_of("tmpfiles/a") is Kind.APPLICATION
    assert kind_of("usr/local/gopher/x") is Kind.OS_PACKAGES


def test_bytes_are_summed_by_kind_and_a_linked_file_counts_once():
    tree = FileTree.of(
        [file("usr/bin/git", 10), file("usr/bin/git-add", same_as="usr/bin/git"), file("app/a", 30)]
    )
    assert list(bytes_by_kind(tree).items()) == [(Kind.APPLICATION, (1, 30)), (Kind.OS_PACKAGES, (1, 10))]
