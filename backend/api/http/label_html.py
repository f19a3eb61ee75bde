"""The words of a label's page as HTML, which any browser inside another app shows."""

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from backend.core import words
from backend.core.errors import ErrorCode
from backend.core.http.plain_html import PlainHtml
from backend.core.vocabulary import HazardCategory
from backend.equipment.labels.rules import ShownLabel

if TYPE_CHECKING:  # types only
    from backend.core.word_keys import Key


@dataclass(frozen=True)
class LabelHtml(PlainHtml):
    """Pages about the label with this code. `app`: where the app is, empty for the same address."""

    code: str
    app: str = ""

    def label(self, label: ShownLabel | None, *, is_read_only: bool = False) -> str:
        """Return the page of the equipment or area that the label stands on; None: a page that says only how
        to sign in, whether it is a label or not.

        `is_read_only`: over a connection that is not encrypted, where nobody reports.
        """
        if label is None:
            hint = f"<h1>{self._say('labels.page.signIn')}</h1><p>{self._say('labels.page.signInHint')}</p>"
            return self._page("", hint + self._app("labels.page.open"))
        lines = [self._about(label)]
        if label.muster.zh or label.muster.en:
            muster = f"<small>{self._say('labels.page.muster')}</small>{self._text(label.muster)}"
            lines.append(f'<div class="row">{muster}</div>')
        if is_read_only:
            lines.append(self._app("labels.page.open"))
            lines.append(f'<p class="quiet">{self._say("labels.page.readOnly")} <a href="/trust">')
            lines.append(f"{self._say('labels.page.trust')}</a></p>")
        elif label.takes_reports:
            report = self._say("labels.page.report")
            lines.append(f'<a class="go" href="?report=1">{report}</a>')
            lines.append(self._app("labels.page.open", is_second=True))
        else:
            lines.append(self._app("labels.page.signInToReport"))
        lines.append(f'<p class="quiet">{self._say("labels.page.more")}</p>')
        return self._page(self._text(label.site), "".join(lines))

    def form(
        self,
        label: ShownLabel,
        *,
        operation: str,
        key: str,
        category: HazardCategory | None = None,
        description: str = "",
        refused: ErrorCode | None = None,
    ) -> str:
        """Return the page with the form of a report. `refused`: the code with which the same was refused
        before.
        """
        chosen = category or HazardCategory.OTHER
        choices = "".join(
            f'<option value="{each}"{" selected" if each is chosen else ""}>'
            f"{self._text(words.of('HazardCategory', each))}</option>"
            for each in HazardCategory
        )
        inside = (
            f'<form method="post" action="/q/{escape(self.code)}">'
            f'<input type="hidden" name="operation" value="{escape(operation)}">'
            f'<input type="hidden" name="key" value="{escape(key)}">'
            f'<label for="what">{self._say("labels.page.what")}</label>'
            f'<textarea id="what" name="description" rows="5" maxlength="2000" required>'
            f"{escape(description)}</textarea>"
            f'<label for="category">{self._say("labels.page.category")}</label>'
            f'<select id="category" name="category">{choices}</select>'
            f"<button>{self._say('labels.page.send')}</button></form>"
            f'<p class="quiet">{self._say("labels.page.nameless")}</p>'
        )
        return self._page(self._text(label.site), self._about(label) + self._wrong(refused) + inside)

    def sent(self, label: ShownLabel, number: str, key: str) -> str:
        """The report is there; with the key it is found again."""
        groups = " ".join(key[at : at + 5] for at in range(0, len(key), 5))
        inside = (
            f"<h1>{self._say('labels.page.sent')}</h1><p>{escape(number)}</p>"
            f'<div class="row"><small>{self._say("labels.page.key")}</small>'
            f'<span class="key">{escape(groups)}</span></div>'
            f'<a class="go second" href="/follow">{self._say("labels.page.follow")}</a>'
        )
        return self._page(self._text(label.site), inside)

    def refused(self, code: ErrorCode) -> str:
        """Why there is no page."""
        return self._page("", self._wrong(code) + self._app("labels.page.open"))

    def _about(self, label: ShownLabel) -> str:
        area = f"<p>{self._text(label.area)}</p>" if label.area else ""
        return f'<h1>{escape(label.code)}</h1><p class="name">{self._text(label.name)}</p>{area}'

    def _app(self, key: "Key", *, is_second: bool = False) -> str:
        look = "go second" if is_second else "go"
        return f'<a class="{look}" href="{escape(self.app)}/q/{escape(self.code)}?app=1">{self._say(key)}</a>'
