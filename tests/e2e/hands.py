"""Hands that do what a person does, and count it."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.e2e.devices import Device


@dataclass
class Hands:
    """`count`: clicks, typed fields and chosen files until now."""

    device: Device
    count: int = 0

    def press(self, what: Locator | str) -> None:
        """Press a button, or the one with these words."""
        self._found(what).click()
        self.count += 1

    def type(self, field: Locator | str, text: str) -> None:
        """Type into a field, or the one with this label."""
        found = self.device.page.get_by_label(field, exact=True) if isinstance(field, str) else field
        found.fill(text)
        self.count += 1

    def choose(self, field: Locator, label: str) -> None:
        """Choose from a list."""
        field.select_option(label=label)
        self.count += 2  # open it, and tap

    def give(self, field: Locator, file: str) -> None:
        """Choose a file."""
        field.set_input_files(file)
        self.count += 2

    def give_photo(self, photo: Path) -> None:
        """Choose a picture in the form that is open."""
        self.device.add_photo(photo)
        self.count += 2

    def pull(self, board: Locator, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Pull from one point of a picture to another; each a share of its width and height."""
        board.scroll_into_view_if_needed()
        box = board.bounding_box()
        assert box
        mouse = self.device.page.mouse
        points = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in (start, end)]
        mouse.move(*points[0])
        mouse.down()
        mouse.move(*points[1], steps=4)
        mouse.up()
        self.count += 1

    def sheet(self) -> Locator:
        """What lies before the page; a passing message does not."""
        return self.device.page.locator("[role=dialog]:not(.van-toast)")

    def send(self) -> None:
        """Send the sheet; returns when it has closed."""
        self.press(self.sheet().get_by_test_id("sheet-send"))
        expect(self.sheet()).to_have_count(0)

    def _found(self, what: Locator | str) -> Locator:
        return self.device.page.get_by_role("button", name=what) if isinstance(what, str) else what
