"""Fixtures that every part of the suite shares."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The answer keys beside the checkout; absent, a test that needs them skips (in CI it fails)."""
    if SHARED.is_dir():
        return SHARED
    if os.environ.get("CI"):
        pytest.fail(f"the answer keys are not at {SHARED}; CI must lay them there")
    pytest.skip("the answer keys are not beside this checkout")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser that starts nothing by itself; absent, a test that needs it skips (in CI it fails)."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("there is no Chromium on the path; CI must install it")
        pytest.skip("there is no Chromium on the path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()
