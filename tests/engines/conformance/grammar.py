"""Dockerfiles as people write them, and stranger ones: the grammar that generated tests draw from."""

from __future__ import annotations

from hypothesis import strategies as st

BASES = ("busybox", "busybox", "busybox", "scratch", "scratch", "debian:trixie-slim")

CONTEXT_SOURCES = (
    "a.txt",
    "./a.txt",
    "/a.txt",
    "dir",
    "dir/",
    "dir/one",
    "dir/deep",
    "dir/deep/three",
    ".",
    "*.txt",
    "dir/*",
    "d?r",
    "[ab].txt",
    "run.sh",
    "private",
    "closed",
    "to-file",
    "to-dir",
    "to-dir/one",
    "broken",
    "*.absent",
    "absent",
    "with space.txt",
    "../a.txt",
)
STAGE_SOURCES = (
    "/w",
    "/w/",
    "/w/a.txt",
    "/made",
    "/made/file",
    "/made/*",
    "/linked",
    "/to-made",
    "/etc/passwd",
    "/bin/busybox",
    "/absent",
    "w",
    "/",
)
TARGETS = (
    "/",
    ".",
    "./",
    "/w",
    "/w/",
    "/x",
    "/x/",
    "/x/y/z",
    "/x/y/z/",
    "x",
    "x/",
    "../up",
    "/made",
    "/made/",
    "/made/file",
    "/tmp/",
    "/to-made",
    "/to-made/",
    "/linked",
    "/w/a.txt",
)
OWNERS = ("1000", "1000:1000", "0:5", "root", "root:root", "1:users", "nobody")
MODES = ("644", "0755", "4755", "600", "u+x", "go-rwx")
FOLDERS = ("/w", "/w/deep", "rel", "..", "/", "/made", "/to-made", ".")
WORDS = ("one", "two words", "$A", "${B:-none}", "x=y", "")
NAMES = ("A", "B", "PATH_TO")
USERS = ("1000", "1000:1000", "root", "0")

RUNS = (
    "mkdir -p /made/deep && touch /made/file",
    "mkdir /made",
    "mkdir -m 700 /made/private",
    "echo hello > /made/file",
    "echo $A >> /w/a.txt",
    "printf '%s\\n' one two > lines",
    "rm -rf /made",
    "rm -f /w/*.txt",
    "rm /absent",
    "rm -r /w/dir",
    "cp -r /w /copy",
    "cp /w/a.txt /w/b2",
    "cp -a /w/. /archive",
    "mv /w/a.txt /moved",
    "mv /made /w/",
    "ln -s /made /to-made",
    "ln -sf a.txt /w/soft",
    "ln /w/a.txt /linked",
    "chmod 600 /w/a.txt",
    "chmod -R go-rwx /w",
    "chmod u+s,g+w /w/run.sh",
    "chown 1000:1000 /w/a.txt",
    "chown -R 5 /w",
    "touch /w/new /w/a.txt",
    "cd /w && mkdir sub && touch sub/f",
    "set -e; false; touch /never",
    "false || echo rescued > /rescued",
    "test -f /w/a.txt && touch /was-there",
    "[ -d /made ] || mkdir /made",
    "exit 3",
    "nosuchcommand",
    "true",
    "whoami && id",
    "id -u; id -G; id -gn",
    "ls",
    "ls -a /w /made",
    "ls /w/a.txt /",
    "rmdir /made/deep",
    'mkdir -p $HOME/x && echo "$PWD" > $HOME/x/where',
)


