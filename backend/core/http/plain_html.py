"""Pages without a script, which any browser inside another app shows: their frame and how they are sent."""

from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from starlette.responses import HTMLResponse, Response

from backend.core import words
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Language, Text

if TYPE_CHECKING:  # types only
    from backend.core.word_keys import Key

HEADERS: Final = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "x-robots-tag": "noindex",
}
STATUS: Final = {ErrorCode.TOO_MANY_ATTEMPTS: HTTPStatus.TOO_MANY_REQUESTS}

STYLE: Final = """*{box-sizing:border-box}body{margin:0;background:#f1eee6;color:#1a1912;
font:18px/1.5 "Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;overflow-wrap:anywhere}
header{padding:14px 20px;font-weight:700;border-bottom:3px solid #1a1912}
main{max-width:40rem;margin:0 auto;padding:20px}h1{margin:8px 0 0;font-size:40px;line-height:1.1}
p{margin:8px 0 0}.name{font-size:22px}.row{margin-top:20px;padding:14px 16px;background:#fdfcf8;
border:1px solid #d4cfc2;border-radius:8px}.row small,.quiet{color:#55524a;font-size:16px}
.row small{display:block}
a.go,button{display:block;width:100%;min-height:56px;margin-top:16px;padding:14px 16px;border-radius:10px;
border:2px solid #1a1912;background:#1a1912;color:#fff;font:inherit;font-weight:700;text-align:center;
text-decoration:none}a.go.second,button.second{background:none;color:#1a1912}
a:focus-visible,button:focus-visible,select:focus-visible,textarea:focus-visible{outline:3px solid #0b6b5d;
outline-offset:2px}label{display:block;margin-top:20px;font-weight:700}
select,textarea{display:block;width:100%;min-height:56px;margin-top:6px;padding:12px;border:2px solid #8a8678;
border-radius:8px;background:#fff;color:inherit;font:inherit}
.wrong{margin-top:16px;padding:12px 16px;border:2px solid #a3201a;border-radius:8px;background:#fdeceb}
.quiet a{display:inline-block;min-height:48px;color:#0b6b5d}
ol{margin:8px 0 0;padding-left:24px}li{margin-top:8px}summary{min-height:48px;padding:10px 0;font-weight:700}
.key{font:700 22px/1.4 monospace}"""


def page(language: Language, *, title: str, header: str, inside: str) -> str:
    """The whole page; `header` and `inside` are HTML."""
    tag = "en" if language is Language.EN else "zh-CN"
    return (
        f'<!doctype html><html lang="{tag}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title>"
        f"<style>{STYLE}</style></head><body><header>{header}</header>"
        f"<main>{inside}</main></body></html>"
    )


@dataclass(frozen=True)
class PlainHtml:
    """Words of a page in one language, as HTML."""

    language: Language

    def _say(self, key: "Key") -> str:
        return self._text(words.text(key))

    def _text(self, text: Text) -> str:
        return escape(text.in_(self.language))

    def _wrong(self, code: ErrorCode | None) -> str:
        """Why something was refused; nothing without a code that people have words for."""
        found = words.find("error", code) if code else None
        return f'<p class="wrong" role="alert">{self._text(found)}</p>' if found else ""

    def _page(self, site: str, inside: str) -> str:
        """The whole page under the name of a site, or of the product; both are HTML."""
        product = words.text("labels.page.product").in_(self.language)
        return page(self.language, title=product, header=site or escape(product), inside=inside)


def plain_page(html: str, refused: Refused | None = None) -> Response:
    status = HTTPStatus.OK if refused is None else STATUS.get(refused.code, HTTPStatus.BAD_REQUEST)
    return HTMLResponse(html, status, HEADERS)
