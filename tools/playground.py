"""Builds the playground into build/playground: static files for any web server, below any path.

    python tools/playground.py [--to FOLDER] [--npm FOLDER]

Pyodide and CodeMirror come from npm, at the versions and with the checksums of tools/playground/package-lock.json; npm
and node are needed to build, not to serve. What is built depends on nothing but the sources: index.html lies at
the top, all else in a folder named after its content, so that a browser never mixes two versions.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
NPM = ROOT / "tools" / "playground"
BUILD = ROOT / "build"
WEB = ROOT / "impsim" / "playground" / "web"
VIEWER = ROOT / "impsim" / "trace" / "viewer"
MODULES = ("state.js", "cards.js", "eventlist.js", "timeline.js", "viewer.css")  # of the viewer's, that the page uses
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
BUNDLED = "editor.js"  # with what it imports of CodeMirror
# Of impsim: all that the worker may need, which is neither terminal nor tests nor what the page itself is made of.
LEFT_OUT = (
    "impsim/cli/",
    "impsim/plugins/",
    "impsim/trace/viewer/",
    "impsim/playground/web/",
    "impsim/device/profiles/",
)
SUFFIXES_LEFT_OUT = (".pyc", ".lark", ".toml", ".typed")
YEAR = (1980, 1, 1, 0, 0, 0)  # of every file: when it was built is nobody's business


def main(argv: list[str]) -> int:
    given = dict(zip(argv[::2], argv[1::2], strict=True))
    target = Path(given.get("--to", BUILD / "playground"))
    packages = installed(Path(given.get("--npm", BUILD / "npm")))
    stage = target.with_name(target.name + ".new")
    shutil.rmtree(stage, ignore_errors=True)
    fill(stage / "files", packages)
    name = digest(stage / "files")
    (stage / "files").rename(stage / name)
    page = (WEB / "index.html").read_text(encoding="utf-8").replace("{base}", name)
    (stage / "index.html").write_text(page, encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    stage.rename(target)
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    print(f"{target}: {size / 1e6:.1f} MB, {name}")
    return 0


def installed(folder: Path) -> Path:
    """The folder of npm's packages, as the lock file says."""
    wanted = sha256((NPM / "package-lock.json").read_bytes()).hexdigest()
    mark = folder / "node_modules" / ".impsim"
    if not mark.exists() or mark.read_text() != wanted:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(NPM / name, folder)
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(["npm", "ci", *quiet], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        mark.write_text(wanted)
    return folder / "node_modules"


def fill(folder: Path, packages: Path) -> None:
    """Makes all files but the page."""
    (folder / "viewer").mkdir(parents=True)
    (folder / "pyodide").mkdir()
    for path in sorted(WEB.iterdir()):
        if path.name not in ("index.html", BUNDLED):
            shutil.copyfile(path, folder / path.name)
    for name in MODULES:
        shutil.copyfile(VIEWER / name, folder / "viewer" / name)
    for name in PYODIDE:
        shutil.copyfile(packages / "pyodide" / name, folder / "pyodide" / name)
    bundle(packages, folder / "editor.bundle.js")
    pack(folder / "impsim.zip")
    command = ["node", NPM / "snapshot.mjs", packages / "pyodide", folder / "impsim.zip", folder / "python.bin"]
    subprocess.run(command, check=True)
    from impsim.playground.catalogue import catalogue, codes

    for name, content in (("catalogue", catalogue()), ("codes", codes())):
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


def bundle(packages: Path, target: Path) -> None:
    """The editor and CodeMirror as one module."""
    command = [packages / "esbuild" / "bin" / "esbuild", WEB / BUNDLED, "--bundle", "--format=esm", "--minify"]
    options = ["--legal-comments=eof", "--charset=utf8", "--log-level=warning", f"--outfile={target}"]
    subprocess.run([*command, *options], check=True, env={**os.environ, "NODE_PATH": str(packages)})


def pack(target: Path) -> None:
    """impsim, and PyYAML for scenario files in YAML, as one archive."""
    files = {path.relative_to(ROOT).as_posix(): path for path in sorted((ROOT / "impsim").rglob("*")) if path.is_file()}
    kept = {name: path for name, path in files.items() if is_wanted(name)}
    spec = find_spec("yaml")
    if spec is None or spec.origin is None:
        sys.exit("PyYAML is missing: `make playground` installs it")
    kept.update({f"yaml/{path.name}": path for path in sorted(Path(spec.origin).parent.glob("*.py"))})
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in kept.items():
            archive.writestr(zipfile.ZipInfo(name, YEAR), path.read_bytes(), zipfile.ZIP_DEFLATED)


def is_wanted(name: str) -> bool:
    return not name.startswith(LEFT_OUT) and not name.endswith(SUFFIXES_LEFT_OUT) and "__pycache__" not in name


def digest(folder: Path) -> str:
    """A name for a content."""
    found = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.update(path.relative_to(folder).as_posix().encode() + b"\0" + sha256(path.read_bytes()).digest())
    return found.hexdigest()[:12]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
