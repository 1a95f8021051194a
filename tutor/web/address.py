"""Where the server listens, and by which names it may be called."""

from __future__ import annotations

import errno
import ipaddress
import socket
from dataclasses import dataclass

from tutor.web.errors import WebError

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Address:
    """An open socket and what to call it; ``host`` is what was asked for."""

    host: str
    socket: socket.socket

    @property
    def port(self) -> int:
        """The port, also where the system chose it."""
        port: int = self.socket.getsockname()[1]
        return port

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return ipaddress.ip_address(self._number).is_loopback

    @property
    def url(self) -> str:
        """``http://127.0.0.1:8000``; the machine's name where it listens everywhere."""
        host = socket.gethostname() if self._everywhere else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    def answers_to(self, name: str) -> bool:
        """Whether a request may be for this host name.

        A page of another site can make its own name point here, but it cannot make our names its own.
        A number is nobody's name.
        """
        if name in (*LOOPBACK_NAMES, self.host.lower()):
            return True
        if not self._everywhere:
            return name == self._number
        return _is_number(name) or name in (socket.gethostname().lower(), socket.getfqdn().lower())

    @property
    def _number(self) -> str:
        number: str = self.socket.getsockname()[0]
        return number.partition("%")[0]

    @property
    def _everywhere(self) -> bool:
        return ipaddress.ip_address(self._number).is_unspecified


def listen(host: str, port: int) -> Address:
    """Take a port of this machine; 0 takes a free one."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, place = found[0]
        return Address(host, socket.create_server((str(place[0]), port), family=family))
    except socket.gaierror:
        raise WebError(
            f"{host!r} is no address.", advice="Leave --host out for this machine alone."
        ) from None
    except OSError as error:
        raise _why_not(host, port, error) from None


def _why_not(host: str, port: int, error: OSError) -> WebError:
    if error.errno == errno.EADDRINUSE:
        return WebError(
            f"Port {port} is taken.", advice="Name another with --port, or leave it out for a free one."
        )
    if error.errno == errno.EACCES:
        return WebError(f"Port {port} is not yours to take.", advice="Name one above 1023 with --port.")
    if error.errno == errno.EADDRNOTAVAIL:
        return WebError(
            f"{host} is no address of this machine.", advice="Leave --host out for this machine alone."
        )
    return WebError(f"{host} port {port} cannot be listened on: {error.strerror}.")


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
