"""The reach report: how soon alerts were shown, in figures that agree with each other, and slow phones."""

import csv
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from backend.core.database import Transaction
from backend.core.tables import OutboxRow
from backend.core.vocabulary import Tier
from backend.notifications.rules import DeliveryState
from backend.notifications.tables import DeliveryRow, PushSubscriptionRow
from backend.people.accounts.sign_ins_rules import BrowserKind, Engine, Maker, SignInMethod
from backend.people.accounts.sign_ins_store import SignIns
from backend.people.tables import MembershipRow
from backend.sites.tables import SiteRow
from tests.e2e.devices import Device
from tests.support.installations import Installation

ALERTS = 9
KINDS = (
    BrowserKind(Maker.HUAWEI, Engine.CHROMIUM, 99),
    BrowserKind(Maker.XIAOMI, Engine.CHROMIUM, 130),
    BrowserKind(Maker.APPLE, Engine.WEBKIT, 17),
)
WAITS_S = (40.0, 4.0, 6.0)
"""By kind: what a phone of it takes to show a message."""


@pytest.fixture(scope="module")
def lived(installation: Installation) -> int:
    """Red alerts of the last days, pushed to a phone of everybody, which showed them; how many messages."""

    def live(tx: Transaction) -> int:
        [site_id] = tx.session.exec(select(SiteRow.id)).all()
        people = sorted(tx.session.exec(select(MembershipRow.person_id).distinct()).all())
        phones = [_phone(tx, each, KINDS[place % 3]) for place, each in enumerate(people)]
        for number in range(ALERTS):
            at = tx.now - timedelta(days=number + 1)
            event = OutboxRow(site_id=site_id, at=at, event={}, done_at=at)
            tx.session.add(event)
            tx.session.flush()
            assert event.id is not None
            for place, phone in enumerate(phones):
                tx.session.add(
                    DeliveryRow(
                        id=uuid4(),
                        outbox_id=event.id,
                        site_id=site_id,
                        person_id=phone.person_id,
                        channel="webpush",
                        address=str(phone.id),
                        state=DeliveryState.SHOWN,
                        event_kind="ALERT_RAISED",
                        attempts=1,
                        created_at=at,
                        expires_at=at + timedelta(hours=4),
                        accepted_at=at + timedelta(seconds=1),
                        shown_at=at + timedelta(seconds=WAITS_S[place % 3]),
                        tier=Tier.RED,
                    )
                )
        return ALERTS * len(phones)

    return installation.database.transact(live)


def _phone(tx: Transaction, person_id: UUID, kind: BrowserKind) -> PushSubscriptionRow:
    family_id = uuid4()
    tx.get(SignIns).add(
        family_id,
        person_id,
        method=SignInMethod.PASSWORD,
        user_agent="",
        device_hash=None,
        at=tx.now,
    )
    tx.session.flush()
    tx.get(SignIns).put_browser(family_id, kind)
    row = PushSubscriptionRow(
        id=uuid4(),
        person_id=person_id,
        endpoint=f"https://push.example/{family_id}",
        p256dh="p",
        auth="a",
        created_at=tx.now,
        family_id=family_id,
        is_in_hand=True,
    )
    tx.session.add(row)
    return row


def counts(page: Page, level: str) -> list[int]:
    rows = page.get_by_test_id("reach-soon").locator(f"tbody[data-level={level}] tr.figures")
    expect(rows.first).to_be_visible()
    return [int(each.get_attribute("data-count") or 0) for each in rows.all()]


def test_levels_add_up_to_the_messages_and_red_is_judged(desk: Device, lived: int) -> None:
    desk.sign_in("zhao.min")
    desk.go("/reach")
    page = desk.page

    expect(page.get_by_test_id("reach-target")).to_contain_text("红色没达标")
    assert sum(counts(page, "makers")) == sum(counts(page, "engines")) == sum(counts(page, "channels"))
    assert counts(page, "channels") == [lived]
    soon = page.get_by_test_id("reach-soon")
    expect(soon).to_contain_text("华为")
    expect(soon).to_contain_text("Chromium 99")
    slow = page.get_by_test_id("reach-people").locator(
        "li", has_text="手机慢（华为、荣耀 · Chromium 99）：9 次"
    )
    expect(slow.first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_test_id("reach-export").click()
    rows = list(csv.reader(download.value.path().read_text("utf-8-sig").splitlines()))
    assert ["渠道", "推送到手机", str(lived)] in [each[:3] for each in rows]


def test_a_phone_shows_the_figures_within_its_width(phone: Device, lived: int) -> None:
    phone.sign_in("zhao.min")
    phone.go("/reach")
    page = phone.page

    assert sum(counts(page, "makers")) == lived
    wide = page.get_by_test_id("reach-soon").evaluate("each => each.scrollWidth - each.clientWidth")
    assert wide <= 0, "figures are cut off"
    edges = {round(each.bounding_box()["x"]) for each in page.locator(".columns section").all()}  # type: ignore[index]
    assert len(edges) <= 1


def test_the_browser_of_a_sign_in_is_known_after_the_start_of_the_app(desk: Device) -> None:
    desk.sign_in("zhao.min")
    desk.is_live()
    desk.go("/security")

    expect(desk.page.get_by_text("Chromium").first).to_be_visible()
