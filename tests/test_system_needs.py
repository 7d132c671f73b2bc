from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from essgui import system_needs
from essgui.system_needs import FONTS, NEEDS, Need, Purpose

TEXT, IDENTIFIERS, CHINESE = FONTS
PACKAGE = Path(system_needs.__file__).parent


def test_a_row_has_a_name_that_is_looked_for_once() -> None:
    names = [need.name for need in NEEDS]
    assert len(names) == len(set(names))
    assert all(need.packages for need in NEEDS)
    assert {need.purpose for need in NEEDS} == set(Purpose)


def test_the_loader_is_asked() -> None:
    assert system_needs.loads("libc.so.6")
    assert not system_needs.loads("libnosuchthing.so.9")


def test_programs_are_looked_for_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need = Need("Xgreat", ("xgreat",), Purpose.TESTS)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not system_needs.present(need)
    (tmp_path / "Xgreat").touch(mode=0o755)
    assert system_needs.present(need)


def test_only_what_the_purposes_need_is_missed() -> None:
    asked: list[str] = []

    def present(need: Need) -> bool:
        asked.append(need.name)
        return need.name != "libxcb-cursor.so.0"

    assert system_needs.missing((Purpose.DRAWING,), present) == ()
    assert "libGL.so.1" in asked
    assert "libxcb-cursor.so.0" not in asked
    (lacking,) = system_needs.missing(Purpose, present)
    assert lacking.packages == ("libxcb-cursor0",)


def test_the_first_name_that_this_release_knows_is_chosen() -> None:
    wanted = [("libglib2.0-0", "libglib2.0-0t64"), ("libgl1",), ("libglib2.0-0", "libglib2.0-0t64")]
    old = system_needs.choose_packages(wanted, {"libglib2.0-0", "libgl1"}.__contains__)
    new = system_needs.choose_packages(wanted, {"libglib2.0-0t64", "libgl1"}.__contains__)
    without_lists = system_needs.choose_packages(wanted, lambda _name: False)
    assert old == without_lists == ("libgl1", "libglib2.0-0")
    assert new == ("libgl1", "libglib2.0-0t64")


def test_the_install_line_is_for_who_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "apt-get").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    line = "apt-get install --yes --no-install-recommends libegl1 libgl1"
    assert system_needs.install_line(("libegl1", "libgl1"), root=True) == line
    assert system_needs.install_line(("libegl1", "libgl1"), root=False) == f"sudo {line}"
    assert system_needs.install_line(()) == ""
    monkeypatch.setenv("PATH", "")
    assert system_needs.install_line(("libgl1",)) == ""


@pytest.mark.parametrize(
    ("font", "name", "found"),
    [
        (TEXT, "Inter", True),
        (TEXT, "Inter-Regular.otf", True),
        (TEXT, "InterVariable.ttf", True),
        (TEXT, "Inter Display", True),
        (TEXT, "International Sans", False),
        (TEXT, "DejaVu Sans", False),
        (IDENTIFIERS, "JetBrains Mono", True),
        (IDENTIFIERS, "JetBrainsMono-Regular.ttf", True),
        (IDENTIFIERS, "DejaVu Sans Mono", False),
        (CHINESE, "Noto Sans CJK SC", True),
        (CHINESE, "NotoSerifCJK-Bold.ttc", True),
        (CHINESE, "DroidSansFallbackFull.ttf", True),
        (CHINESE, "WenQuanYi Micro Hei", True),
        (CHINESE, "wqy-microhei.ttc", True),
        (CHINESE, "PingFang SC", True),
        (CHINESE, "Noto Sans", False),
        (CHINESE, "DroidSans.ttf", False),
    ],
)
def test_fonts_are_known_by_family_or_by_file(font: system_needs.Font, name: str, found: bool) -> None:
    assert system_needs.has_font(font, [name]) is found


def test_fonts_are_found_with_and_without_fontconfigs_lister(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "fonts" / "truetype"
    folder.mkdir(parents=True)
    (folder / "DroidSansFallbackFull.ttf").touch()
    (folder / "README").touch()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_DIRS", f"{tmp_path}:/no/such/place")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert system_needs.font_names() == {"DroidSansFallbackFull.ttf"}
    lister = tmp_path / "fc-list"
    lister.write_text("#!/bin/sh\nprintf 'Inter,Inter Medium\\nInter-Medium.otf\\n'\n", "utf-8")
    lister.chmod(0o755)
    assert system_needs.font_names() == {"Inter", "Inter Medium", "Inter-Medium.otf"}


@pytest.mark.parametrize("name", ["__init__.py", "system_needs.py", "display.py"])
def test_what_set_up_reads_needs_only_python_itself(name: str) -> None:
    for node in ast.walk(ast.parse((PACKAGE / name).read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for imported in names:
            assert imported.split(".")[0] in sys.stdlib_module_names, imported
