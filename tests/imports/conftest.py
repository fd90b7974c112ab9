"""What the tests of imports share."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.imports.folders import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """An Olist folder with one seller, one product and no order yet."""
    path = tmp_path / "olist"
    path.mkdir()
    return Folder(path)


class Result(dict[str, Any]):
    """The command's JSON line, with the report of each file in `files` and the flags in `flags`."""

    files: dict[str, Any]
    flags: dict[str, int]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Result]:
    """`run(folder)` imports it, checks that every row is accounted for, and returns the last line of stdout."""

    def importing(path: Path, **options: Any) -> Result:
        report = tmp_path / "report.json"
        call_command("import_olist", str(path), report=report, **options)
        result = Result(json.loads(capsys.readouterr().out.splitlines()[-1]))
        told = json.loads(report.read_text())
        result.files, result.flags = told["files"], told["flags"]
        for name, file in result.files.items():
            assert file["read"] == file["imported"] + sum(file["refused"].values()), name
        assert sum(result["refused"].values()) == sum(sum(file["refused"].values()) for file in result.files.values())
        return result

    return importing
