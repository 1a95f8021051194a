"""What the flags of instructions and the fields of a mount mean, in our own words."""

from __future__ import annotations

from tutor.dockerfile.meaning.model import Meaning


def _flag(name: str, value: str, short: str, text: str) -> Meaning:
    return Meaning(f"--{name}", f"--{name}={value}" if value else f"--{name}", short, text)


_OWNER = _flag(
    "chown",
    "USER[:GROUP]",
    "who owns the copied files",
    "Sets owner and group of the copied files; without it they are root's. A name has to be in the stage's "
    "/etc/passwd, a number does not.",
)
_MODE = _flag(
    "chmod",
    "MODE",
    "the copied files' permissions",
    "Sets the permissions of the copied files, such as 0755. A later RUN chmod would store each file again.",
)
_LINK = _flag(
    "link",
    "",
    "a layer that depends on no other",
    "Puts the files in a layer of its own that stays cached when layers below it change. A symlink at the "
    "target's path is not followed.",
)
_EXCLUDE = _flag(
    "exclude",
    "PATTERN",
    "leave some files out",
    "Leaves out what matches the pattern, written as in .dockerignore. May be given several times.",
)
FLAGS: dict[str, dict[str, Meaning]] = {
    "FROM": {
        "platform": _flag(
            "platform",
            "OS/ARCH",
            "for which platform",
            "Takes the image for this platform. $BUILDPLATFORM is where the build runs, $TARGETPLATFORM what "
            "it builds for.",
        ),
    },
    "RUN": {
        "mount": _flag(
            "mount",
            "type=bind|cache|tmpfs|secret|ssh[,KEY=VALUE…]",
            "files that are there for this command only",
            "Lends the command files that stay out of the layer: a cache kept between builds, a secret, or "
            "files of the context or of another stage.",
        ),
        "network": _flag(
            "network",
            "default|none|host",
            "which network the command has",
            "Gives the command the builder's network, none at all, or the host's (which has to be allowed).",
        ),
        "security": _flag(
            "security",
            "sandbox|insecure",
            "how much the command may",
            "insecure runs the command privileged, and has to be allowed by the builder.",
        ),
        "device": _flag(
            "device",
            "NAME",
            "a device for this command",
            "Lends the command a device of the builder, named as CDI does. It has to be allowed.",
        ),
    },
    "COPY": {
        "from": _flag(
            "from",
            "STAGE|IMAGE",
            "from another stage or image",
            "Copies out of a stage above, by name or number, or out of any image. Source paths begin at its "
            "root folder.",
        ),
        "chown": _OWNER,
        "chmod": _MODE,
        "link": _LINK,
        "exclude": _EXCLUDE,
        "parents": _flag(
            "parents",
            "",
            "keep the sources' folders",
            "Keeps the folders in the sources' paths instead of putting all files beside each other.",
        ),
    },
    "ADD": {
        "checksum": _flag(
            "checksum",
            "sha256:DIGEST",
            "what the download has to be",
            "Stops the build when the download has another digest. For a Git repository it is the commit.",
        ),
        "chown": _OWNER,
        "chmod": _MODE,
        "link": _LINK,
        "exclude": _EXCLUDE,
        "keep-git-dir": _flag(
            "keep-git-dir",
            "true",
            "keep the .git folder",
            "Keeps the .git folder of a repository that was added by its URL.",
        ),
        "unpack": _flag(
            "unpack",
            "true|false",
            "unpack archives or not",
            "Says whether a tar archive is unpacked; without it local ones are, downloaded ones are not.",
        ),
    },
    "HEALTHCHECK": {
        "interval": _flag(
            "interval", "30s", "time between checks", "Seconds between two checks; 30s at first."
        ),
        "timeout": _flag(
            "timeout", "30s", "how long a check may take", "A check that takes longer has failed."
        ),
        "start-period": _flag(
            "start-period",
            "0s",
            "time to start up in",
            "For so long after the start failed checks do not count.",
        ),
        "start-interval": _flag(
            "start-interval",
            "5s",
            "time between checks while it starts",
            "Seconds between two checks during the start period.",
        ),
        "retries": _flag(
            "retries",
            "3",
            "failures that make it unhealthy",
            "So many failed checks in a row mean unhealthy.",
        ),
    },
}


def _key(name: str, value: str, short: str) -> Meaning:
    text = f"{short[:1].upper()}{short[1:]}."
    return Meaning(name, f"{name}={value}" if value else name, short, text)


_KEYS = (
    _key("type", "bind|cache|tmpfs|secret|ssh", "what is lent to the command"),
    _key("target", "/PATH", "where it lies while the command runs"),
    _key("source", "PATH", "which path of the source; all when left out"),
    _key("from", "STAGE|IMAGE", "the stage or image in place of the context"),
    _key("id", "NAME", "the name of the cache, secret or agent"),
    _key("sharing", "shared|private|locked", "what builds at the same time do"),
    _key("required", "true", "stop the build when it is not given"),
    _key("readonly", "", "refuse writes to it"),
    _key("readwrite", "", "allow writes, which are thrown away"),
    _key("size", "64m", "how large the memory may grow"),
    _key("mode", "0400", "permissions, in octal digits"),
    _key("uid", "0", "who owns it, as a number"),
    _key("gid", "0", "which group owns it, as a number"),
    _key("env", "NAME", "the variable that holds the secret"),
)
MOUNT_KEYS = {key.name: key for key in _KEYS}
