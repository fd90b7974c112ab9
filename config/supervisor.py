"""`python -m config.supervisor`: everything of TrustTrack on one machine, under one process. This is `make run`.

Starts PostgreSQL and Redis (unless DATABASE_URL and REDIS_URL name others), prepares the database, starts web, worker,
scheduler, sealer and a witness, keeps them running until Ctrl-C or SIGTERM, and stops them in order: first those who use,
then what they use. `.local/run.json` says where everything is. Killed without warning it leaves no process, and the next
start recovers.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from config.announcement import announcement, run_facts
from config.archiving import archive_settings, make_archive
from config.child import wrapped
from config.embedded import EmbeddedServerError, Postgres, Redis
from config.instance import HOST, Instance, StartError, open_listener, port_from, write_private
from config.locallog import SEALERS_ALONE, LocalLog
from config.processes import LogFollower, Program, Service, Watched, say, stop_all, stopping_on_signals, watch
from config.readiness import check_database, fingerprint, tail, why_not_ready
from notifications.vapid_keys import new_private_key

ROOT = Path(__file__).resolve().parent.parent
APP_ROLE = "trusttrack_app"
SEALER_ROLE = "trusttrack_sealer"
PREPARED_BY = ("*/migrations/*.py", "*/management/commands/*.py", "requirements/base.txt", "frontend/dist/index.html")
READY_WITHIN = 90.0
STOP_ORDER = ("web", "worker", "beat", "sealer", "witness", "redis", "postgres")
WEB = (
    "uvicorn", "config.asgi:application", "--ws", "websockets-sansio", "--ws-per-message-deflate", "false",
    "--timeout-graceful-shutdown", "5", "--no-server-header", "--no-access-log", "--no-proxy-headers",
    "--ws-max-size", "4096", "--log-level", "warning",  # at info, uvicorn logs every socket's path: a tracking link is a key
)  # fmt: skip
# Threads: one process, so that nothing is left when it is killed. Work that was under way is leased again (events).
WORKER = (
    "celery", "--quiet", "-A", "config", "worker",
    "--pool", "threads", "--concurrency", "4", "--without-mingle", "--without-gossip",
)  # fmt: skip
SCHEDULER = ("celery", "--quiet", "-A", "config", "beat", "--pidfile=")


@dataclass
class Supervisor:
    """One run of TrustTrack: its processes in the order of their start, and where its servers are."""

    instance: Instance
    given: Mapping[str, str]
    port: int
    running: list[Watched] = field(default_factory=list)
    logs: dict[str, Path] = field(default_factory=dict)
    owner_url: str = ""
    app_url: str = ""
    sealer_url: str = ""
    redis_url: str = ""
    log: LocalLog = field(default_factory=LocalLog)

    @property
    def base_url(self) -> str:
        """Where people reach it."""
        return self.given.get("BASE_URL") or f"http://{HOST}:{self.port}"

    def run(self) -> None:
        """Start, announce, keep running; however it ends, everything is stopped."""
        try:
            is_new = self.start_servers()
            self.log = LocalLog.of(self.instance, is_new=is_new)
            self.prepare(is_new=is_new)
            with open_listener(self.port) as listener:
                self.start_web(listener)
                self.wait_until_ready()
                self.start_workers()
                self.write_run_file()
                say(announcement(run_facts(self)))
                follower = LogFollower(self.logs, everything=bool(self.given.get("LOG")))
                watch(self.running, say=say, changed=self.write_run_file, idle=lambda: follower.show(say))
        finally:
            stop_all(sorted(self.running, key=lambda one: STOP_ORDER.index(one.name.split("-")[0])), say=say)
            self.instance.run_file.unlink(missing_ok=True)

    def start_servers(self) -> bool:
        """Start PostgreSQL and Redis where none is given; return whether the database has just been made."""
        data = self.instance.home / "postgres"
        is_new = not (data / "PG_VERSION").exists()
        self.owner_url = self.given.get("DATABASE_URL", "")
        self.redis_url = self.given.get("REDIS_URL", "")
        if self.owner_url:
            check_database(self.owner_url)
            self.app_url = self.given.get("APP_DATABASE_URL") or self.owner_url
            self.sealer_url = self.given.get("SEALER_DATABASE_URL") or self.owner_url
        else:
            archive = self.given.get("ARCHIVE", "")
            options = archive_settings(make_archive(Path(archive))) if archive else ()
            postgres = Postgres(data, self.instance.secret("postgres"), options=options, log=self.log_of("postgres"))
            self.start("postgres", postgres)
            self.owner_url = postgres.url()
            self.app_url = postgres.url(user=APP_ROLE, password=self.instance.secret("app-role"))
            self.sealer_url = postgres.url(user=SEALER_ROLE, password=self.instance.secret("sealer-role"))
        if not self.redis_url:
            redis = Redis(data, log=self.log_of("redis"))
            self.start("redis", redis)
            self.redis_url = redis.url()
        return is_new

    def prepare(self, *, is_new: bool) -> None:
        """Migrate, grant, collect, load the demo; skipped where nothing changed since this cluster saw it done."""
        stamp = self.instance.home / "prepared"
        mark = fingerprint(ROOT, PREPARED_BY, self.app_url)
        is_ours = not self.given.get("DATABASE_URL")
        if is_ours and not is_new and stamp.exists() and stamp.read_text() == mark:
            return
        say("Preparing the database and the demo town; this takes a little the first time.")
        arguments = ["--demo"]
        for option, url in (("--app-role", self.app_url), ("--sealer-role", self.sealer_url)):
            if self.owner_url not in {self.app_url, url}:
                arguments += [option, unquote(urlsplit(url).username or "")]
        log = self.log_of("prepare")
        with log.open("ab") as file:
            command = wrapped([sys.executable, "-m", "config.prepare", *arguments])
            passwords = {"SEALER_DATABASE_PASSWORD": unquote(urlsplit(self.sealer_url).password or "")}
            environment = self.environment(self.owner_url) | passwords
            done = subprocess.run(
                command, cwd=ROOT, env=environment, stdout=file, stderr=file, stdin=subprocess.DEVNULL, check=False
            )
        if done.returncode != 0:
            raise StartError(f"preparing the database failed; {log} ends with:\n{tail(log)}")
        stamp.write_text(mark)

    def start_web(self, listener: socket.socket) -> None:
        """Start the web processes, which accept from one listening socket."""
        count = int(self.given.get("WEB_CONCURRENCY") or 1)
        for name in ("web", *(f"web-{number}" for number in range(2, count + 1))):
            self.start(name, self.program(name, *WEB, "--fd", str(listener.fileno()), fd=listener.fileno()))

    def start_workers(self) -> None:
        """Start worker, scheduler, sealer and witness: after the web, which is ready without them the sooner."""
        self.start("worker", self.program("worker", *WORKER))
        self.start("beat", self.program("beat", *SCHEDULER))
        self.start("witness", Program(self.log.witness_command(self.port), {}, self.log_of("witness"), ROOT))
        sealer = self.program("sealer", "manage", "run_sealer")
        sealer.environment = {**self.environment(self.sealer_url), **self.log.secrets(self.given)}
        self.start("sealer", sealer)

    def program(self, name: str, *arguments: str, fd: int | None = None) -> Program:
        """Return a Python module's command under the application's role of the database."""
        return Program(
            command=(sys.executable, "-m", *arguments),
            environment=self.environment(self.app_url),
            log=self.log_of(name),
            folder=ROOT,
            pass_fds=() if fd is None else (fd,),
        )

    def start(self, name: str, service: Service) -> None:
        """Start a service; it stands in the list also when its start fails half way, so that it is stopped."""
        one = Watched(name, service)
        self.running.append(one)
        one.start()

    def environment(self, database_url: str) -> dict[str, str]:
        """Return the environment of a child that uses the database by that URL. What was given from outside wins."""
        return {
            "MODE": "local",
            "EMAIL_URL": "inbox://",
            "LOG_FORMAT": "console",
            "BASE_URL": self.base_url,
            "SECRET_KEY": self.instance.secret("secret-key"),
            "JWT_SIGNING_KEY": self.instance.secret("jwt-signing-key"),
            "VAPID_PRIVATE_KEY": self.instance.secret("vapid-private-key", new_private_key),
            "ERASURES_URL": self.instance.erasures_url,
            **self.log.settings(),
            **{name: value for name, value in self.given.items() if name not in SEALERS_ALONE},
            "PORT": str(self.port),
            "DATABASE_URL": database_url,
            "REDIS_URL": self.redis_url,
            "APP_DATABASE_PASSWORD": unquote(urlsplit(self.app_url).password or ""),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "ignore:You're running the worker with superuser",  # tasks are JSON, which runs no code
        }

    def log_of(self, name: str) -> Path:
        """Return the new log file of a process, which the console follows."""
        self.logs[name] = self.instance.log_path(name)
        return self.logs[name]

    def wait_until_ready(self) -> None:
        """Return when /readyz says so. Raises StartError when a process dies first, or the time is over."""
        deadline = time.monotonic() + READY_WITHIN
        while (reason := why_not_ready(self.port, host=urlsplit(self.base_url).netloc)) is not None:
            dead = next((one.name for one in self.running if one.pid is None), None)
            if dead is not None:
                raise StartError(f"{dead} ended at start; {self.logs[dead]} ends with:\n{tail(self.logs[dead])}")
            if time.monotonic() > deadline:
                raise StartError(f"not ready after {READY_WITHIN:.0f} s: {reason}; the logs are in {self.instance.home / 'log'}")
            time.sleep(0.1)

    def write_run_file(self) -> None:
        """Write `.local/run.json`."""
        write_private(self.instance.run_file, json.dumps(run_facts(self), indent=2) + "\n")


def main() -> None:
    """Run until told to stop. Exit code 0 after a wanted stop, 1 with one clear message otherwise."""
    instance = Instance(ROOT / ".local")
    try:
        with instance.locked(), stopping_on_signals():
            instance.clear_leftovers()
            with open_listener(port_from(os.environ)) as listener:
                port = listener.getsockname()[1]  # taken or not is said before anything is started
            Supervisor(instance=instance, given=dict(os.environ), port=port).run()
    except KeyboardInterrupt:
        say("TrustTrack has stopped.")
    except (StartError, EmbeddedServerError) as error:
        sys.exit(f"TrustTrack cannot run: {error}")


if __name__ == "__main__":
    main()
