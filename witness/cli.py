"""The command line. Each option of `serve` has a twin in the environment."""

# ruff: noqa: T201 - it speaks to the person at the console

import argparse
import logging
import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from trusttrack_verify.encoding import Malformed
from trusttrack_verify.fetching import FetchFailed, Site

from witness.keys import KeyUnusable, make_key, read_key
from witness.learning import learn_in_background
from witness.server import WitnessServer
from witness.state import Memory
from witness.submissions import Witness


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, or 2 where it cannot be carried out."""
    asked = _parser(os.environ).parse_args(arguments)
    try:
        if asked.command == "keygen":
            print(make_key(asked.name, asked.key_file).vkey)
        elif asked.command == "vkey":
            print(read_key(asked.key_file).vkey)
        else:
            _serve(asked)
    except (KeyUnusable, FetchFailed, Malformed, OSError, sqlite3.Error) as error:
        print(f"witness: {error}", file=sys.stderr)
        return 2
    return 0


def _parser(environ: Mapping[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="witness", description="A C2SP tlog-witness.", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)
    keygen = commands.add_parser("keygen", help="make a key, and print what others verify with")
    keygen.add_argument("--name", required=True, help="of the witness, as witness.example/w1")
    vkey = commands.add_parser("vkey", help="print what others verify with")
    for command in (keygen, vkey):
        command.add_argument("--key-file", type=Path, required=True)
    _add_serve(commands.add_parser("serve", help="cosign over HTTP"), environ)
    return parser


def _add_serve(serve: argparse.ArgumentParser, environ: Mapping[str, str]) -> None:
    """Add the options of `serve`; where the environment has one, it need not be given."""

    def add(option: str, **details: object) -> None:
        variable = f"WITNESS_{option.strip('-').replace('-', '_').upper()}"
        default = environ.get(variable) or details.pop("default", None)
        required = default is None and bool(details.pop("required", False))
        serve.add_argument(option, default=default, required=required, **details)  # type: ignore[arg-type]  # one by one below

    add("--key-file", type=Path, required=True)
    add("--database", type=Path, required=True)
    add("--port", type=int, required=True, help="0 takes any that is free")
    add("--host", default="127.0.0.1")
    add("--log-key-url", metavar="URL", help="site of a log whose keys are taken from its policy, on first use")
    logs = environ.get("WITNESS_LOGS", "").split()
    serve.add_argument("--log", metavar="VKEY", action="append", default=logs, help="key of a log (WITNESS_LOGS: several)")
    allowed = environ.get("WITNESS_ALLOW_HTTP", "") not in {"", "0", "false"}
    serve.add_argument("--allow-http", action="store_true", default=allowed, help="ask the log's site without encryption")


def _serve(asked: argparse.Namespace) -> None:
    logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(asctime)s %(message)s", force=True)
    key = read_key(asked.key_file)
    stopped = threading.Event()
    with Memory(asked.database) as memory:
        witness = Witness(key, memory)
        witness.know(asked.log)
        if asked.log_key_url:
            learn_in_background(witness, Site(asked.log_key_url, allow_http=asked.allow_http), stopped)
        elif not witness.logs:
            raise KeyUnusable("no log is known: name its key with --log or WITNESS_LOGS, or its site with --log-key-url")
        with WitnessServer((asked.host, asked.port), witness) as server:
            _stop_on_signal(server, stopped)
            print(f"witness {key.vkey} listens on http://{asked.host}:{server.server_port}", flush=True)
            server.serve_forever(poll_interval=0.2)


def _stop_on_signal(server: WitnessServer, stopped: threading.Event) -> None:
    """Let SIGTERM and SIGINT end the process after the answers that are under way."""

    def stop(*_: object) -> None:
        stopped.set()
        threading.Thread(target=server.stop, name="stopping").start()  # serve_forever must go on to see it

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
