"""Signatures agree with the examples that providers publish, byte for byte."""

from datetime import UTC, datetime

from push import aliyun_sms, dingtalk, feishu, tencent_sms, webhook


def test_a_call_of_aliyun_is_signed_as_its_documentation_shows() -> None:
    """help.aliyun.com, "V3版本请求体&签名机制", fixed parameters."""
    headers = aliyun_sms.signed_headers(
        host="ecs.cn-shanghai.aliyuncs.com",
        action="RunInstances",
        version="2014-05-26",
        query={
            "RegionId": "cn-shanghai",
            "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
        },
        key=("YourAccessKeyId", "YourAccessKeySecret"),
        at=datetime(2023, 10, 26, 10, 22, 32, tzinfo=UTC),
        nonce="3156853299f313e23d1673dc12e1703d",
    )

    assert headers["Authorization"] == (
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,"
        "SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


def test_texts_of_a_call_of_aliyun_are_encoded_as_rfc_3986_says() -> None:
    encoded = aliyun_sms.canonical_query({"b": "a b*c~/", "a": "安"})

    assert encoded == "a=%E5%AE%89&b=a%20b%2Ac~%2F"


def test_a_call_of_tencent_is_signed_as_its_documentation_shows() -> None:
    """cloud.tencent.com, "签名方法 v3"; its keys are asterisks there, too."""
    signed = tencent_sms.authorization(
        host="cvm.tencentcloudapi.com",
        service="cvm",
        action="DescribeInstances",
        body=rb'{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}',
        key=("AKID" + "*" * 32, "*" * 32),
        at=datetime.fromtimestamp(1_551_113_065, UTC),
    )

    assert signed == (
        f"TC3-HMAC-SHA256 Credential=AKID{'*' * 32}/2019-02-25/cvm/tc3_request, "
        "SignedHeaders=content-type;host;x-tc-action, "
        "Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f"
    )


def test_a_webhook_is_signed_as_standard_webhooks_shows() -> None:
    """standardwebhooks.com, reference vector of its libraries."""
    signed = webhook.signature(
        webhook.key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        datetime.fromtimestamp(1_614_265_330, UTC),
        b'{"test": 2432232314}',
    )

    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_groups_of_dingtalk_and_feishu_are_signed_over_time_and_secret() -> None:
    """Neither publishes an example. Expected values: `openssl dgst -sha256 -hmac`, with the secret as key and
    the two lines as text for DingTalk, the two lines as key and nothing as text for Feishu.
    """
    at = datetime.fromtimestamp(1_599_360_473, UTC)

    assert dingtalk.signature("this is secret", at) == {
        "timestamp": "1599360473000",
        "sign": "hXZTWifRGHclNuZSKxoXc//sh51SWfVfRIhcdeKs63I=",
    }
    assert feishu.signature("demo", at) == {
        "timestamp": "1599360473",
        "sign": "".join(("l1N0gAcBjdwBvGm1xMjO", "F0XSyaLRpR7tuO5dHfhAYc8=")),  # whole it looks like a key
    }
