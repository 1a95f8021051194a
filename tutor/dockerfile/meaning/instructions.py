"""What each instruction means, in our own words."""

from __future__ import annotations

from tutor.dockerfile.meaning.model import Meaning

_ALL = (
    Meaning(
        "FROM",
        "FROM [--platform=…] IMAGE|STAGE|scratch [AS NAME]",
        "begin a stage",
        "Begins a stage on top of an image, an earlier stage, or nothing (scratch). The last stage is the "
        "image that ships; others are built only when it needs them.",
    ),
    Meaning(
        "RUN",
        'RUN [--mount=…] [--network=…] COMMAND   or   RUN ["program", "argument"]',
        "run a command while building",
        "Runs a command in the stage while it is built and keeps the changed files as a layer. Deleting a "
        "file in a later RUN hides it, and takes no byte off the image.",
    ),
    Meaning(
        "COPY",
        "COPY [--from=…] [--chown=…] [--chmod=…] SOURCE… TARGET",
        "bring files in",
        "Copies files from the build context into the stage, or with --from out of another stage or image. "
        "A target that ends with / is a folder; several sources need one.",
    ),
    Meaning(
        "ADD",
        "ADD [--checksum=…] [--chown=…] [--chmod=…] SOURCE… TARGET",
        "bring files, URLs or archives in",
        "Copies like COPY, and also downloads URLs, clones Git repositories and unpacks local tar archives. "
        "For plain files COPY says more clearly what happens.",
    ),
    Meaning(
        "WORKDIR",
        "WORKDIR /PATH",
        "set the working folder",
        "Sets the folder in which later instructions and the container work, and makes it when it is not "
        "there. A relative path continues the WORKDIR before.",
    ),
    Meaning(
        "ENV",
        "ENV NAME=VALUE …",
        "set an environment variable",
        "Sets variables for later instructions, for stages that start from this one and for the running "
        "container. The values can be read in the image: no place for secrets.",
    ),
    Meaning(
        "ARG",
        "ARG NAME[=DEFAULT] …",
        "declare a build argument",
        "Declares a variable that --build-arg may set while building. Before the first FROM it counts in "
        "FROM lines only, until a stage declares it again; its value shows in the history.",
    ),
    Meaning(
        "CMD",
        'CMD ["program", "argument"]   or   CMD COMMAND',
        "what the container runs by default",
        "Says what the container runs, or which arguments ENTRYPOINT gets, unless docker run names others. "
        "Only the last CMD of a stage counts; the form without brackets needs a shell.",
    ),
    Meaning(
        "ENTRYPOINT",
        'ENTRYPOINT ["program", "argument"]   or   ENTRYPOINT COMMAND',
        "the program of the container",
        "Says which program the container is; CMD and the words after the image in docker run become its "
        "arguments. The form without brackets needs a shell and takes no arguments.",
    ),
    Meaning(
        "USER",
        "USER NAME|UID[:GROUP|GID]",
        "whom commands run as",
        "Sets the user for later RUN instructions and for the container. A number works even where the image "
        "has no /etc/passwd.",
    ),
    Meaning(
        "EXPOSE",
        "EXPOSE PORT[/tcp|/udp] …",
        "note a port",
        "Notes on which ports the container listens. It opens none: docker run -p does.",
    ),
    Meaning(
        "LABEL",
        "LABEL KEY=VALUE …",
        "add a note to the image",
        "Adds notes to the image's config, such as its source or licence. They take no room in its layers.",
    ),
    Meaning(
        "VOLUME",
        'VOLUME /PATH …   or   VOLUME ["/PATH"]',
        "keep a folder outside the container",
        "Marks folders whose content lives in a volume when the container runs. What later RUN instructions "
        "change in them may not be kept.",
    ),
    Meaning(
        "HEALTHCHECK",
        "HEALTHCHECK [OPTIONS] CMD COMMAND   or   HEALTHCHECK NONE",
        "tell whether the container is well",
        "A command that the engine runs in the container now and then: exit code 0 means healthy, 1 not. "
        "NONE switches off what the base image brought.",
    ),
    Meaning(
        "SHELL",
        'SHELL ["program", "option"]',
        "choose the shell of shell forms",
        'Sets what runs the shell form of RUN, CMD and ENTRYPOINT from here on. It is ["/bin/sh", "-c"] at '
        "first.",
    ),
    Meaning(
        "STOPSIGNAL",
        "STOPSIGNAL SIGNAL",
        "the signal that ends the container",
        "Sets the signal that docker stop sends first; it is SIGTERM at first.",
    ),
    Meaning(
        "ONBUILD",
        "ONBUILD INSTRUCTION",
        "an instruction for images built on this",
        "Keeps an instruction that runs when another build starts FROM this image.",
    ),
    Meaning(
        "MAINTAINER",
        "MAINTAINER NAME",
        "deprecated: use LABEL",
        "Names the author. It is deprecated: LABEL org.opencontainers.image.authors says the same.",
    ),
)
INSTRUCTIONS = {meaning.name: meaning for meaning in _ALL}
