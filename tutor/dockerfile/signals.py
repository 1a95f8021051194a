"""The signals that STOPSIGNAL takes: Linux names, with or without SIG, or a number."""

from __future__ import annotations

LINUX_SIGNALS = """
    ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP
    SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX
"""
NAMES = frozenset(LINUX_SIGNALS.split())
MOST_ABOVE_RTMIN = 15
MOST_BELOW_RTMAX = 14


def is_signal(text: str) -> bool:
    """True for a name or a number other than 0."""
    if text.lstrip("+-").isdecimal():
        return int(text.lstrip("+-")) != 0
    name = text.upper().removeprefix("SIG")
    for base, sign, most in (("RTMIN", "+", MOST_ABOVE_RTMIN), ("RTMAX", "-", MOST_BELOW_RTMAX)):
        start, found, offset = name.partition(sign)
        if found and start == base:
            return offset.isdecimal() and 1 <= int(offset) <= most
    return name in NAMES
