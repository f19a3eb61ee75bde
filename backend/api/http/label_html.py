"""The words of a label's page as HTML, which any browser inside another app shows."""

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from backend.core import words
from backend.core.errors import ErrorCode
from backend.core.text import Language, Text
from backend.core.vocabulary import HazardCategory
from backend.equipment.labels.rules import ShownLabel

if TYPE_CHECKING:  # types only
    from backend.core.word_keys import Key

STYLE: Final = """*{box-sizing:border-box}body{margin:0;background:#f1eee6;color:#1a1912;
font:18px/1.5 "Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;overflow-wrap:anywhere}
header{padding:14px 20px;font-weight:700;border-bottom:3px solid #1a1912}
main{max-width:40rem;margin:0 auto;padding:20px}h1{margin:8px 0 0;font-size:40px;line-height:1.1}
p{margin:8px 0 0}.name{font-size:22px}.row{margin-top:20px;padding:14px 16px;background:#fdfcf8;
border:1px solid #d4cfc2;border-radius:8px}.row small,.quiet{color:#55524a;font-size:16px}
.row small{display:block}
a.go,button{display:block;width:100%;min-height:56px;margin-top:16px;padding:14px 16px;border-radius:10px;
border:2px solid #1a1912;background:#1a1912;color:#fff;font:inherit;font-weight:700;text-align:center;
text-decoration:none}a.go.second{background:none;color:#1a1912}
a:focus-visible,button:focus-visible,select:focus-visible,textarea:focus-visible{outline:3px solid #0b6b5d;
outline-offset:2px}label{display:block;margin-top:20px;font-weight:700}
select,textarea{display:block;width:100%;min-height:56px;margin-top:6px;padding:12px;border:2px solid #8a8678;
border-radius:8px;background:#fff;color:inherit;font:inherit}
.wrong{margin-top:16px;padding:12px 16px;border:2px solid #a3201a;border-radius:8px;background:#fdeceb}
.key{font:700 22px/1.4 monospace}"""


@dataclass(frozen=True)
class LabelHtml:
    """Pages in one language, about the label with this code."""

    language: Language
    code: str

    def label(self, label: ShownLabel | None) -> str:
        """What the label stands on; None: nothing but how to sign in, whether it is a label or not."""
        if label is None:
            hint = f"<h1>{self._say('labels.page.signIn')}</h1><p>{self._say('labels.page.signInHint')}</p>"
            return self._page("", hint + self._app("labels.page.open"))
        lines = [self._about(label)]
        if label.muster.zh or label.muster.en:
            muster = f"<small>{self._say('labels.page.muster')}</small>{self._text(label.muster)}"
            lines.append(f'<div class="row">{muster}</div>')
        if label.takes_reports:
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
        """What is wrong here? `refused`: why the same was not taken before."""
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

    def _wrong(self, code: ErrorCode | None) -> str:
        found = words.find("error", code) if code else None
        return f'<p class="wrong" role="alert">{self._text(found)}</p>' if found else ""

    def _app(self, key: "Key", *, is_second: bool = False) -> str:
        look = "go second" if is_second else "go"
        return f'<a class="{look}" href="/q/{escape(self.code)}?app=1">{self._say(key)}</a>'

    def _page(self, site: str, inside: str) -> str:
        tag = "en" if self.language is Language.EN else "zh-CN"
        title = words.text("labels.page.product").in_(self.language)
        return (
            f'<!doctype html><html lang="{tag}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width,initial-scale=1">'
            f"<title>{escape(title)}</title>"
            f"<style>{STYLE}</style></head><body><header>{site or escape(title)}</header>"
            f"<main>{inside}</main></body></html>"
        )

    def _say(self, key: "Key") -> str:
        return escape(words.text(key).in_(self.language))

    def _text(self, text: Text) -> str:
        return escape(text.in_(self.language))
