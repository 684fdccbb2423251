"""Fetch the fonts of papers and badges and lay them, with their licences, under static/fonts/papers/.

Run from the top of the repository on a Debian machine with npm: `python tools/fonts.py`.
Tinos has the widths of Times New Roman, which Decree 30/2020 asks of papers; it is taken unmodified from fonts-croscore.
Be Vietnam Pro comes as one file per script; PDFs need one file per weight, so the scripts are merged here.
"""

import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "static" / "fonts" / "papers"
DEBIAN_PACKAGE = "fonts-croscore"
NPM_PACKAGE = "@fontsource/be-vietnam-pro@5.3.0"
TINOS = ("Regular", "Bold", "Italic", "BoldItalic")
WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}
SCRIPTS = ("latin", "vietnamese", "latin-ext")
# The day the merged files are stamped with, so that the same sources give the same bytes.
STAMP = 3_818_966_400


def take_tinos(work: Path) -> None:
    """Copy the four styles of Tinos out of the Debian package."""
    subprocess.run(["apt-get", "download", DEBIAN_PACKAGE], cwd=work, check=True, capture_output=True)
    [package] = work.glob("*.deb")
    subprocess.run(["dpkg-deb", "-x", package, work / "deb"], check=True)
    for style in TINOS:
        source = work / "deb/usr/share/fonts/truetype/croscore" / f"Tinos-{style}.ttf"
        (TARGET / source.name).write_bytes(source.read_bytes())


def merge_be_vietnam_pro(work: Path) -> None:
    """Merge the scripts of each weight into one TrueType file."""
    subprocess.run(["npm", "pack", NPM_PACKAGE], cwd=work, check=True, capture_output=True)
    [archive] = work.glob("*.tgz")
    with tarfile.open(archive) as packed:
        packed.extractall(work, filter="data")
    for weight, style in WEIGHTS.items():
        parts = [plain(work, script, weight) for script in SCRIPTS]
        font = Merger().merge([str(part) for part in parts])
        name_font(font, style)
        font["head"].created = font["head"].modified = STAMP
        font.recalcTimestamp = False
        font.save(TARGET / f"BeVietnamPro-{style}.ttf")
    (TARGET / "BeVietnamPro-LICENSE.txt").write_bytes((work / "package/LICENSE").read_bytes())


def write_tinos_licence() -> None:
    """The notice that the font itself carries, above the text of the licence that it names (the same as Be Vietnam Pro's)."""
    names = TTFont(TARGET / "Tinos-Regular.ttf")["name"]
    notice = "\n".join(names.getDebugName(identity) for identity in (0, 7, 13))
    shared = (TARGET / "BeVietnamPro-LICENSE.txt").read_text()
    text = shared[shared.index("SIL OPEN FONT LICENSE") :]
    (TARGET / "Tinos-LICENSE.txt").write_text(f"{notice}\n\n{text}")


def plain(work: Path, script: str, weight: int) -> Path:
    """One script of one weight as an uncompressed file, which is what the merger reads."""
    font = TTFont(work / "package/files" / f"be-vietnam-pro-{script}-{weight}-normal.woff")
    font.flavor = None
    target = work / f"{script}-{weight}.ttf"
    font.save(target)
    return target


def name_font(font: TTFont, style: str) -> None:
    """One family for all weights: the typesetter looks fonts up by family and weight."""
    for identity, text in ((16, "Be Vietnam Pro"), (17, style)):
        font["name"].setName(text, identity, 3, 1, 0x409)


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        take_tinos(Path(folder))
        merge_be_vietnam_pro(Path(folder))
    write_tinos_licence()


if __name__ == "__main__":
    main()
