"""The ports of EXPOSE: ``80``, ``8000-8010/udp``."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

PROTOCOLS = ("tcp", "udp", "sctp")
HIGHEST_PORT = 65535


class PortError(ValueError):
    """Docker refuses the port; the message is its own."""


@dataclass(frozen=True, slots=True)
class Port:
    """A port as written: ``[address:][host:]port[-last][/protocol]``."""

    address: str
    host: str
    container: str
    protocol: str


def read_port(text: str) -> Port:
    """Split and check a port; raises PortError."""
    port = split_port(text)
    if port.container == "":
        raise PortError(f'invalid port: "{text}": no port specified')
    if port.protocol.lower() not in PROTOCOLS:
        raise PortError(f'invalid port: "{text}": invalid proto: {port.protocol}')
    check_address(port.address)
    container = port_range(port.container, "containerPort")
    if port.host:
        host = port_range(port.host, "hostPort")
        if host[1] - host[0] != container[1] - container[0] and container[0] != container[1]:
            why = f"invalid ranges specified for container and host Ports: {port.container} and {port.host}"
            raise PortError(why)
    return port


def split_port(text: str) -> Port:
    """The parts of a port, unchecked."""
    before, slash, protocol = text.partition("/")
    address, host, container = [*[""] * 3, *before.rsplit(":", 2)][-3:]
    return Port(address, host, container, protocol if slash and protocol else "tcp")


def check_address(address: str) -> None:
    bare = address.removeprefix("[").removesuffix("]")
    if not bare:
        return
    try:
        ipaddress.ip_address(bare)
    except ValueError:
        raise PortError(f"invalid IP address: {address}") from None


def port_range(text: str, what: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", text, re.ASCII)
    first = int(match[1]) if match else HIGHEST_PORT + 1
    last = int(match[2]) if match and match[2] else first
    if last > HIGHEST_PORT or first > last:
        raise PortError(f"invalid {what}: {text}")
    return first, last
