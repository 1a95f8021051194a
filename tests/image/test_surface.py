from __future__ import annotations

from trees import file, folder, link, tree

from tutor.image import ImageConfig, surface_of
from tutor.image.packages import Package

DPKG = b"""Package: libc6
Status: install ok installed
Version: 2.41-12
Description: GNU C Library
 Version: not a field

Package: gone
Status: deinstall ok config-files
Version: 1

Package: held
Status: hold ok installed
Version: 2

Package: never
Status: install ok not-installed
"""


def program(path):
    return file(path, 100, 0o755)


def test_a_shell_is_found_once_where_bin_is_a_symlink():
    files = tree(
        link("bin", "usr/bin"),
        link("usr/bin/sh", "dash"),
        program("usr/bin/dash"),
        program("usr/local/bin/zsh"),
    )
    assert surface_of(files, {}, None).shells == ("/usr/bin/dash", "/usr/bin/sh", "/usr/local/bin/zsh")


def test_a_shell_must_be_an_executable_file():
    files = tree(
        file("bin/sh", 100, 0o644),
        link("bin/bash", "/nowhere"),
        folder("bin/zsh"),
        link("bin/ash", "ash"),
        file("etc/shells"),
    )
    assert surface_of(files, {}, None).shells == ()


def test_busybox_of_a_debug_image_is_a_shell():
    files = tree(program("busybox/busybox"), link("busybox/sh", "/busybox/busybox"))
    assert surface_of(files, {}, None).shells == ("/busybox/busybox", "/busybox/sh")


def test_programs_are_found_on_the_images_own_path():
    files = tree(program("opt/tools/python3.13"))
    config = ImageConfig(env=("PATH=/opt/tools:/usr/bin",))
    assert surface_of(files, {}, config).interpreters == ("/opt/tools/python3.13",)
    assert surface_of(files, {}, None).interpreters == ()


def test_several_names_of_one_program_count_once():
    files = tree(
        program("usr/bin/x86_64-linux-gnu-gcc-14"),
        link("usr/bin/gcc-14", "x86_64-linux-gnu-gcc-14"),
        link("usr/bin/gcc", "gcc-14"),
        link("usr/bin/cc", "/etc/alternatives/cc"),
        link("etc/alternatives/cc", "/usr/bin/gcc"),
        program("usr/local/go/bin/go"),
        program("usr/bin/gccmakedep"),
        program("usr/bin/goat"),
    )
    assert surface_of(files, {}, None).compilers == ("/usr/bin/cc", "/usr/local/go/bin/go")


def test_package_managers_and_interpreters_are_told_apart():
    files = tree(
        program("usr/bin/apt-get"),
        program("usr/bin/dpkg"),
        program("usr/bin/perl"),
        program("usr/local/bin/node"),
        program("usr/local/lib/node_modules/npm/bin/npm-cli.js"),
        link("usr/local/bin/npm", "../lib/node_modules/npm/bin/npm-cli.js"),
        program("usr/lib/jvm/java-21/bin/java"),
        program("usr/lib/jvm/java-21/bin/javac"),
    )
    surface = surface_of(files, {}, None)
    assert surface.package_managers == ("/usr/bin/apt-get", "/usr/bin/dpkg", "/usr/local/bin/npm")
    assert surface.interpreters == ("/usr/bin/perl", "/usr/lib/jvm/java-21/bin/java", "/usr/local/bin/node")
    assert surface.compilers == ("/usr/lib/jvm/java-21/bin/javac",)


def test_installed_debian_packages_are_counted_and_removed_ones_are_not():
    surface = surface_of(tree(file("var/lib/dpkg/status", 1)), {"var/lib/dpkg/status": DPKG}, None)
    assert surface.packages == (Package("held", "2", "dpkg"), Package("libc6", "2.41-12", "dpkg"))
    assert surface.notes == ()


def test_a_distroless_image_has_a_file_for_each_package():
    folder_path = "var/lib/dpkg/status.d"
    documents = {
        f"{folder_path}/base": b"Package: base-files\nVersion: 13\n",
        f"{folder_path}/tz": b"Package: tzdata\n",
    }
    files = tree(*(file(path) for path in documents), file(f"{folder_path}/base.md5sums"))
    surface = surface_of(files, documents, None)
    assert [package.name for package in surface.packages] == ["base-files", "tzdata"]
    assert surface.notes == ()


def test_alpine_packages_are_counted_at_both_places():
    text = b"C:Q1abc=\nP:musl\nV:1.2.5-r1\n\nP:busybox\nV:1.37\n\n"
    for path in ("lib/apk/db/installed", "usr/lib/apk/db/installed"):
        surface = surface_of(tree(file(path)), {path: text}, None)
        assert [(package.name, package.manager) for package in surface.packages] == [
            ("busybox", "apk"),
            ("musl", "apk"),
        ]


def test_a_merged_lib_is_not_counted_twice():
    text = b"P:musl\nV:1\n"
    documents = {"lib/apk/db/installed": text, "usr/lib/apk/db/installed": text}
    assert len(surface_of(tree(), documents, None).packages) == 1


def test_databases_that_were_not_read_are_said_not_guessed():
    files = tree(
        file("var/lib/rpm/rpmdb.sqlite", 9),
        file("var/lib/dpkg/status", 9),
        file("var/lib/dpkg/status.d/x", 9),
    )
    surface = surface_of(files, {}, None)
    assert surface.packages == ()
    assert len(surface.notes) == 3
    assert any("RPM" in note for note in surface.notes)


def test_setuid_and_setgid_files_are_findings_and_a_sticky_folder_is_none():
    files = tree(
        file("usr/bin/su", 9, 0o4755),
        file("usr/bin/wall", 9, 0o2755),
        folder("tmp", 0o1777),
        folder("var/mail", 0o2775),
    )
    assert [entry.path for entry in surface_of(files, {}, None).setuid] == ["usr/bin/su", "usr/bin/wall"]


def test_root_is_the_default_and_may_hide_behind_another_name():
    passwd = {
        "etc/passwd": b"root:x:0:0::/root:/bin/sh\ntoor:x:0:0::/:/bin/sh\napp:x:1000:1000::/:/bin/false\n"
    }
    assert surface_of(tree(), {}, None).runs_as_root
    assert surface_of(tree(), passwd, ImageConfig(user="toor")).runs_as_root
    assert not surface_of(tree(), passwd, ImageConfig(user="app")).runs_as_root
    assert not surface_of(tree(), {}, ImageConfig(user="65532:65532")).runs_as_root
    assert surface_of(tree(), {}, ImageConfig(user="65532")).user == "65532"
