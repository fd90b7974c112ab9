"""What `make check` asks of what is deployed: Dockerfile, compose file, chart, Terraform, workflows.

The linters live in `.local/lint` (requirements/lint.txt), which `bootstrap.py lint` makes.
"""

# ruff: noqa: S603 - a program for people, which runs fixed commands

import json
import re
import subprocess
import sys
from itertools import chain
from pathlib import Path

import chart

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".local" / "lint" / "bin"
RENDERED = [f"deploy/rendered/{name}.yaml" for name in chart.ENVIRONMENTS]
WORKFLOWS = sorted(str(path.relative_to(ROOT)) for path in (ROOT / ".github/workflows").glob("*.yml"))
KUBERNETES = "1.31"
# Not Kubernetes' own: the Prometheus operator's, which its schemas do not know.
OPERATORS = ("PrometheusRule", "ServiceMonitor")
# All files in one process: the parser takes a second to start.
READ_HCL = "import hcl2, json, sys; print(json.dumps([hcl2.load(open(path)) for path in sys.argv[1:]]))"


def run(*command: str) -> str:
    """Run a linter; return nothing when it is content, else what it said."""
    done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"{done.stdout}{done.stderr}".strip() or f"{command[0]}: code {done.returncode}"


def prepare() -> str:
    """Make the linters' environment where it is missing."""
    command = [sys.executable, "scripts/bootstrap.py", "lint"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stderr


def containers() -> str:
    """Judge the Dockerfile by hadolint, and the compose file by its specification."""
    return (
        prepare()
        or run("hadolint", "Dockerfile")
        or run("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml")
    )


def rendered_chart() -> str:
    """Judge the chart as Helm rendered it, by Kubernetes' schemas; and that it was rendered from the chart as it is."""
    fault = prepare() or chart.is_stale()
    if fault:
        return fault
    done = subprocess.run(
        [str(BIN / "kubernetes-validate"), "-k", KUBERNETES, "--strict", *RENDERED],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line for line in f"{done.stdout}{done.stderr}".splitlines() if not line.startswith("INFO")]
    return "\n".join(line for line in lines if not any(kind in line for kind in OPERATORS))


def workflows() -> str:
    """Judge the workflows by GitHub's schema, and by what an attacker could make of them."""
    fault = prepare() or run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS)
    return fault or run("zizmor", "--offline", "--no-progress", "--quiet", ".github")


def yaml_files() -> str:
    """Judge how all YAML is written."""
    paths = chain(
        ["docker-compose.yml", "deploy/chart/Chart.yaml", "deploy/chart/rules.yaml", ".pre-commit-config.yaml"], WORKFLOWS
    )
    values = (str(path.relative_to(ROOT)) for path in (ROOT / "deploy/chart").glob("values*.yaml"))
    return prepare() or run("yamllint", "--strict", *paths, *values)


def terraform() -> str:
    """Read every file, and find what is asked for and declared nowhere, or declared and asked for nowhere."""
    if fault := prepare():
        return fault
    folder = ROOT / "deploy" / "terraform"
    done = subprocess.run(
        [str(BIN / "python"), "-c", READ_HCL, *map(str, folder.glob("*.tf"))], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        return done.stderr.strip()
    declared = set().union(*map(_names, json.loads(done.stdout)))
    text = "\n".join(re.sub(r"^\s*#.*$", "", path.read_text(), flags=re.MULTILINE) for path in folder.glob("*.tf"))
    asked = set(re.findall(r"\b((?:var|local)\.\w+|data\.\w+\.\w+|(?:aws|random)_\w+\.\w+)", text))
    unknown = sorted(asked - declared)
    unused = sorted(name for name in declared - asked if name.startswith(("var.", "local.", "data.")))
    return "\n".join([*(f"{name} is declared nowhere" for name in unknown), *(f"{name} is used nowhere" for name in unused)])


def _names(module: dict[str, list[dict[str, object]]]) -> set[str]:
    """Return what a file declares, as others ask for it."""
    found = {f"var.{_plain(name)}" for block in module.get("variable", []) for name in block}
    found |= {f"local.{_plain(name)}" for block in module.get("locals", []) for name in block if not name.startswith("__")}
    for prefix, kind in (("", "resource"), ("data.", "data")):
        for block in module.get(kind, []):
            for type_name, named in block.items():
                if isinstance(named, dict):
                    found |= {
                        f"{prefix}{_plain(type_name)}.{_plain(str(name))}" for name in named if not str(name).startswith("__")
                    }
    return found


def _plain(name: str) -> str:
    return name.strip('"')
