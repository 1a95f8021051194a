"""The command line: ``python -m tests.engines.provision up|down|status|bases|browser``."""

import os
import sys

from .catalogue import PROVIDED
from .commands import parser
from .shell import ProvisionError

PUBLIC_UMASK = 0o022  # files of the base images keep the modes that the originals have


def main() -> int:
    """Do what the command line says; 1 when something could not be provisioned."""
    engines = [provided.name for provided in PROVIDED]
    arguments = parser(engines)
    chosen = arguments.parse_args()
    if unknown := set(getattr(chosen, "names", [])) - set(engines):
        arguments.error(f"no engine is called {', '.join(sorted(unknown))}; there are {', '.join(engines)}")
    os.umask(PUBLIC_UMASK)
    try:
        chosen.act(chosen)
    except ProvisionError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
