"""A stock Firefox, driven by WebDriver BiDi, which it speaks itself: without a driver, and not built for Playwright.

Of the protocol (W3C WebDriver BiDi) only what one journey needs: open, find by role and name, click, type, read.
"""

import itertools
import json
import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
STARTS_WITHIN, ANSWERS_WITHIN, SEEN_WITHIN = 60.0, 60.0, 30.0  # seconds
#: The browser's own business with its maker, and a first page that nobody asked for.
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "datareporting.healthreport.uploadEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "",
    "toolkit.telemetry.enabled": False,
}


class Refused(Exception):
    """The browser did not do what it was told."""


class Firefox:
    """One tab. `faults` holds what its pages' scripts complained of."""

    def __init__(self, socket: ClientConnection) -> None:
        self.faults: list[str] = []
        self._socket, self._numbers = socket, itertools.count(1)
        self.version: str = self.call("session.new", capabilities={})["capabilities"]["browserVersion"]
        self._tab = self.call("browsingContext.getTree")["contexts"][0]["context"]
        self.call("session.subscribe", events=["log.entryAdded"])

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command and return its result; note the events that come before it."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv(timeout=ANSWERS_WITHIN))
            if message.get("method") == "log.entryAdded" and message["params"]["level"] == "error":
                self.faults.append(str(message["params"]["text"]))
            if message.get("id") == number:
                if message["type"] == "error":
                    raise Refused(f"{method}: {message['error']}: {message['message']}")
                return dict(message["result"])

    def size(self, width: int, height: int) -> None:
        """Make the page so large, in CSS px."""
        self.call("browsingContext.setViewport", context=self._tab, viewport={"width": width, "height": height})

    def open(self, url: str) -> None:
        """Go there and wait until it is loaded."""
        self.call("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def run(self, script: str) -> Any:
        """Return what an expression of the page is worth, if that is a text, a number or a truth."""
        answer = self.call("script.evaluate", expression=script, target={"context": self._tab}, awaitPromise=True)
        if answer["type"] != "success":
            raise Refused(f"{script}: {answer['exceptionDetails']['text']}")
        return answer["result"].get("value")

    def click(self, role: str, name: str) -> None:
        """Press on the middle of what has this role and name, with the mouse."""
        element = {"type": "element", "element": {"sharedId": self._find(role, name)}}
        press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        actions = [{"type": "pointerMove", "x": 0, "y": 0, "origin": element}, *press]
        self.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        self.call("input.performActions", context=self._tab, actions=[{"type": "pointer", "id": "mouse", "actions": actions}])

    def type(self, text: str) -> None:
        """Type where the cursor is."""
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self.call("input.performActions", context=self._tab, actions=[{"type": "key", "id": "keys", "actions": keys}])

    def sees(self, text: str, *, times: int = 1) -> None:
        """Wait until the page's visible text holds this, at least so often."""
        deadline = time.monotonic() + SEEN_WITHIN
        while (shown := str(self.run("document.body.innerText"))).count(text) < times:
            assert time.monotonic() < deadline, f"“{text}” is not {times} times in:\n{shown}"
            time.sleep(0.1)

    def _find(self, role: str, name: str) -> str:
        locator = {"type": "accessibility", "value": {"role": role, "name": name}}
        deadline = time.monotonic() + SEEN_WITHIN
        while not (nodes := self.call("browsingContext.locateNodes", context=self._tab, locator=locator)["nodes"]):
            assert time.monotonic() < deadline, f"no {role} “{name}” in:\n{self.run('document.body.innerText')}"
            time.sleep(0.1)
        node = nodes[0]
        self.call(
            "script.callFunction", functionDeclaration="(each) => each.scrollIntoView({ block: 'center' })",
            arguments=[{"sharedId": node["sharedId"]}], target={"context": self._tab}, awaitPromise=False,
        )  # fmt: skip
        return str(node["sharedId"])


@contextmanager
def firefox(program: str, profile: Path) -> Iterator[Firefox]:
    """Run a Firefox without a window and with a fresh profile. Ends it in any case."""
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
    (profile / "user.js").write_text("".join(lines))
    log = profile / "stderr.txt"
    command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0", "about:blank"]
    with log.open("w") as stderr:
        environment = {**os.environ, "HOME": str(profile), "MOZ_CRASHREPORTER_DISABLE": "1"}
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=stderr)
    try:
        deadline = time.monotonic() + STARTS_WITHIN
        while not (found := LISTENING.search(log.read_text())):
            assert process.poll() is None, f"Firefox ended:\n{log.read_text()}"
            assert time.monotonic() < deadline, f"Firefox does not listen:\n{log.read_text()}"
            time.sleep(0.1)
        with connect(f"{found[1]}/session", max_size=None, proxy=None) as socket:
            yield Firefox(socket)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
