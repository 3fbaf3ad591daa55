"""The command of this tree in a process of its own, whatever is installed."""

import subprocess
import sys
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
_START = """
import sys
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
spec = ModuleSpec("rvc_cli", None, is_package=True)
spec.submodule_search_locations = [sys.argv[1] + "/cli"]
sys.modules["rvc_cli"] = module_from_spec(spec)
sys.path.insert(0, sys.argv[1])
from rvc_cli.app import main
code = main(sys.argv[2:])
"""


def rvc(*args: str, then: str = "sys.exit(code)", stdout: int | IO[str] = subprocess.PIPE) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `rvc ARGS`; `then` is what the process does last."""
    done = subprocess.run(
        [sys.executable, "-c", _START + then, str(ROOT), *args],
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
    )
    return done.returncode, done.stdout or "", done.stderr
