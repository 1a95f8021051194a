"""Names out of images as text that can be shown: an image's author chose them, so they may hold anything."""

from __future__ import annotations


def shown(text: str) -> str:
    r"""``text`` for a terminal or a page: what is not printable is spelt ``\x1b``, ``\n``, ``\u202e``.

    Bytes that are no UTF-8 (kept by surrogateescape) become ``\xff``.
    """
    return text if text.isprintable() else "".join(_spelt(character) for character in text)


def encodable(text: str) -> str:
    r"""``text`` as valid Unicode, for JSON: bytes that are no UTF-8 become ``\xff``, all else stays."""
    if text.isascii():
        return text
    return "".join(_spelt(character) if _is_surrogate(character) else character for character in text)


def _spelt(character: str) -> str:
    code = ord(character)
    if character.isprintable():
        return character
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x80:
        return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _is_surrogate(character: str) -> bool:
    return 0xD800 <= ord(character) <= 0xDFFF
