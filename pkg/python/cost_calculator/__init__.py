"""A calculator with charts in a notebook.

>>> from cost_calculator import evaluate
>>> evaluate(spend=9e8)["metrics"]["cost_per_recovery"]["text"]
'£2,830'
"""

from .engine import CalculatorError, evaluate, simulate
from .widget import Calculator

__all__ = ["Calculator", "CalculatorError", "evaluate", "simulate"]
__version__ = "0.1.0"
