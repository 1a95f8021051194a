"""``nginx``: Debian's nginx on Debian's slim image, with the user, paths and settings of the original."""

from .making.bench import Bench
from .making.image import Image
from .making.root import Root, left_by_running

NAME = "nginx"
BUILDS_ON = ("debian-trixie",)

UID = 101
CONFIG = {
    "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
    "ExposedPorts": {"80/tcp": {}},
    "Cmd": ["nginx", "-g", "daemon off;"],
    "StopSignal": "SIGQUIT",
}
INSTALL = (
    f"groupadd --system --gid {UID} nginx; useradd --system --uid {UID} --gid nginx --no-create-home "
    "--home /nonexistent --shell /bin/false nginx; "
    "apt-get update; apt-get install -y --no-install-recommends nginx-light; rm -rf /var/lib/apt/lists/*; "
    "rm -rf /etc/nginx/sites-enabled /etc/nginx/sites-available /etc/nginx/modules-enabled/* /var/www/html; "
    "mkdir /var/cache/nginx; "
    "ln -sf /dev/stdout /var/log/nginx/access.log; ln -sf /dev/stderr /var/log/nginx/error.log"
)
SITE = """server {
    listen       80;
    server_name  localhost;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }
}
"""
SETTINGS = """user  nginx;
worker_processes  auto;
error_log  /var/log/nginx/error.log notice;
pid        /run/nginx.pid;

events {
    worker_connections  1024;
}

http {
    client_body_temp_path  /var/cache/nginx/client_temp;
    proxy_temp_path        /var/cache/nginx/proxy_temp;
    fastcgi_temp_path      /var/cache/nginx/fastcgi_temp;
    uwsgi_temp_path        /var/cache/nginx/uwsgi_temp;
    scgi_temp_path         /var/cache/nginx/scgi_temp;

    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;
    access_log  /var/log/nginx/access.log;
    sendfile        on;
    keepalive_timeout  65;
    include /etc/nginx/conf.d/*.conf;
}
"""
"""The original has its temporary folders compiled in; Debian's nginx has others, and so is told."""
PAGE = "<!DOCTYPE html>\n<title>Welcome to nginx!</title>\n<h1>Welcome to nginx!</h1>\n"
FILES = {
    "etc/nginx/nginx.conf": SETTINGS,
    "etc/nginx/conf.d/default.conf": SITE,
    "usr/share/nginx/html/index.html": PAGE,
}


def make(bench: Bench) -> tuple[Image, ...]:
    """The image under the original's two usual names."""
    debian = bench.parent_layers("debian-trixie", "debian:trixie-slim")[0]
    trees = [bench.unpacked(debian)]
    upper = bench.tree("nginx")
    Root(trees, bench.work).run(INSTALL, upper)
    for path, text in FILES.items():
        (upper / path).parent.mkdir(parents=True, exist_ok=True)
        (upper / path).write_text(text)
    layer = bench.layer(upper, f"RUN /bin/sh -c set -x; {INSTALL} # buildkit", left_by_running, below=trees)
    image = Image(("nginx:latest", "nginx:trixie"), (debian, layer), CONFIG)
    return (bench.for_this_machine(image, trees[0]),)
