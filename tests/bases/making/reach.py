"""The one layer that is no part of the originals: how containers reach packages from this machine.

It holds what this machine's own configuration adds to Debian's: certificates of a proxy that signs TLS again,
other package archives, proxies.  Most machines add nothing, and then there is no such layer.
"""

from pathlib import Path

from tests.engines.provision import machine

from .layer import Layer, pack

CREATED_BY = "# test machine only: its certificates, package archives and proxies"
CERTIFICATES = "usr/local/share/ca-certificates"
BUNDLE = "etc/ssl/certs/ca-certificates.crt"
SOURCES = "etc/apt/sources.list.d/debian.sources"
OPTIONS = "etc/apt/apt.conf.d/90-test-machine"
APT_BUNDLE = "etc/apt/test-machine.crt"


def machine_layer(tree: Path, top: Path, into: Path) -> Layer | None:
    """The layer, laid out in ``tree`` first; None when the image reaches everything as it is.

    ``top`` holds the image's own certificate bundle and package sources, where it has them.
    """
    _add_certificates(tree, top)
    _add_archives(tree, top)
    return pack(tree, into, CREATED_BY) if any(tree.iterdir()) else None


def _add_certificates(tree: Path, top: Path) -> None:
    certificates = machine.extra_certificates()
    for number, certificate in enumerate(certificates):
        _write(tree / CERTIFICATES / f"test-machine-{number}.crt", certificate + "\n")
    if certificates and (top / BUNDLE).is_file():
        _write(tree / BUNDLE, (top / BUNDLE).read_text() + "".join(f"{pem}\n" for pem in certificates))


def _add_archives(tree: Path, top: Path) -> None:
    options = machine.apt_options()
    if (top / SOURCES).is_file():
        stock = (top / SOURCES).read_text()
        ours = machine.archives(_release(stock))
        if any(word not in stock.split() for archive in ours for word in (archive.address, archive.suite)):
            _write(tree / SOURCES, "".join(archive.stanza() for archive in ours))
            if any(archive.address.startswith("https:") for archive in ours):
                _write(tree / APT_BUNDLE, machine.CA_BUNDLE.read_text())
                options += f'Acquire::https::CAInfo "/{APT_BUNDLE}";\n'
    if options:
        _write(tree / OPTIONS, options)


def _release(sources: str) -> str:
    return sources.partition("Suites:")[2].split()[0]


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
