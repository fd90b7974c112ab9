"""What is deployed keeps the conventions: the chart as rendered, the compose file, the images."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from config.env import REQUIRED, Environment

ROOT = Path(settings.BASE_DIR)
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
ENVIRONMENTS = ("staging", "production")
#: The image says these itself, or they are one process's alone (below), or never production's.
NOT_PASSED_ON = {
    "alive_file", "port", "push_url", "static_root", "release", "outbound_allowed_hosts", "database_prepare",
    "ledger_key_file", "ledger_state_file", "ledger_policy_file",
}  # fmt: skip


def objects(environment: str) -> list[dict[str, Any]]:
    return [one for one in yaml.safe_load_all((ROOT / f"deploy/rendered/{environment}.yaml").read_text()) if one]


def pods(environment: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name and the pod's specification of whatever makes pods."""
    for one in objects(environment):
        spec = one.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        if "template" in spec:
            yield one["metadata"]["name"].removeprefix("trusttrack-"), spec["template"]["spec"]


ALL_PODS = [(environment, name, pod) for environment in ENVIRONMENTS for name, pod in pods(environment)]
named = pytest.mark.parametrize(
    ("environment", "name", "pod"), ALL_PODS, ids=lambda value: value if isinstance(value, str) else ""
)


def test_every_part_is_there() -> None:
    for environment in ENVIRONMENTS:
        assert {name for name, _ in pods(environment)} == {"web", "worker", "beat", "sealer", "migrate", "backup"}
        kinds = {one["kind"] for one in objects(environment)}
        assert {"Ingress", "NetworkPolicy", "PodDisruptionBudget", "Service"} <= kinds
    assert "HorizontalPodAutoscaler" in {one["kind"] for one in objects("production")}


@named
def test_no_pod_has_more_rights_than_it_needs(environment: str, name: str, pod: dict[str, Any]) -> None:
    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    for container in pod["containers"]:
        own = container["securityContext"]
        assert own == {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}
        assert container["resources"]["requests"].keys() == {"cpu", "memory"}
        assert "memory" in container["resources"]["limits"]
        assert re.search(r":\d|@sha256:", container["image"]), "an image is named by its version"


@named
def test_no_secret_stands_in_the_chart_and_each_goes_to_its_own(environment: str, name: str, pod: dict[str, Any]) -> None:
    [container] = pod["containers"]
    words = {one["name"] for one in container["env"]}
    assert not {word for word in words if re.search("SECRET|PASSWORD|TOKEN|_KEY$|^DATABASE_URL|^REDIS_URL|^EMAIL_URL", word)}
    secrets = [one["secretRef"]["name"] for one in container["envFrom"]]
    owner = ["trusttrack-owner"] if name in {"migrate", "backup"} else []
    sealer = ["trusttrack-sealer"] if name == "sealer" else []
    assert secrets == ["trusttrack-application", *owner, *sealer]


@named
def test_what_stays_shows_that_it_lives(environment: str, name: str, pod: dict[str, Any]) -> None:
    probes = {key for key in pod["containers"][0] if key.endswith("Probe")}
    stays = {"startupProbe", "livenessProbe"} if name in {"web", "worker", "beat", "sealer"} else set()
    assert probes == stays | ({"readinessProbe"} if name == "web" else set())


