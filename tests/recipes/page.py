"""The page of CONTRIBUTING, its drawing and its run, made in a copy of the project."""

from pathlib import Path

from tests.recipes import blocks, copy_project, files, paste


def with_the_page(folder: Path) -> Path:
    """Copy the project to a folder and follow the recipes there; return the folder."""
    copy_project(folder)
    made = files("Add a page") | files("Add a drawing") | files("Let something run")
    for path, text in made.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "actviz" / "views" / "powers" / "__init__.py").touch()
    (line,) = (block for block in blocks("Add a page") if "PageSpec(" in block)
    paste(folder / "actviz" / "ui" / "pages.py", line, behind=r"PAGES: .*\(")
    call = "from actviz.views.powers.growth import growth\n\ngrowth()\n"
    paste(folder / "pages" / "powers.py", call)
    return folder
