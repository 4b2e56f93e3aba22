"""A finger on a phone, counted strictly: what must be done in so many taps is done through it."""

import time

from playwright.sync_api import Locator

TAPS, SECONDS = 12, 60  # from the code on a poster to being signed in


class Finger:
    """Every touch of a control is one tap: a field to type into, even one that has the focus
    already; a select, and again the choice in it. Keys are typing only, never a button's stead."""

    def __init__(self) -> None:
        self.taps, self.begun = 0, time.monotonic()

    def tap(self, target: Locator) -> None:
        self.taps += 1
        target.click()

    def type(self, field: Locator, text: str) -> None:
        self.tap(field)
        field.press_sequentially(text)

    def choose(self, select: Locator, value: str) -> None:
        self.taps += 2
        select.select_option(value)

    def within_limits(self) -> None:
        assert self.taps <= TAPS, f"{self.taps} taps"
        assert time.monotonic() - self.begun < SECONDS
