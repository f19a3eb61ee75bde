"""Short messages by Tencent Cloud (SendSms 2021-01-11), signed by TC3-HMAC-SHA256."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from push.http_client import Answer, Codes, Network, readable_code
from push.message import Message
from push.outcome import Outcome
from push.phone import e164
from push.registry import SendLimit
from push.settings import Form, setting
from push.sms_templates import SmsGateway, SmsTemplates, filled

ALGORITHM: Final = "TC3-HMAC-SHA256"
SERVICE: Final = "sms"
ACTION: Final = "SendSms"
VERSION: Final = "2021-01-11"
CONTENT_TYPE: Final = "application/json; charset=utf-8"
CODES: Final = Codes(
    accepted=frozenset({"Ok"}),
    gone=frozenset({"InvalidParameterValue.IncorrectPhoneNumber"}),
    busy=frozenset(
        {
            "InternalError",
            "InternalError.Timeout",
            "InternalError.OtherError",
            "InternalError.SendAndRecvFail",
            "RequestLimitExceeded",
            "LimitExceeded.DeliveryFrequencyLimit",
            "LimitExceeded.PhoneNumberThirtySecondLimit",
            "LimitExceeded.PhoneNumberOneHourLimit",
        }
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TencentSmsSettings(SmsTemplates):
    secret_id: str = setting(Form.CODE)
    secret_key: str = setting(is_secret=True)
    app_id: str = setting(Form.CODE)
    sign_name: str = setting(longest=30)
    region: str = setting(Form.CODE, default="ap-guangzhou")
    api_url: str = setting(Form.URL, default="https://sms.tencentcloudapi.com/")


class TencentSms(SmsGateway):
    """The channel `sms`."""

    per_number = (SendLimit(1, timedelta(seconds=30)), SendLimit(5, timedelta(hours=1)))
    """Unless the operator of the account raises it in the console."""

    def __init__(self, settings: TencentSmsSettings, network: Network) -> None:
        super().__init__(settings, network)
        self._settings = settings

    def _ask(self, address: str, template: str, message: Message) -> Outcome:
        phone = e164(address)
        body = json.dumps(
            {
                "PhoneNumberSet": [phone],
                "SmsSdkAppId": self._settings.app_id,
                "SignName": self._settings.sign_name,
                "TemplateId": template,
                "TemplateParamSet": list(filled(self._settings, message).values()),
                "SessionContext": message.message_id,
            }
        ).encode()
        at, host = self._network.now(), urlsplit(self._settings.api_url).netloc
        key = (self._settings.secret_id, self._settings.secret_key)
        headers = {
            "Content-Type": CONTENT_TYPE,
            "X-TC-Action": ACTION,
            "X-TC-Version": VERSION,
            "X-TC-Region": self._settings.region,
            "X-TC-Timestamp": str(int(at.timestamp())),
            "Authorization": authorization(
                host=host, service=SERVICE, action=ACTION, body=body, key=key, at=at
            ),
        }
        answer = self._client.call("POST", self._settings.api_url, headers=headers, body=body)
        code, words = _said(answer)
        return self._client.judge(answer, CODES, code, words, hidden=(phone, address))


def _said(answer: Answer) -> tuple[str | int | None, str]:
    """Return code and words for the one number, or those of a call that was refused as a whole."""
    response = _mapping(answer.fields().get("Response"))
    statuses = response.get("SendStatusSet")
    said = _mapping(response.get("Error")) or _mapping(
        statuses[0] if isinstance(statuses, list) and statuses else None
    )
    return readable_code(said.get("Code")), str(said.get("Message", ""))


def _mapping(found: object) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


def authorization(
    *, host: str, service: str, action: str, body: bytes, key: tuple[str, str], at: datetime
) -> str:
    """Return the signature of a call by POST of the path `/`. `key` is its id and its secret.

    Source: cloud.tencent.com, "签名方法 v3".
    """
    signed = "content-type;host;x-tc-action"
    lines = f"content-type:{CONTENT_TYPE}\nhost:{host}\nx-tc-action:{action.lower()}\n"
    request = "\n".join(("POST", "/", "", lines, signed, hashlib.sha256(body).hexdigest()))
    day = f"{at.astimezone(UTC):%Y-%m-%d}"
    scope = f"{day}/{service}/tc3_request"
    to_sign = "\n".join(
        (ALGORITHM, str(int(at.timestamp())), scope, hashlib.sha256(request.encode()).hexdigest())
    )
    signing = f"TC3{key[1]}".encode()
    for part in (day, service, "tc3_request"):
        signing = hmac.digest(signing, part.encode(), "sha256")
    signature = hmac.new(signing, to_sign.encode(), hashlib.sha256).hexdigest()
    return f"{ALGORITHM} Credential={key[0]}/{scope}, SignedHeaders={signed}, Signature={signature}"
