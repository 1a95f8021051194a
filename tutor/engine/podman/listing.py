"""Listing what Buildah left: every instruction has an image, and a container can mount them all."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutor.dockerfile import Dockerfile
from tutor.engine.cancel import Cancel
from tutor.engine.moby.buildkit import post_build
from tutor.engine.moby.classic_listing import boundaries
from tutor.engine.moby.containers import created, whole_archive
from tutor.engine.moby.daemon import Daemon, Refused
from tutor.engine.moby.export import exported
from tutor.engine.moby.lister import gather_script, mounted_script
from tutor.engine.moby.listing import Listed, read_output
from tutor.engine.moby.measure import WITHOUT_SHELL, Measured, NotMeasured, helper_image
from tutor.engine.moby.outer_context import as_json
from tutor.engine.moby.steps import Place
from tutor.image import MalformedArchive, MalformedListing

DOCKERFILE = "distill-probe.Dockerfile"
MOUNTED = "/.distill-mounted"
LISTERS = "/.distill-listers"
OUT = "/.distill-out"

QUERY = {"layers": "0", "nocache": "1", "rm": "1", "forcerm": "1", "networkmode": "none"}
"""The probe leaves nothing behind but the image with its output, which is removed; it reaches nobody."""


@dataclass(frozen=True, slots=True)
class Lister:
    """Lists images of one Podman.

    ``copies`` says that the storage holds every layer as a copy of the one below (vfs): then a file's ctime
    tells nothing about what an instruction did.
    """

    daemon: Daemon
    labels: Mapping[str, str]
    copies: bool = False

    def measure(
        self,
        dockerfile: Dockerfile,
        reached: Mapping[int, int],
        images: Mapping[Place, str],
        cancel: Cancel,
    ) -> Measured:
        """List every boundary of the instructions that were carried out. Raises NotMeasured, Stopped."""
        after, wanted = boundaries(dockerfile, reached, images)
        if not wanted:
            return Measured(after, {})
        try:
            return Measured(after, self._listed(wanted, self._with_shell(dockerfile, after, wanted), cancel))
        except (Refused, MalformedListing, MalformedArchive, tarfile.TarError) as error:
            raise NotMeasured(f"The files of the stages could not be listed: {error}.") from error

    def _with_shell(
        self, dockerfile: Dockerfile, after: Mapping[tuple[int, int], int | None], wanted: Sequence[str]
    ) -> Iterator[str]:
        """Images that the listing may run in, those first that are likely to have a shell."""
        for number, image in enumerate(wanted):
            stage = next(dockerfile.stages[index] for (index, _), at in after.items() if at == number)
            *_, root = dockerfile.chain(stage)
            if (
                root.base.stage is None
                and root.base.written != "scratch"
                and not WITHOUT_SHELL.search(root.base.name)
            ):
                yield image
                break
        helper = helper_image(self.daemon)
        if helper is not None:
            yield helper

    def _listed(self, wanted: Sequence[str], candidates: Iterable[str], cancel: Cancel) -> dict[int, Listed]:
        for candidate in candidates:
            image = self._probe(candidate, wanted, cancel)
            if image is not None:
                try:
                    with created(self.daemon, image, self.labels) as container:
                        return read_output(whole_archive(self.daemon, container, OUT))
                finally:
                    self._forget(image)
        return {number: exported(self.daemon, image, self.labels) for number, image in enumerate(wanted)}

    def _probe(self, candidate: str, wanted: Sequence[str], cancel: Cancel) -> str | None:
        """Build the image that holds the listings; None where the script does not run."""
        text = probe_text(candidate, wanted, self.labels, change=_without_ctime if self.copies else str)
        query = {"dockerfile": DOCKERFILE, "labels": as_json(self.labels), **QUERY}
        image = None
        for message in post_build(self.daemon, _context(text), query, cancel):
            if "ID" in (message.get("aux") or {}):
                image = str(message["aux"]["ID"])
        return image

    def _forget(self, image: str) -> None:
        with self.daemon.api() as api:
            api.remove_image(image, force=True)


def probe_text(
    candidate: str, wanted: Sequence[str], labels: Mapping[str, str], *, change: Callable[[str], str] = str
) -> str:
    """A Dockerfile that mounts images side by side into a container of ``candidate`` and lists them."""
    numbers = range(len(wanted))
    mounts = " ".join(f"--mount=type=bind,from={wanted[n]},target={MOUNTED}/{n}" for n in numbers)
    script = "\n".join(
        [
            "set -e",
            *(f"(\n{mounted_script(f'{MOUNTED}/{n}', f'{LISTERS}/{n}')}\n) &" for n in numbers),
            "wait",
            gather_script([(n, f"{LISTERS}/{n}") for n in numbers], OUT),
        ]
    )
    ours = " ".join(f'{key}="{value}"' for key, value in labels.items())
    return "\n".join(
        [
            f"FROM {candidate} AS probe",
            f"LABEL {ours}",
            "USER 0",
            f"RUN {mounts} {json.dumps(['/bin/sh', '-c', change(script)])}",
            "FROM scratch",
            f"COPY --from=probe {OUT} {OUT}",
            "",
        ]
    )


def _without_ctime(script: str) -> str:
    return script.replace("%C@", "0").replace("%Z", "0")


def _context(text: str) -> io.BytesIO:
    content = text.encode()
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        info = tarfile.TarInfo(DOCKERFILE)
        info.size = len(content)
        tar.addfile(info, io.BytesIO(content))
    stream.seek(0)
    return stream
