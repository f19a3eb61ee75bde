"""Short messages by Aliyun (SendSms 2017-05-25), signed by ACS3-HMAC-SHA256."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote, urlsplit
from uuid import uuid4

from push.http_client import Codes, Network
from push.message import Message
from push.outcome import Outcome
from push.phone import national
from push.registry import SendLimit
from push.settings import Form, setting
from push.sms_templates import SmsGateway, SmsTemplates, filled

ALGORITHM: Final = "ACS3-HMAC-SHA256"
ACTION: Final = "SendSms"
VERSION: Final = "2017-05-25"
CODES: Final = Codes(
    accepted=frozenset({"OK"}),
    gone=frozenset({"isv.MOBILE_NUMBER_ILLEGAL"}),
    busy=frozenset(
        {
            "isv.BUSINESS_LIMIT_CONTROL",
            "isp.SYSTEM_ERROR",
            "isp.GATEWAY_ERROR",
            "isv.SYSTEM_ERROR",
            "ServiceUnavailable",
            "InternalError",
            "Throttling",
            "Throttling.User",
            "Throttling.Api",
        }
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AliyunSmsSettings(SmsTemplates):
    access_key_id: str = setting(Form.CODE)
    access_key_secret: str = setting(is_secret=True)
    sign_name: str = setting(longest=30)
    api_url: str = setting(Form.URL, default="https://dysmsapi.aliyuncs.com/")


class AliyunSms(SmsGateway):
    """The channel `sms`."""

    per_number = (SendLimit(50, timedelta(days=1)),)
    """Notices, unless the operator of the account raises it."""

    def __init__(self, settings: AliyunSmsSettings, network: Network) -> None:
        super().__init__(settings, network)
        self._settings = settings

    def _ask(self, address: str, template: str, message: Message) -> Outcome:
        phone = national(address)
        query = {
            "PhoneNumbers": phone,
            "SignName": self._settings.sign_name,
            "TemplateCode": template,
            "TemplateParam": json.dumps(filled(self._settings, message), ensure_ascii=False),
            "OutId": message.message_id,
        }
        headers = signed_headers(
            host=urlsplit(self._settings.api_url).netloc,
            action=ACTION,
            version=VERSION,
            query=query,
            key=(self._settings.access_key_id, self._settings.access_key_secret),
            at=self._network.now(),
            nonce=uuid4().hex,
        )
        url = f"{self._settings.api_url.rstrip('/')}/?{canonical_query(query)}"
        answer = self._client.call("POST", url, headers=headers)
        words = str(answer.fields().get("Message", ""))
        return self._client.judge(answer, CODES, answer.code("Code"), words, hidden=(phone, address))


def canonical_query(query: Mapping[str, str]) -> str:
    """Return the query by name, each part percent-encoded as RFC 3986 says."""
    return "&".join(f"{quote(name, safe='~')}={quote(query[name], safe='~')}" for name in sorted(query))


def signed_headers(
    *,
    host: str,
    action: str,
    version: str,
    query: Mapping[str, str],
    key: tuple[str, str],
    at: datetime,
    nonce: str,
) -> dict[str, str]:
    """Return the headers of a signed call by POST of the path `/` without a body.

    `key` is its id and its secret. Source: help.aliyun.com, "V3版本请求体&签名机制".
    """
    headers = {
        "host": host,
        "x-acs-action": action,
        "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
        "x-acs-date": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "x-acs-signature-nonce": nonce,
        "x-acs-version": version,
    }
    signed = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    request = "\n".join(("POST", "/", canonical_query(query), lines, signed, headers["x-acs-content-sha256"]))
    to_sign = f"{ALGORITHM}\n{hashlib.sha256(request.encode()).hexdigest()}"
    signature = hmac.new(key[1].encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    authorization = f"{ALGORITHM} Credential={key[0]},SignedHeaders={signed},Signature={signature}"
    return headers | {"Authorization": authorization}
