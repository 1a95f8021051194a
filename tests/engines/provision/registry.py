"""A registry on the loopback address, which engines trust without TLS."""

import http.client
from typing import ClassVar

from . import apt
from .daemon import Daemon
from .provided import Provided

ADDRESS = "127.0.0.1:5000"
PATIENCE_SECONDS = 2
CONFIG = """\
version: 0.1
log:
  level: warn
storage:
  filesystem:
    rootdirectory: {data}
  delete:
    enabled: true
http:
  addr: {address}
"""


class LocalRegistry(Provided):
    """Debian's docker-registry, so that pulling and its progress can be tested for real."""

    kind: ClassVar[str] = "registry"
    name = "registry"

    def prepare(self) -> None:
        apt.install("docker-registry")

    def daemon(self) -> Daemon:
        config = CONFIG.format(data=self.home / "data", address=ADDRESS)
        argv = ("/usr/bin/docker-registry", "serve", str(self.home / "config.yml"))
        return Daemon(self.home, argv, {"config.yml": config})

    def answers(self) -> bool:
        connection = http.client.HTTPConnection(ADDRESS, timeout=PATIENCE_SECONDS)
        try:
            connection.request("GET", "/v2/")
            return connection.getresponse().status == http.client.OK
        except OSError:
            return False
        finally:
            connection.close()

    def describe(self) -> dict[str, str]:
        return {"kind": self.kind, "address": ADDRESS}
