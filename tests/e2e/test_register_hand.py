"""The register in the hand."""

from contextlib import closing

from playwright.sync_api import expect

from tests.e2e.devices import PASSWORD, Device
from tests.support.client import Client
from tests.support.installations import Installation


def test_the_hand_lists_events_in_the_order_of_the_desk_the_worst_first_then_by_code(
    phone: Device, installation: Installation
) -> None:
    with closing(Client.signed_in(installation.address, "zhao.min", PASSWORD)) as client:
        edges = client.ask("RiskEventTable", first=20)["edges"]
    wanted = [each["node"]["title"]["zh"] for each in edges]

    phone.sign_in("zhao.min")
    phone.go("/risks")

    rows = phone.page.get_by_test_id("risk-row")
    expect(rows).to_have_count(len(wanted))
    for row, title in zip(rows.all(), wanted, strict=True):
        expect(row).to_contain_text(title)