def test_a_version_arrives_without_a_pause_and_after_its_migration() -> None:
    by_name = {one["metadata"]["name"]: one for one in objects("production") if one["kind"] in {"Deployment", "Job"}}
    web = by_name["trusttrack-web"]["spec"]
    assert web["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    pod = web["template"]["spec"]
    drained = int(pod["containers"][0]["lifecycle"]["preStop"]["exec"]["command"][1])
    served = int(re.search(r'"--timeout-graceful-shutdown", "(\d+)"', (ROOT / "Dockerfile").read_text()).group(1))  # type: ignore[union-attr]
    assert drained + served < pod["terminationGracePeriodSeconds"]
    assert by_name["trusttrack-migrate"]["metadata"]["annotations"]["helm.sh/hook"] == "pre-install,pre-upgrade"


def test_nothing_is_reached_that_no_policy_names() -> None:
    policies = {one["metadata"]["name"]: one["spec"] for one in objects("production") if one["kind"] == "NetworkPolicy"}
    default = policies["trusttrack-default"]
    assert (default["policyTypes"], default.get("ingress", [])) == (["Ingress", "Egress"], [])
    world = [peer["ipBlock"] for rule in policies["trusttrack-outside"]["egress"] for peer in rule["to"]][-1]
    assert {"10.0.0.0/8", "169.254.0.0/16"} <= set(world["except"])


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_whoever_needs_the_erasure_journal_reaches_its_bucket(environment: str) -> None:
    policies = [one for one in objects(environment) if one["kind"] == "NetworkPolicy"]
    needing = {"web", "worker", "migrate"}  # /readyz and the gate, the start of a worker, `erase_again`
    [migrate] = [pod for name, pod in pods(environment) if name == "migrate"]
    assert "erase_again" in migrate["containers"][0]["args"][-1]
    assert needing <= {name for policy in policies if _lets_out(policy["spec"]) for name in _components(policy["spec"])}
    hook = next(one["metadata"]["annotations"] for one in policies if one["metadata"]["name"] == "trusttrack-migrate")
    job = next(one["metadata"]["annotations"] for one in objects(environment) if one["kind"] == "Job")
    assert hook["helm.sh/hook"] == job["helm.sh/hook"]
    assert int(hook["helm.sh/hook-weight"]) < int(job["helm.sh/hook-weight"]), "the way is there before who goes it"


def _lets_out(policy: dict[str, Any]) -> bool:
    """Say whether a policy opens HTTPS to the world."""
    return any(
        {"protocol": "TCP", "port": 443} in rule["ports"] and rule["to"][0].get("ipBlock", {}).get("cidr") == "0.0.0.0/0"
        for rule in policy.get("egress", [])
    )


def _components(policy: dict[str, Any]) -> list[str]:
    selector = policy["podSelector"]
    listed: list[str] = [name for one in selector.get("matchExpressions", []) for name in one["values"]]
    return [*listed, selector["matchLabels"].get("app.kubernetes.io/component", "")]


def test_every_service_of_the_compose_file_is_bounded_and_watched() -> None:
    for name, service in COMPOSE["services"].items():
        assert service.get("mem_limit"), name
        assert service.get("logging"), name
        assert service.get("healthcheck") or name in {"migrate", "web"}, name  # the image has the web's
        assert ("no-new-privileges:true" in service.get("security_opt", [])) or name == "postgres"
    assert "HEALTHCHECK" in (ROOT / "Dockerfile").read_text()
    assert {name for name, one in COMPOSE["services"].items() if "ports" in one} == {"caddy"}
    assert COMPOSE["networks"]["data"] == {"internal": True}
    assert {name for name, one in COMPOSE["services"].items() if "sealer:/var/lib/sealer" in one.get("volumes", [])} == {"sealer"}


def test_the_compose_file_passes_every_setting_on_and_no_secret_has_a_default() -> None:
    passed = COMPOSE["x-environment"]
    assert {name.upper() for name in Environment.model_fields.keys() - NOT_PASSED_ON} <= passed.keys()
    assert {name.upper() for name in REQUIRED} <= passed.keys()
    text = (ROOT / "docker-compose.yml").read_text()
    assert re.findall(r"\$\{(\w*(?:PASSWORD|SECRET_KEY|SIGNING_KEY)):-[^}]", text) == []
    listed = {line.split("=")[0] for line in (ROOT / ".env.example").read_text().splitlines() if "=" in line and line[0] != "#"}
    assert set(re.findall(r"\$\{(\w+)", text)) <= listed


def test_owner_and_sealer_have_their_own_passwords_in_the_compose_file() -> None:
    urls = {name: one["environment"].get("DATABASE_URL", "") for name, one in COMPOSE["services"].items() if "environment" in one}
    assert {name for name, url in urls.items() if "//trusttrack:" in url} == {"migrate", "backup"}
    assert {name for name, url in urls.items() if "//trusttrack_sealer:" in url} == {"sealer"}
