"""Windows that ask what they need: filled in and sent as a person does."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


def named(label: str) -> re.Pattern[str]:
    """A button's name: two characters stand apart on it."""
    return re.compile("^" + r"\s?".join(map(re.escape, label)) + "$")


@dataclass
class Window:
    """The one window that is open on a page."""

    page: Page
    label: str

    @property
    def box(self) -> Locator:
        """All of it."""
        return self.page.get_by_role("dialog")

    def write(self, **fields: str) -> "Window":
        """Type into fields by their labels."""
        for label, text in fields.items():
            self.box.get_by_label(label, exact=True).fill(text)
        return self

    def day(self, label: str, day: str) -> "Window":
        """Type a date, as the field takes it."""
        field = self.box.get_by_label(label, exact=True)
        field.fill(day)
        # Enter would send the whole form.
        field.press("Tab")
        return self

    def choose(self, label: str, option: str) -> "Window":
        """Open a list and take what is called ``option``."""
        self.box.get_by_label(label, exact=True).click()
        self.page.locator(".ant-select-dropdown:visible").get_by_title(option, exact=True).click()
        return self

    def place(self, label: str, name: str) -> "Window":
        """Find a division by its name."""
        self.box.get_by_label(label, exact=True).fill(name)
        self.page.locator(".ant-select-tree-title:visible", has_text=name).first.click()
        return self

    def person(self, label: str, person: dict[str, str]) -> "Window":
        """Find somebody by name, and take the one of that birth date."""
        self.box.get_by_label(label, exact=True).fill(person["name"])
        self.page.locator(".ant-select-item-option:visible", has_text=person["name"]).filter(
            has_text=person["birth_date"]
        ).first.click()
        return self

    def tick(self, *options: str) -> "Window":
        """Tick boxes, or choose one of a row."""
        for option in options:
            self.box.get_by_text(option, exact=True).click()
        return self

    def send(self) -> None:
        """Send it; it is taken."""
        self._submit()
        expect(self.box).to_be_hidden()

    def refused(self, label: str, why: str) -> "Window":
        """Send it; it is refused, and says so at the field."""
        self._submit()
        field = self.box.locator(".ant-form-item, .lines").filter(has=self.page.get_by_text(label, exact=True))
        expect(field.locator(".ant-form-item-explain-error").first).to_contain_text(why)
        return self

    def refused_as_a_whole(self, why: str) -> "Window":
        """Send it; it is refused for something that no field is about."""
        self._submit()
        expect(self.box.get_by_role("alert").first).to_contain_text(why)
        return self

    def close(self) -> None:
        """Leave it without sending."""
        self.page.keyboard.press("Escape")
        expect(self.box).to_be_hidden()

    def _submit(self) -> None:
        self.box.locator("button[type=submit]").click()


def opened(page: Page, label: str, within: Locator | None = None) -> Window:
    """Press the button called ``label`` and wait for its window."""
    (within or page.locator("main")).get_by_role("button", name=named(label)).first.click()
    window = Window(page, label)
    expect(window.box).to_be_visible()
    return window


def row_of(page: Page, text: str) -> Locator:
    """The first row of a list that says ``text``."""
    return page.locator("main .list-row").filter(has_text=text).first