def words(options: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from(options)


def quoted(path: str) -> str:
    return path if " " not in path else f'"{path}"'


@st.composite
def copies(draw: st.DrawFn, stages: int) -> str:
    """COPY or ADD, from the context, an earlier stage or an image.

    Without ``--link``: there BuildKit links the layer's files once more for the next step, and a listing that
    tells files written anew by their ctime takes them for written by that one.
    """
    origin = draw(st.sampled_from(["context", "context", "context", "stage", "image"]))
    flags = []
    if origin == "stage" and stages:
        flags.append(f"--from={draw(st.integers(0, stages - 1))}")
        sources = draw(st.lists(words(STAGE_SOURCES), min_size=1, max_size=2))
    elif origin == "image":
        flags.append("--from=busybox")
        sources = [draw(words(("/etc/passwd", "/etc", "/bin/true", "/home", "/absent")))]
    else:
        sources = draw(st.lists(words(CONTEXT_SOURCES), min_size=1, max_size=3))
    if draw(st.integers(0, 4)) == 0:
        flags.append(f"--chown={draw(words(OWNERS))}")
    if draw(st.integers(0, 5)) == 0:
        flags.append(f"--chmod={draw(words(MODES))}")
    if draw(st.integers(0, 9)) == 0:
        flags.append("--exclude=" + draw(words(("*.txt", "deep", "**/one"))))
    keyword = "COPY"
    if origin == "context" and draw(st.integers(0, 3)) == 0:
        keyword = "ADD"
        if draw(st.booleans()):
            sources = [draw(words(("packed.tar", "packed.tar.gz", "a.txt")))]
    target = draw(words(TARGETS))
    if draw(st.integers(0, 3)) == 0 or any(" " in path for path in sources):
        array = ", ".join(f'"{path}"' for path in [*sources, target])
        return " ".join([keyword, *flags, f"[{array}]"])
    return " ".join([keyword, *flags, *sources, target])


@st.composite
def heredoc_copies(draw: st.DrawFn) -> str:
    body = draw(words(("hello $A\n", "one\n\ttwo\n", "")))
    mark = draw(words(("EOT", "'EOT'")))
    return f"COPY <<{mark} {draw(words(TARGETS))}\n{body}EOT"


@st.composite
def runs(draw: st.DrawFn) -> str:
    command = draw(words(RUNS))
    if draw(st.integers(0, 7)) == 0:
        return f"RUN <<EOT\n{command}\n{draw(words(RUNS))}\nEOT"
    mount = draw(
        st.sampled_from([""] * 8 + ["--mount=type=cache,target=/made ", "--mount=type=tmpfs,target=/tmp "])
    )
    return f"RUN {mount}{command}"


@st.composite
def settings(draw: st.DrawFn) -> str:
    """An instruction that changes the config alone."""
    name, word = draw(words(NAMES)), draw(words(WORDS))
    return draw(
        st.sampled_from(
            [
                f'ENV {name}="{word}"',
                f"ENV {name}=plain OTHER=$A",
                f"ARG {name}",
                f"ARG {name}=given",
                f'LABEL {name}="{word}" second=2',
                f"USER {draw(words(USERS))}",
                f"WORKDIR {draw(words(FOLDERS))}",
                f"WORKDIR {draw(words(FOLDERS))}",
                "EXPOSE 80 53/udp",
                "EXPOSE $PORT",
                "VOLUME /data /more",
                'CMD ["/bin/true", "an argument"]',
                "CMD echo $A",
                'ENTRYPOINT ["/bin/echo"]',
                "ENTRYPOINT exec true",
                'SHELL ["/bin/sh", "-ec"]',
                "STOPSIGNAL SIGINT",
                "HEALTHCHECK --interval=5s --retries=3 CMD true",
                'HEALTHCHECK CMD ["/bin/true"]',
                "HEALTHCHECK NONE",
            ]
        )
    )


@st.composite
def stages(draw: st.DrawFn, index: int) -> list[str]:
    base = draw(st.sampled_from([*BASES, *[f"stage{n}" for n in range(index)]]))
    named = f" AS stage{index}"
    lines = [f"FROM {base}{named}"]
    if base != "scratch" and draw(st.booleans()):
        lines.append("WORKDIR /w")
    if draw(st.booleans()):
        lines.append("COPY . .")
    can_run = base != "scratch"
    choices = [copies(index), copies(index), copies(index), heredoc_copies(), settings()]
    choices += [runs(), runs()] if can_run else []
    lines += draw(st.lists(st.one_of(*choices), min_size=1, max_size=5))
    return lines


@st.composite
def dockerfiles(draw: st.DrawFn) -> str:
    """A file of one to three stages."""
    count = draw(st.integers(1, 3))
    lines = ["ARG PORT=8080"] if draw(st.booleans()) else []
    for index in range(count):
        lines += draw(stages(index))
    return "\n".join(lines) + "\n"


IGNORES = (
    "",
    "",
    "*.env\n",
    "*.txt\n!a.txt\n",
    "dir/deep\nrun.sh\n",
    "**/one\n",
    "*\n!dir\n!.salt\n",
    "Dockerfile\n",
)


def ignore_files() -> st.SearchStrategy[str]:
    return st.sampled_from(IGNORES)
