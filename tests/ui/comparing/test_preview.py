"""What is in a file."""

from __future__ import annotations

from tests.image.test_elf import program
from tests.ui.comparing.trees import file
from tutor.ui.comparing.preview import LIMIT_BYTES, Line, Preview, Read, harmless, is_text, preview_of

NAMES = ("build", "final")


def shown(left: Read, right: Read, size: int = 0) -> Preview:
    return preview_of("etc/x", file("etc/x", size), file("etc/x", size), left, right, NAMES)


def test_a_text_of_one_side_is_shown_as_it_is():
    preview = shown(Read(b"one\ntwo"), Read())
    assert preview.lines == (Line("", "one"), Line("", "two"))
    assert preview.title == "build"


def test_two_texts_that_differ_are_set_against_each_other():
    preview = shown(Read(b"a\nb\nc"), Read(b"a\nB\nc"))
    assert preview.lines == (Line("=", "a"), Line("-", "b"), Line("+", "B"), Line("=", "c"))
    assert preview.title == "build against final"


def test_lines_far_from_a_change_are_only_counted():
    text = [f"line {n}" for n in range(40)]
    after = [*text[:20], "new", *text[20:]]
    preview = shown(Read("\n".join(text).encode()), Read("\n".join(after).encode()))
    assert preview.lines[0] == Line("!", "… 17 lines that stay")
    assert Line("+", "new") in preview.lines


def test_the_same_text_is_shown_once():
    preview = shown(Read(b"one"), Read(b"one"))
    assert preview.lines == (Line("", "one"),)
    assert preview.title == "the same in both"


def test_control_characters_are_made_visible():
    assert harmless("a\x1b[31mb\x07\x7f\x9b") == "a␛[31mb␇␡�"
    preview = shown(Read(b"\x1b]0;title\x07x\r\n"), Read())
    assert all(line.text.isprintable() for line in preview.lines)


def test_right_to_left_overrides_are_made_visible():
    assert "\u202e" not in harmless("a\u202eb")


def test_a_binary_is_told_as_such():
    preview = shown(Read(b"\x1f\x8b\x08\0\0\0"), Read(), size=1234)
    assert preview.lines == (Line("!", "Not a text: gzip data of 1.2 kB."),)


def test_a_program_tells_what_it_needs():
    told = [line.text for line in shown(Read(program()), Read(), size=2_400_000).lines]
    assert told == [
        "A program or library (ELF) for amd64 of 2.4 MB.",
        "Dynamic: it needs the loader /lib64/ld-linux-x86-64.so.2.",
        "Libraries: libc.so.6",
    ]


def test_why_a_side_cannot_be_read_stands_beside_the_other():
    preview = shown(Read(why_not="what is in this file is not recorded."), Read(b"text"))
    assert preview.lines[0] == Line("!", "build: what is in this file is not recorded.")
    assert preview.lines[1].text == "text"


def test_a_cut_text_says_so_and_a_letter_cut_in_two_is_no_binary():
    cut = ("ä" * LIMIT_BYTES).encode()[: LIMIT_BYTES - 1]
    assert is_text(cut + b"\xc3")
    preview = shown(Read(b"x" * 100), Read(), size=100_000)
    assert preview.lines[-1] == Line("!", "Only the first 100 B of 100 kB are shown.")


def test_an_empty_file_says_so():
    assert shown(Read(b""), Read()).lines == (Line("!", "The file is empty."),)
