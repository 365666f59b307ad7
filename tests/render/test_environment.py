"""A machine that lacks a library is told in one line what to install, and modules stay cheap to import."""

import subprocess
import sys

import pytest

HIDE = """
import cffi
real = cffi.FFI.dlopen
def dlopen(self, name, flags=0):
    if {word!r} in str(name):
        raise OSError("cannot load library " + str(name))
    return real(self, name, flags)
cffi.FFI.dlopen = dlopen
from lotproof.render.pdf import EnvironmentLacking, write_pdf
try:
    write_pdf("<html lang=en><title>t</title>x", files={{}}, attachments=(), identifier=b"x")
except EnvironmentLacking as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("pango-1.0", "Pango is missing"),
        ("harfbuzz-subset", "harfbuzz-subset is missing"),
        ("gobject", "Pango is missing"),
    ],
)
def test_a_missing_library_is_one_line_with_the_remedy(word: str, says: str) -> None:
    done = subprocess.run([sys.executable, "-c", HIDE.format(word=word)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(says) and done.stdout.count("\n") == 1
    assert "apt-get install" in done.stdout
    assert done.stderr == ""


def test_importing_our_modules_imports_no_renderer() -> None:
    program = (
        "import sys, lotproof.render.pdf, lotproof.render.photos, lotproof.render.pages, lotproof.render.charts, "
        "lotproof.render.markdown, lotproof.render.fonts, lotproof.seal.digest, lotproof.seal.manifest\n"
        "heavy = {'weasyprint', 'PIL', 'pikepdf', 'pypdfium2', 'pydyf', 'fontTools', 'markdown_it', 'jinja2'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
