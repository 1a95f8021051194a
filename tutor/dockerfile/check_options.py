"""The value of ``# check=skip=RULE,RULE;error=true;experimental=RULE``."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.dockerfile.expansion import go_quoted

TRUE = ("1", "t", "T", "true", "TRUE", "True")
FALSE = ("0", "f", "F", "false", "FALSE", "False")
EVERY_RULE = "all"


class CheckOptionError(ValueError):
    """BuildKit refuses the option; the message is its own."""


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """Which rules are silent, which experimental ones speak, and whether a warning stops the build."""

    skip: frozenset[str] = frozenset()
    experimental: frozenset[str] = frozenset()
    error: bool = False

    def skips(self, rule: str, *, experimental: bool = False) -> bool:
        if rule in self.experimental or (experimental and EVERY_RULE in self.experimental):
            return False
        return experimental or rule in self.skip or EVERY_RULE in self.skip


def read_check_options(value: str | None) -> CheckOptions:
    """Read the directive's value; raises CheckOptionError."""
    skip: frozenset[str] = frozenset()
    experimental: frozenset[str] = frozenset()
    error = False
    for part in value.strip().split(";") if value and value.strip() else ():
        key, equals, setting = (piece.strip() for piece in part.partition("="))
        if not equals:
            raise CheckOptionError(f"invalid check option {go_quoted(part)}")
        if key == "skip":
            skip = names(setting)
        elif key == "experimental":
            experimental = names(setting)
        elif key == "error":
            error = truth(setting, part)
        else:
            raise CheckOptionError(f"invalid check option {go_quoted(key)}")
    return CheckOptions(skip, experimental, error)


def names(setting: str) -> frozenset[str]:
    return frozenset(name.strip() for name in setting.split(","))


def truth(setting: str, part: str) -> bool:
    if setting not in TRUE + FALSE:
        why = f"strconv.ParseBool: parsing {go_quoted(setting)}: invalid syntax"
        raise CheckOptionError(f"failed to parse check option {go_quoted(part)}: {why}")
    return setting in TRUE
