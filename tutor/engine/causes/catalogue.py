"""Every mistake that has a name here, whether or not an engine says anything about it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tutor.engine.causes.cause import Cause

_ALL = (
    Cause(
        "E1",
        "A stage name that does not exist",
        "No stage has this name, so the builder took it for an image and looked for it in a registry.",
        "Write the name exactly as it stands after AS in the stage's FROM.",
        3,
    ),
    Cause(
        "E2",
        "A path to copy that is not there",
        "The place to copy from (an earlier stage, or the build context) does not hold this path.",
        "Look where the earlier stage really puts the file: its WORKDIR, the -o of the build, "
        "or the file tree of that stage.",
        3,
    ),
    Cause(
        "E3",
        "The program's loader is missing",
        "The file exists, but it is linked dynamically (or is a script) and the loader it names is not "
        "in this image; the kernel reports that as the program itself missing.",
        "Build it statically (for Go: CGO_ENABLED=0), or ship it on a base that has its C library. "
        "Moving the file or chmod changes nothing.",
        4,
    ),
    Cause(
        "E4",
        "The builder is newer than the runtime",
        "The program was linked against a newer C library than the one in the final image.",
        "Let the builder and the final stage come from the same release of the distribution.",
        14,
    ),
    Cause(
        "E5",
        "No CA certificates",
        "The image holds no certificate authorities, so no TLS connection can be trusted.",
        "Use a base that brings them (distroless static does), or copy "
        "/etc/ssl/certs/ca-certificates.crt from a stage that has it.",
        5,
    ),
    Cause(
        "E6",
        "No time zone data",
        "The image has no /usr/share/zoneinfo, so zones by name cannot be looked up.",
        "Use a base that brings tzdata (distroless static does), or build it in (Go: import time/tzdata).",
        5,
    ),
    Cause(
        "E7",
        "Shell form without a shell",
        "RUN, CMD or ENTRYPOINT was written as a plain line, which is handed to /bin/sh, "
        "and this image has no shell.",
        'Write it as a JSON array in double quotes, ["/app", "argument"], and do what needs a shell '
        "in an earlier stage.",
        6,
    ),
    Cause(
        "E8",
        "There is no shell to open",
        "A shell was asked for in a container whose image has none.",
        "Look at the files of the stage instead, run an earlier stage with --target, "
        "or use the base's :debug variant while you search.",
        13,
    ),
    Cause(
        "E9",
        "The command repeats the entrypoint",
        "The base's entrypoint already is the interpreter, so CMD is its argument: "
        "it looks for a file of the interpreter's name.",
        'Leave the interpreter out of CMD: ["server.js"], not ["node", "server.js"].',
        10,
    ),
    Cause(
        "E10",
        "Permission denied for this user",
        "The container runs as a user other than root, and the folder belongs to somebody else.",
        "Make the folder in an earlier stage and bring it with COPY --chown=UID:GID.",
        6,
    ),
    Cause(
        "E11",
        "A stage that nothing needs is skipped",
        "BuildKit builds only what the final stage depends on: no FROM, COPY --from or mount leads to "
        "this stage, so none of it ran.",
        "Let a later stage copy something from it, or build it with --target.",
        8,
    ),
    Cause(
        "E12",
        "Python does not find its own",
        "The packages or the virtual environment were made for another Python version or another path "
        "than the final image has.",
        "Build with the same Python version, under the same path, as the final image's interpreter.",
        11,
    ),
    Cause(
        "E13",
        "A native library of another system",
        "A compiled library was built for another C library or another machine than this image.",
        "Install dependencies inside a stage with the final image's C library, and keep the host's "
        "node_modules out with .dockerignore.",
        10,
    ),
    Cause(
        "E14",
        "A Java runtime of another C library",
        "The Java runtime was made on an image with another C library, so its loader is missing here.",
        "Make it with jlink on a JDK of the same C library as the final base: both glibc or both musl.",
        12,
    ),
    Cause(
        "E15",
        "npm ci without its lock file",
        "npm ci installs exactly what package-lock.json says, and that file is not in the image yet.",
        "Copy package.json and package-lock.json before this RUN.",
        7,
    ),
    Cause(
        "E16",
        ".dockerignore keeps the file out",
        "The file did not reach the builder: a line of .dockerignore leaves it out of the build context.",
        "Take the line out of .dockerignore, or add an exception below it: !path/to/file.",
        7,
    ),
    Cause(
        "E17",
        "A secret in ARG or ENV",
        "Values of ARG and ENV are kept in the image's history and config, for everybody to read.",
        "Use RUN --mount=type=secret, or keep the secret to a stage that does not ship and out of its ARGs.",
        2,
    ),
    Cause(
        "E18",
        "Deleting in a later layer saves nothing",
        "A deleted file stays in the layer that brought it; the later layer only hides it.",
        "Delete it in the same RUN that made it, or copy what you need into a fresh stage.",
        2,
    ),
    Cause(
        "E19",
        "nginx as a user other than root",
        "The plain nginx image expects to start as root and may not write its cache folders otherwise.",
        "Use nginxinc/nginx-unprivileged, which listens on 8080 and writes to /tmp.",
        9,
    ),
    Cause(
        "E20",
        "The health check's program is missing",
        "The health check calls a program that the image does not have, so the container is never healthy.",
        "Let the application check itself in exec form, or copy a small static checker into the image.",
        13,
    ),
    Cause(
        "E21",
        "A user that nothing here knows",
        "--chown names a user or a group that no /etc/passwd or /etc/group of this stage has.",
        "Write numbers, as --chown=65532:65532 (nonroot of distroless images); a name needs a base that "
        "has it.",
        6,
    ),
    Cause(
        "E22",
        "Nothing to start",
        "The final stage has neither CMD nor ENTRYPOINT, and its base brings none, so the container has no "
        "program to start. Those of earlier stages do not count.",
        'Write CMD or ENTRYPOINT into the last stage, with the program\'s full path: ENTRYPOINT ["/app"].',
        3,
    ),
    Cause(
        "E23",
        "A user that the image does not have",
        "USER names somebody who is in no /etc/passwd (or a group that is in no /etc/group) of the final "
        "image; an account of an earlier stage does not come along.",
        "Write numbers, as USER 65532:65532; or make the account in this stage, or copy /etc/passwd and "
        "/etc/group into it.",
        6,
    ),
    Cause(
        "E24",
        "A right that the container does not have",
        "The program gives files to another user, or becomes one. Elsewhere only root may do that; here not "
        "even root, because Distill runs containers without Linux capabilities, as strict clusters do.",
        "Let it start as the user that it is to be (USER with a number), on an image made for that, and "
        "bring files to their owner with COPY --chown in the build.",
        9,
    ),
    Cause(
        "E25",
        "A file that may not be run",
        "The container is to start this file, and its mode does not let this user run it (no x), or a folder "
        "on the way there keeps the user out.",
        "Bring it with COPY --chmod=755, or `chmod +x` it on your disk or in the stage that makes it: COPY "
        "keeps the mode.",
        6,
    ),
    Cause(
        "E26",
        "A program for another machine",
        "The kernel cannot start this file: it was built for another processor, or it is a script whose "
        "first line is not #! and an interpreter.",
        "Build it for the image's processor (for Go: GOARCH, for a base: --platform), or give the script "
        "its first line.",
        4,
    ),
)

CAUSES: Mapping[str, Cause] = MappingProxyType({cause.key: cause for cause in _ALL})
"""All of them by key."""
