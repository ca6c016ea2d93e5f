"""A fresh, real ipykernel to measure in, and one way to get numbers out of it."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel

HERE = Path(__file__).parent
PATIENCE = 120

# Clock and scales are ready before anything is measured; garbage is collected before each weighing.
_SCALES = """
import gc, json, time, ipywidgets, psutil, contenders
def weighed():
    gc.collect()
    memory = psutil.Process().memory_full_info()
    return {"MB RSS": memory.rss / 1e6, "MB USS": memory.uss / 1e6}
def clocks():
    return {"ms": time.perf_counter() * 1000, "ms CPU": time.process_time() * 1000}
def since(begun):
    return {name: now - begun[name] for name, now in clocks().items()}
def added(before):
    return {name: now - before[name] for name, now in weighed().items()}
"""


@dataclass(frozen=True, slots=True)
class Kernel:
    """A running kernel with ipywidgets loaded and our scales, clocks and ``contenders`` at hand."""

    client: BlockingKernelClient

    def run(self, code: str, result: str = "None") -> Any:
        """
        Runs code and returns what the expression ``result`` then is, by way of JSON.

        The answer travels with the reply: a hundred widgets send so many messages that printed text could be dropped.

        Raises:
            RuntimeError: The code failed; with the kernel's own traceback.
        """
        request = self.client.execute(code, user_expressions={"result": f"json.dumps({result})"})
        while (reply := self.client.get_shell_msg(timeout=PATIENCE))["parent_header"].get("msg_id") != request:
            pass
        said = reply["content"]
        for part in (said, said.get("user_expressions", {}).get("result", {})):
            if part.get("status") != "ok":
                raise RuntimeError("\n".join(part.get("traceback", ["The kernel gave no result."])))
        return json.loads(ast.literal_eval(said["user_expressions"]["result"]["data"]["text/plain"]))


@dataclass(frozen=True, slots=True)
class Place:
    """A folder for everything that is written while measuring; nothing of the user's own is touched."""

    folder: Path

    @property
    def env(self) -> dict[str, str]:
        """What a kernel is told: our helpers are importable, records and caches are in the folder."""
        ours = {"CS_TRAINING_HOME": "home", "XDG_CACHE_HOME": "cache", "IPYTHONDIR": "ipython"}
        path = os.pathsep.join(filter(None, (str(HERE), os.environ.get("PYTHONPATH"))))
        return os.environ | {name: str(self.folder / sub) for name, sub in ours.items()} | {"PYTHONPATH": path}

    def forget_cache(self) -> None:
        """Makes the next kernel read all YAML again."""
        shutil.rmtree(self.folder / "cache", ignore_errors=True)


@contextmanager
def fresh_kernel(place: Place) -> Iterator[Kernel]:
    """A kernel of this Python, ended on leaving."""
    manager, client = start_new_kernel(kernel_name="python3", env=place.env, stderr=subprocess.DEVNULL)
    try:
        kernel = Kernel(client)
        kernel.run(_SCALES)
        yield kernel
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
