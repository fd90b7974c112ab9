import json
import os
import shutil
import signal
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from config.embedded import THROW_AWAY, EmbeddedServerError, Postgres, Redis, runtime_folder
from tests.platform.conftest import gone

STARTER = """
import json, sys, time
from pathlib import Path
from config.embedded import THROW_AWAY, Postgres, Redis
data = Path(sys.argv[1])
servers = [Postgres(data, "secret", options=THROW_AWAY), Redis(data)]
for server in servers:
    server.start()
print(json.dumps([server.process.pid for server in servers]), flush=True)
time.sleep(60)
"""


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "a folder with spaces" / "postgres"
    yield folder
    shutil.rmtree(runtime_folder(folder), ignore_errors=True)


@pytest.fixture
def postgres(data: Path) -> Iterator[Postgres]:
    server = Postgres(data, "secret", options=THROW_AWAY)
    server.start()
    yield server
    server.stop()


def test_what_was_written_survives_a_restart(postgres: Postgres) -> None:
    with psycopg.connect(postgres.url()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1")
    assert postgres.stop() == 0
    postgres.start()
    with psycopg.connect(postgres.url()) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1,)


def test_only_this_user_reaches_the_server_and_only_by_password(postgres: Postgres, data: Path) -> None:
    assert stat.S_IMODE(runtime_folder(data).stat().st_mode) == 0o700
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(postgres.url(password="wrong"))


def test_redis_answers_on_its_socket_and_ends_when_told(data: Path) -> None:
    server = Redis(data)
    server.start()
    with redis.Redis.from_url(server.url(database=3)) as client:
        assert client.ping()
    assert server.stop() == 0
    assert not server.socket.exists()


def test_a_killed_starter_leaves_no_server_and_the_next_start_recovers(
    data: Path, background: Callable[..., subprocess.Popen[str]]
) -> None:
    starter = background("-c", STARTER, str(data))
    assert starter.stdout is not None
    pids = json.loads(starter.stdout.readline())
    os.kill(starter.pid, signal.SIGKILL)
    assert gone(pids)
    again = Postgres(data, "secret", options=THROW_AWAY)
    again.start()
    assert again.stop() == 0


def test_a_pid_file_of_a_dead_server_is_no_obstacle(postgres: Postgres, data: Path) -> None:
    postgres.stop()
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n")  # that number belongs to somebody else by now
    postgres.start()
    assert postgres.stop() == 0


def test_two_clusters_run_side_by_side(postgres: Postgres, tmp_path: Path) -> None:
    other = Postgres(tmp_path / "other", "another secret", options=THROW_AWAY)
    other.start()
    assert postgres.url() != other.url()
    assert other.stop() == 0
    shutil.rmtree(runtime_folder(other.data))


def test_a_runtime_folder_that_others_may_enter_is_refused(data: Path) -> None:
    folder = runtime_folder(data)
    folder.chmod(0o755)
    with pytest.raises(EmbeddedServerError, match="not private"):
        runtime_folder(data)
    folder.chmod(0o700)
