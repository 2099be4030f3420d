"""Find the system libraries that Qt needs, name the package of each, install them when root.

Runs on the bare system Python (standard library only), before anything else is set up:
`python3 packaging/system_libraries.py [--for-tests]`. Exit code 0: all there; 1: some missing.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

# Shared object → Debian package: what ldd names for PySide6's widgets, xcb platform and web engine.
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libXcomposite.so.1": "libxcomposite1",
    "libXdamage.so.1": "libxdamage1",
    "libXext.so.6": "libxext6",
    "libXfixes.so.3": "libxfixes3",
    "libXrandr.so.2": "libxrandr2",
    "libXtst.so.6": "libxtst6",
    "libasound.so.2": "libasound2",
    "libbrotlidec.so.1": "libbrotli1",
    "libgbm.so.1": "libgbm1",
    "libnspr4.so": "libnspr4",
    "libnss3.so": "libnss3",
    "libxcb-dri3.so.0": "libxcb-dri3-0",
    "libxkbfile.so.1": "libxkbfile1",
}
FONT_PACKAGE = "fonts-noto-cjk"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
# File names of faces that hold Chinese; fontconfig's tools may not be there to ask.
CHINESE_FACES = (
    "cjk",
    "wqy",
    "sourcehan",
    "arphic",
    "uming",
    "ukai",
    "droidsansfallback",
    "sarasa",
)
# Command → package: used by tests that drive a real window; those tests skip without them.
TEST_TOOLS = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "import": "imagemagick",
    "dbus-run-session": "dbus",
    "pdftotext": "poppler-utils",
}
TEST_PACKAGES = {
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "/usr/lib/python3/dist-packages/pyatspi": "python3-pyatspi",
}


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_chinese_font() -> bool:
    for folder in FONT_FOLDERS:
        for file in Path(folder).expanduser().glob("**/*.[ot]t[cf]"):
            if any(face in file.name.lower().replace("-", "") for face in CHINESE_FACES):
                return True
    return False


def missing_packages(*, for_tests: bool) -> dict[str, str]:
    """What is missing → the Debian package that has it."""
    missing = {name: package for name, package in LIBRARIES.items() if not _loads(name)}
    if not _has_chinese_font():
        missing["a font with Chinese characters"] = FONT_PACKAGE
    if for_tests:
        missing |= {n: p for n, p in TEST_TOOLS.items() if not shutil.which(n)}
        missing |= {n: p for n, p in TEST_PACKAGES.items() if not Path(n).exists()}
    return missing


def _available(package: str) -> str:
    """The package's name here: since the 64-bit time transition some end in `t64`."""
    for name in (package, f"{package}t64"):
        shown = subprocess.run(
            ["apt-cache", "show", "--no-all-versions", name],
            capture_output=True,
            check=False,
        )
        if shown.returncode == 0 and shown.stdout:
            return name
    return package


def _install(packages: list[str]) -> bool:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet).returncode:
        print("banyan: apt-get update failed; trying with the lists as they are", file=sys.stderr)
    names = sorted({_available(package) for package in packages})
    print(f"banyan: installing {' '.join(names)}", file=sys.stderr)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names]
    done = subprocess.run(install, check=False, env=quiet, stdout=subprocess.DEVNULL)
    return done.returncode == 0


def main(arguments: list[str]) -> int:
    """Check, install when allowed, and say what is still missing."""
    if not sys.platform.startswith("linux"):
        return 0
    for_tests = "--for-tests" in arguments
    missing = missing_packages(for_tests=for_tests)
    root_on_debian = os.geteuid() == 0 and shutil.which("apt-get") is not None
    if missing and root_on_debian and _install(list(missing.values())):
        missing = missing_packages(for_tests=for_tests)
    if not missing:
        return 0
    needed = {n: p for n, p in missing.items() if n not in TEST_TOOLS and n not in TEST_PACKAGES}
    for name, package in sorted(missing.items()):
        weight = "needed" if name in needed else "some tests skip without it"
        print(f"banyan: missing {name} ({weight}): package {package}", file=sys.stderr)
    names = " ".join(sorted(set(missing.values())))
    print(f"banyan: on Debian or Ubuntu: sudo apt-get install {names}", file=sys.stderr)
    return 1 if needed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
