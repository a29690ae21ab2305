"""What the completeness table says of the polls behind it."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.app.results import Health, Overview, StatusResult
from pipeline.render.screen import Screen
from pipeline.render.status import status
from tests.build import nouns

NINE = dt.datetime(2023, 6, 9, 2, 0, tzinfo=dt.UTC)
LATER = NINE + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("health", "line"),
    [
        (Health(), ""),
        (
            Health(last_poll_at=NINE, last_success_at=NINE, waiting=2, quarantined=1),
            "Lấy thư lần cuối: 09:00 09/06/2023, thành công  chờ tải: 2  bị giữ lại: 1",
        ),
        (
            Health(last_poll_at=LATER, last_success_at=NINE, error="The server is down."),
            "Lấy thư lần cuối: 09:00 10/06/2023, không thành công (lần thành công cuối: 09:00 09/06/2023)  chờ tải: 0  bị giữ lại: 0",
        ),
        (
            Health(last_poll_at=LATER, error="The server is down."),
            "Lấy thư lần cuối: 09:00 10/06/2023, không thành công  chờ tải: 0  bị giữ lại: 0",
        ),
    ],
)  # fmt: skip
def test_the_last_poll_is_told(health: Health, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """When it ended, how, and what waits; nothing before the first one."""
    result = StatusResult(overview=Overview(assessments=(), submissions=()), units=(), health=health)
    status(Screen(), result, nouns.campaign())
    said = [one for one in capsys.readouterr().out.splitlines() if one.startswith("Lấy thư")]
    assert said == ([line] if line else [])
