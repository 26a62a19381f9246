"""Everything that the description of the API allows and forbids, asked in this process of one reader's API."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import strategies as st
from schemathesis import engine, openapi
from schemathesis.config import SchemathesisConfig
from schemathesis.engine.events import NonFatalError, ScenarioFinished
from waitress.server import create_server

from dangvu.periods.days import BEGINNING

DESCRIPTION = "/api/v1/openapi.json"
EXAMPLES = int(os.environ.get("DANGVU_API_EXAMPLES", "10"))
"""For each read; a longer look asks for more."""


@dataclass
class Findings:
    """What was asked, what was answered, and by which check, with one example, it was not as promised."""

    failures: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, Counter[int]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def asked(self) -> int:
        """How many requests were sent."""
        return sum(found.total() for found in self.statuses.values())


def configuration(headers: Mapping[str, str], examples: int) -> SchemathesisConfig:
    """All checks; a question that cannot be answered is 400 and no fault, whatever the description allows to be combined."""
    return SchemathesisConfig.from_dict(
        {
            "headers": dict(headers),
            "continue-on-failure": True,
            "workers": 1,
            "seed": 20221130,
            "generation": {"max-examples": examples, "deterministic": True, "no-shrink": True, "database": "none"},
            "checks": {"positive_data_acceptance": {"expected-statuses": [200, 400, 404]}},
        }
    )


@contextmanager
def served(application: Any) -> Iterator[str]:
    """The address of the program, served by this process."""
    server = create_server(application, host="127.0.0.1", port=0, threads=2)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown()
        server.asyncore.loop(timeout=0.1, count=1, map=server._map)
        server.close()
        thread.join(5)


def ask_everything(base: str, headers: Mapping[str, str], numbers: Collection[str], *, only: str = "") -> Findings:
    """Send what is valid and what is not to every read, or to one, and hold each answer against the description.

    `numbers` are the opaque numbers that stand in addresses, always drawn in the same order.
    """
    openapi.format("date", st.dates(min_value=BEGINNING, max_value=date(2199, 12, 31)).map(str))
    openapi.format("uuid", st.sampled_from(list(numbers)))
    schema = openapi.from_url(base + DESCRIPTION, config=configuration(headers, EXAMPLES), headers=dict(headers))
    if only:
        schema = schema.include(operation_id=only)
    found = Findings()
    for event in engine.from_schema(schema).execute():
        match event:
            case NonFatalError():
                found.errors.append(str(event.info))
            case ScenarioFinished():
                _take(found, event)
    return found


def _take(found: Findings, event: ScenarioFinished) -> None:
    recorder = event.recorder
    for number, case in recorder.cases.items():
        read = case.value.operation.label
        answer = recorder.interactions.get(number)
        if answer is not None and answer.response is not None:
            found.statuses.setdefault(read, Counter())[answer.response.status_code] += 1
        for check in recorder.checks.get(number, ()):
            if check.failure_info is not None:
                told = f"{read} {case.value.formatted_path} {case.value.query}: {check.failure_info.failure.title}"
                found.failures.setdefault(check.name, told)
