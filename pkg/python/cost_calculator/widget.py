"""The widget, and the same calculator for a page without a kernel."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from . import engine

HERE = Path(__file__).parent


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _language(document: Mapping[str, Any] | None, locale: str) -> dict[str, Any]:
    """The file of the language that is spoken; none for English."""
    tag = locale or str((document or {}).get("language", "en"))
    file = HERE / "languages" / f"{tag.split('-')[0]}.json"
    if not tag.isascii() or not tag.replace("-", "").isalnum() or not file.is_file():
        return {}
    return json.loads(file.read_text(encoding="utf-8"))


class Calculator(anywidget.AnyWidget):
    """A calculator with charts.

    ``document`` is a document as a dict; the one that comes with it without one.
    """

    _esm = _text("cost-calculator.js") + _text("widget.js")

    document = traitlets.Dict().tag(sync=True)
    language = traitlets.Dict().tag(sync=True)
    preset = traitlets.Unicode().tag(sync=True)
    view = traitlets.Unicode().tag(sync=True)
    theme = traitlets.Unicode().tag(sync=True)
    locale = traitlets.Unicode().tag(sync=True)
    #: The present state, as a link holds it.
    state = traitlets.Unicode().tag(sync=True)
    #: Every input and metric, as the reader has set them; empty until it is shown.
    values = traitlets.Dict().tag(sync=True)
    #: Why it cannot be shown.
    error = traitlets.Unicode().tag(sync=True)
    # What Python set and no browser has taken yet.
    _settings = traitlets.Dict().tag(sync=True)

    def __init__(self, document: Mapping[str, Any] | None = None, **options: Any) -> None:
        options.setdefault("language", _language(document, options.get("locale", "")))
        super().__init__(document=dict(document or {}), **options)

    def set(self, **settings: float | str) -> None:
        """Sets inputs, as a reader would; raises for what the document does not know."""
        self.evaluate(**settings)
        self._settings = {**self._settings, **settings}

    def evaluate(self, **settings: float | str) -> dict[str, Any]:
        """Every value, now or as it would be."""
        return engine.evaluate(**self._scenario(settings))

    def simulate(
        self, draws: int = 10_000, seed: int = 1, **settings: float | str
    ) -> dict[str, Any]:
        """Every metric over draws of what is uncertain, now or as it would be."""
        return engine.simulate(draws=draws, seed=seed, **self._scenario(settings))

    def export(self) -> Exported:
        """The calculator as it is now, for a notebook that becomes a page of HTML."""
        return Exported(self)

    def _scenario(self, settings: Mapping[str, float | str]) -> dict[str, Any]:
        return {
            "document": self.document or None,
            "state": self.state or None,
            "preset": self.preset or None,
            **self._settings,
            **settings,
        }


class Exported:
    """HTML that lives without a kernel, without other files and without the internet."""

    def __init__(self, calculator: Calculator) -> None:
        attributes = {
            name: getattr(calculator, name)
            for name in ("preset", "state", "view", "theme", "locale")
            if getattr(calculator, name)
        }
        written = "".join(f' {n}="{html.escape(v)}"' for n, v in attributes.items())
        inside, after = "", ""
        if calculator.document:
            inside = f'<script type="application/json">{_data(calculator.document)}</script>'
        if calculator.language:
            # The element stands right before its script.
            after = (
                "<script>document.currentScript.previousElementSibling.language = "
                f"{_data(calculator.language)};</script>"
            )
        script = f"<script>{_text('cost-calculator.js')}</script>"
        self.html = f"{script}<cost-calculator{written}>{inside}</cost-calculator>{after}"

    def _repr_html_(self) -> str:
        return self.html


def _data(data: Mapping[str, Any]) -> str:
    """Data that cannot end the script it stands in."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False).replace("<", "\\u003c")
