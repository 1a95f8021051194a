"""A build backend for pip that needs nothing but Python and a C compiler, and so no network.

It compiles src/pystats/_sums.c against the Python that runs it. The file that comes out bears that Python's
version in its name: _sums.cpython-313-x86_64-linux-gnu.so is for Python 3.13 and no other.
"""

import base64
import hashlib
import shlex
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
PACKAGE = "pystats"
EXTENSION = "_sums"
DATE = (2026, 1, 1, 0, 0, 0)
"""Every file of a wheel has the same date: the same sources give the same wheel."""


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """Compile, pack, and give back the wheel's name (PEP 517)."""
    project = tomllib.loads((HERE / "pyproject.toml").read_text())["project"]
    distribution = f"{project['name'].replace('-', '_')}-{project['version']}"
    tag = _tag()
    sources = (HERE / "src" / PACKAGE).glob("*.py")
    files = {f"{PACKAGE}/{source.name}": source.read_bytes() for source in sorted(sources)}
    files[f"{PACKAGE}/{EXTENSION}{sysconfig.get_config_var('EXT_SUFFIX')}"] = _compiled(Path(wheel_directory))
    info = f"{distribution}.dist-info"
    scripts = "".join(f"{name} = {target}\n" for name, target in project.get("scripts", {}).items())
    files[f"{info}/METADATA"] = (
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
        f"Summary: {project['description']}\nRequires-Python: {project['requires-python']}\n"
    ).encode()
    about = f"Wheel-Version: 1.0\nGenerator: {PACKAGE}\nRoot-Is-Purelib: false\nTag: {tag}\n"
    files[f"{info}/WHEEL"] = about.encode()
    files[f"{info}/entry_points.txt"] = f"[console_scripts]\n{scripts}".encode()
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD")
    name = f"{distribution}-{tag}.whl"
    with zipfile.ZipFile(Path(wheel_directory) / name, "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, DATE)
            entry.external_attr = (0o755 if path.endswith(".so") else 0o644) << 16
            wheel.writestr(entry, content)
    return name


def _compiled(folder):
    include = {sysconfig.get_path(kind) for kind in ("include", "platinclude")}
    built = folder / f"{EXTENSION}.so"
    compiler = shlex.split(sysconfig.get_config_var("CC"))
    flags = ["-O2", "-fPIC", "-shared", "-Wall", "-Wextra", "-Werror", "-Wl,--build-id=none"]
    source = HERE / "src" / PACKAGE / f"{EXTENSION}.c"
    headers = [f"-I{folder}" for folder in sorted(include)]
    subprocess.run([compiler[0], *flags, *headers, str(source), "-o", str(built)], check=True)
    content = built.read_bytes()
    built.unlink()
    return content


def _tag():
    python = f"cp{sys.version_info.major}{sys.version_info.minor}"
    return f"{python}-{python}-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"


def _record(files, itself):
    lines = []
    for path, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        lines.append(f"{path},sha256={digest},{len(content)}\n")
    return ("".join(lines) + f"{itself},,\n").encode()
