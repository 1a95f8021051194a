"""``nginxinc/nginx-unprivileged``: nginx as a user who may neither take port 80 nor write outside of /tmp."""

import os
from pathlib import Path

from .making.bench import Bench
from .making.image import Image
from .nginx import CONFIG, FILES, UID
from .nginx import NAME as NGINX

NAME = "nginx-unprivileged"
BUILDS_ON = (NGINX,)
ENGINES = ("docker-28.5", "podman")

REPOSITORY = "nginxinc/nginx-unprivileged"
SHARED_LAYERS = 2
PORT = 8080
CHANGES = {
    "etc/nginx/nginx.conf": (
        ("user  nginx;\n", ""),
        ("/run/nginx.pid", "/tmp/nginx.pid"),
        ("/var/cache/nginx/", "/tmp/"),
    ),
    "etc/nginx/conf.d/default.conf": (("listen       80;", f"listen       {PORT};"),),
}
CREATED_BY = (
    f"RUN /bin/sh -c sed -i 's,listen       80;,listen       {PORT};,' /etc/nginx/conf.d/default.conf"
    " && sed -i '/user  nginx;/d; s,/run/nginx.pid,/tmp/nginx.pid,; s,/var/cache/nginx/,/tmp/,'"
    f" /etc/nginx/nginx.conf && chown -R {UID}:0 /var/cache/nginx /etc/nginx"
    " && chmod -R g+w /var/cache/nginx /etc/nginx # buildkit"
)


def make(bench: Bench) -> tuple[Image, ...]:
    """The image, one layer above nginx."""
    below = bench.parent_layers(NGINX, "nginx:latest")[:SHARED_LAYERS]
    tree = bench.tree("unprivileged")
    for path, changes in CHANGES.items():
        text = FILES[path]
        for old, new in changes:
            text = text.replace(old, new)
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text(text)
    (tree / "var/cache/nginx").mkdir(parents=True)
    for path in (tree / "etc/nginx", *(tree / "etc/nginx").rglob("*"), tree / "var/cache/nginx"):
        _give(path)
    config = CONFIG | {"ExposedPorts": {f"{PORT}/tcp": {}}, "User": str(UID)}
    image = Image(
        (f"{REPOSITORY}:latest", f"{REPOSITORY}:trixie"), (*below, bench.layer(tree, CREATED_BY)), config
    )
    return (bench.for_this_machine(image, bench.unpacked(below[0])),)


def _give(path: Path) -> None:
    """Let nginx and the group root write here, as the original does for platforms that choose the user."""
    os.chown(path, UID, 0)
    path.chmod(path.stat().st_mode | 0o020)
