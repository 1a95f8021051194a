"""Names out of images as text that can be shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tutor.image.showing import encodable, shown

ANY = st.text(st.characters() | st.sampled_from("\udc80\udcff\x00\x1b\x9b\u202e\u2028"))


def test_what_steers_a_terminal_is_spelt():
    assert shown("a\x1b[31m\n\tb\x9b\u202e\x00") == r"a\x1b[31m\n\tb\u009b\u202e\x00"


def test_letters_of_all_scripts_stay():
    assert shown("größe 文件 файл") == "größe 文件 файл"


def test_bytes_that_are_no_utf8_are_spelt():
    assert shown(b"caf\xe9".decode("utf-8", "surrogateescape")) == r"caf\xe9"


@given(ANY)
def test_nothing_unprintable_is_left(text):
    assert shown(text).isprintable()


@given(ANY)
def test_all_can_be_encoded_and_what_could_already_stays(text):
    made = encodable(text)
    made.encode()
    if not any("\ud800" <= character <= "\udfff" for character in text):
        assert made == text
