"""A network bridge of its own for each engine, so that none gets in another's way.

Docker daemons that share a machine undo each other's packet filter rules.  So they are told to leave those
alone, and the rules that their containers need to get out are set here.
"""

from dataclasses import dataclass
from pathlib import Path

from . import apt
from .shell import ProvisionError, run

FORWARDING = Path("/proc/sys/net/ipv4/ip_forward")


@dataclass(frozen=True, slots=True)
class Bridge:
    """A host bridge, and the /16 network that the containers of one engine live in.

    ``prefix`` is the first half of the network's addresses, such as 172.30.
    """

    name: str
    prefix: str

    @property
    def network(self) -> str:
        """All addresses of the engine's containers."""
        return f"{self.prefix}.0.0/16"

    @property
    def pool(self) -> str:
        """The addresses for networks that are made later."""
        return f"{self.prefix}.128.0/17"

    def raise_up(self) -> None:
        """Make the bridge and its rules, where they are not there yet."""
        apt.install("iproute2", "iptables")
        if not self._exists():
            run("ip", "link", "add", "name", self.name, "type", "bridge")
            run("ip", "address", "add", f"{self.prefix}.0.1/24", "dev", self.name)
        run("ip", "link", "set", self.name, "up")
        FORWARDING.write_text("1")
        for chain, rule in self._rules():
            if not _holds(chain, rule):
                run("iptables", "--wait", *chain, "--insert", *rule)

    def take_down(self) -> None:
        """Remove the bridge and its rules, where they are there."""
        if self._exists():
            for chain, rule in self._rules():
                if _holds(chain, rule):
                    run("iptables", "--wait", *chain, "--delete", *rule)
            run("ip", "link", "delete", self.name)

    def _exists(self) -> bool:
        return Path("/sys/class/net", self.name).exists()

    def _rules(self) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
        leaving = ("--source", self.network, "!", "--destination", self.network)
        return (
            ((), ("FORWARD", "--source", self.network, "--jump", "ACCEPT")),
            ((), ("FORWARD", "--destination", self.network, "--jump", "ACCEPT")),
            (("--table", "nat"), ("POSTROUTING", *leaving, "--jump", "MASQUERADE")),
        )


def _holds(chain: tuple[str, ...], rule: tuple[str, ...]) -> bool:
    try:
        run("iptables", "--wait", *chain, "--check", *rule)
    except ProvisionError:
        return False
    return True
