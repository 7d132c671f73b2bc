"""What all tests share: the hypothesis profile, and nothing of this computer's own settings."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# Without a display Qt would end the whole run; whoever wants one on screen sets the variable.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine must not fail a property: time is measured by the bench, never by the tests.
settings.register_profile("essgui", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("essgui")

_OWN = ("ALIBABA_CLOUD_", "ALICLOUD_", "ALIBABACLOUD_")
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def _no_settings_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith(_OWN) or name.lower() in _PROXIES:
            monkeypatch.delenv(name)
