"""What a layer and a log become as a recorded command."""

from __future__ import annotations

import io

import pytest

from tests.image.archive.saving import digest, folder, member, oci, tar
from tutor.engine.embedded.catalogue.format import Chunk
from tutor.engine.embedded.recording.archive import read_saved
from tutor.engine.embedded.recording.commands import Told, recorded
from tutor.engine.embedded.recording.images import Options
from tutor.engine.embedded.recording.keeping import Keeper
from tutor.engine.embedded.recording.substitution import NOTHING, Unfit, substitution_of
from tutor.engine.errors import EngineError

PROGRAM = (b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x02\x00\x3e\x00").ljust(64, b"\0")
STATUS = member("tmp/.distill-status", b"3\n")
PLAIN = Options()


def record(*members, names=None, options=PLAIN, output=()):
    keeper = Keeper(options.substitution, wanted=lambda _: True, programs=True)
    layer = read_saved(io.BytesIO(oci([tar(*members)])), lambda _: keeper).layers[0]
    return recorded(layer, Told("image", 1.5, list(output)), names or {}, options)


def test_status_time_and_output_are_kept():
    chunk = Chunk(0.2, "stderr", b"said\n")
    command = record(folder("tmp"), STATUS, member("a", b"text"), output=[chunk])
    assert (command.exit_code, command.seconds, command.output) == (3, 1.5, (chunk,))
    assert [entry.path for entry in command.stores] == ["a"]
    assert command.heads == {digest(b"text"): b"text"}


def test_the_output_path_and_the_folder_get_their_names():
    command = record(
        folder("src"),
        member("src/calc", PROGRAM),
        member("src/cache/a", b"a"),
        member("elsewhere", b"b"),
        names={"src": "{folder}", "src/calc": "{out}"},
    )
    assert [entry.path for entry in command.stores] == ["elsewhere", "{folder}/cache/a", "{out}"]
    assert command.elves[digest(PROGRAM)].interpreter is None
    assert command.heads[digest(PROGRAM)] == PROGRAM


def test_deleted_paths_are_removed():
    command = record(member("etc/.wh.gone"), member("new/.wh..wh..opq"), folder("new"))
    assert command.removes == ("etc/gone", "new")


def test_of_many_files_only_documents_and_settings_keep_their_text():
    many = [member(f"usr/share/{number}", b"%d" % number) for number in range(100)]
    command = record(*many, member("etc/setting", b"yes\n"), member("usr/bin/one", PROGRAM))
    assert command.heads == {digest(b"yes\n"): b"yes\n", digest(PROGRAM): PROGRAM}


def test_of_many_programs_only_the_facts_are_kept():
    programs = [PROGRAM + bytes([number]) for number in range(20)]
    command = record(*(member(f"usr/bin/{number}", each) for number, each in enumerate(programs)))
    assert len(command.elves) == 20
    assert not command.heads.keys() & command.elves.keys()


def test_texts_are_replaced_in_output_and_paths():
    options = Options(substitution=substitution_of(("mirror.example/debian=deb.example/debian",)))
    command = record(
        member("lists/mirror.example_debian_Release", b"x"),
        options=options,
        output=[Chunk(0.0, "stdout", b"Get:1 http://mirror.example/debian trixie\n")],
    )
    assert command.output[0].data == b"Get:1 http://deb.example/debian trixie\n"
    assert command.stores[0].path == "lists/deb.example_debian_Release"


@pytest.mark.parametrize(
    "members",
    [
        [member("etc/hosts", b"10.0.0.1 secret.example\n")],
        [member("opt/secret.example", b"")],
    ],
)
def test_what_is_forbidden_is_refused_wherever_it_stands(members):
    options = Options(substitution=NOTHING.also_forbidding(frozenset({"secret.example"})))
    with pytest.raises(Unfit, match=r"secret\.example"):
        record(*members, options=options)
    with pytest.raises(Unfit, match="the output holds"):
        record(options=options, output=[Chunk(0.0, "stdout", b"see secret.example\n")])


def test_a_layer_that_is_not_there_is_an_error():
    layer = read_saved(io.BytesIO(oci([tar(STATUS)])), lambda _: None).layers[0]
    with pytest.raises(EngineError, match="not in what the engine saved"):
        recorded(layer, Told(), {}, PLAIN)
