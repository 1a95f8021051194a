from __future__ import annotations

from measured import file

from tutor.image import FileTree, ImageConfig, surface_of
from tutor.insight import surface_delta

STATUS = b"Package: dash\nStatus: install ok installed\nVersion: 1\n\nPackage: perl\nVersion: 2\n"


def surface(*paths, user="", documents=None, setuid=()):
    files = [file(path, mode=0o755) for path in paths] + [file(path, mode=0o4755) for path in setuid]
    return surface_of(FileTree.of(files), documents or {}, ImageConfig(user=user))


FAT = surface(
    "bin/sh",
    "bin/bash",
    "usr/bin/apt",
    "usr/bin/gcc",
    "usr/bin/perl",
    "var/lib/dpkg/status",
    documents={"var/lib/dpkg/status": STATUS},
    setuid=["usr/bin/su"],
)
LEAN = surface("app", user="65532")


def test_what_is_gone_is_told_by_name():
    delta = surface_delta(FAT, LEAN)
    assert delta.shells.gone == ("/bin/bash", "/bin/sh")
    assert delta.package_managers.gone == ("/usr/bin/apt",)
    assert delta.packages.gone == ("dash", "perl")
    assert delta.setuid.gone == ("/usr/bin/su",)
    assert delta.compilers.gone == ("/usr/bin/gcc",)
    assert (delta.root_before, delta.root_after, delta.user_after) == (True, False, "65532")


def test_every_point_of_the_score_has_its_sentence():
    delta = surface_delta(FAT, LEAN)
    assert delta.score == sum(reason.points for reason in delta.reasons) == 15
    sentences = [reason.sentence for reason in delta.reasons]
    assert sentences[0] == "2 shells before, no shells now: whoever gets in finds no command line"
    assert sentences[-1] == "the user is 65532, no longer root"


def test_the_way_back_costs_what_the_way_there_gained():
    there, back = surface_delta(FAT, LEAN), surface_delta(LEAN, FAT)
    assert back.score == -there.score
    assert back.shells.new == there.shells.gone


def test_no_change_scores_nothing():
    delta = surface_delta(FAT, FAT)
    assert (delta.score, delta.reasons) == (0, ())


def test_one_shell_less_is_less_than_none_at_all():
    one = surface("bin/sh")
    two = surface("bin/sh", "bin/bash")
    assert 0 < surface_delta(two, one).score < surface_delta(one, surface()).score
