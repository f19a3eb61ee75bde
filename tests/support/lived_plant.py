"""A plant where everything has happened, and what the app asks of it."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from sqlmodel import col, select

from backend.alerts import commands as alerts
from backend.alerts.tables import AlertRow
from backend.api.schema import schema
from backend.cases.tables import CaseRow
from backend.core.database import Database, Transaction
from backend.core.graphql.context import Context, Edge, Identity
from backend.core.graphql.live import LiveBus
from backend.core.viewer import Role, Viewer
from backend.core.vocabulary import Tier
from backend.equipment.tables import EquipmentRow
from backend.hazards.tables import HazardReportRow
from backend.notifications.tables import DeliveryRow
from backend.people.account_links.rules import LinkKind
from backend.people.account_links.store import AccountLinks
from backend.people.accounts.sign_in_commands import require_proof
from backend.people.accounts.sign_ins_rules import NEEDS_PROOF
from backend.people.queries import viewer as viewer_of
from backend.people.queries import viewers
from backend.photos.store import PhotoStore
from backend.roster import hand_over_commands, swaps_commands
from backend.roster.tables import ShiftPatternRow, ShiftRow
from backend.sites.plans.tables import PlanRow
from tests.hostile.matrix.objects import join
from tests.support.declared import HOME, OVERDUE_SUBJECTS, SUBJECTS, WORK
from tests.support.fakes import FakeClock
from tests.support.full_case import RichCase
from tests.support.noun_examples import examples
from tests.support.plants import id_of, over, plant
from tests.support.rosters import Planner

TIMES: Final = ("acknowledgeWithinS", "disposeWithinS", "recheckWithinS")
OBJECTS: Final = {
    "Alert": AlertRow,
    "Case": CaseRow,
    "CaseFollowUps": CaseRow,
    "HazardReport": HazardReportRow,
    "LastOfAlert": AlertRow,
    "LastOfCase": CaseRow,
    "LastOfReport": HazardReportRow,
}

SPANS: Final = (
    {"from": "2026-11-01T00:00:00Z", "to": "2026-12-01T00:00:00Z"},
    {"from": "2026-12-01T00:00:00Z", "to": "2026-11-01T00:00:00Z"},
)
"""A month, and one that ends before it begins."""


class Lived:
    """A plant where everything has happened, looked at by everybody."""

    def __init__(self, database: Database, clock: FakeClock, folder: Path) -> None:
        self.database = database
        self.plants = plant(database)
        RichCase.lived(database, self.plants, clock, PhotoStore(folder))
        self.admin = database.transact(lambda tx: join(tx, "lived admin", Role.ADMIN, self.plants.north))
        self._raise(Tier.RED, self.plants.gas)
        self._raise(Tier.ORANGE, self.plants.pump)
        self._on_duty(clock)
        erik, alice = self.plants.erik.person_id, self.plants.alice.person_id
        database.transact(lambda tx: tx.get(AccountLinks).add(erik, alice, LinkKind.INVITED, at=tx.now))
        self.digest_id = database.transact(self._digest)
        self.edge = Edge(
            database=database,
            bus=LiveBus(),
            clock=clock,
            viewer_of=viewer_of,
            keep_picture=PhotoStore(folder).put,
            needs_proof=NEEDS_PROOF,
            require_proof=require_proof,
            viewers_of=viewers,
            home=HOME,
            work=WORK,
            overdue=OVERDUE_SUBJECTS,
            subjects=SUBJECTS,
        )

    def _on_duty(self, clock: FakeClock) -> None:
        """Alice is on duty and has written what she leaves; dora, who comes next, asks her for a swap."""
        planner = Planner(self.database, self.plants, clock)
        alice, dora = self.plants.alice, self.plants.dora
        whole_day = planner.pattern("全天", 0, 24 * 60)
        planner.save(planner.plan_of(whole_day, alice, dora, None, days=5))
        now, ahead = planner.shifts()[:2]

        def command(tx: Transaction) -> None:
            hand_over_commands.write_hand_over(tx, now.shift_id, "泵 P-2 还在响", by=alice)
            swaps_commands.ask_swap(
                tx, ahead.shift_id, to_id=alice.person_id, in_return_id=None, reason="看病", by=dora
            )

        self.database.transact(command)

    def _digest(self, tx: Transaction) -> UUID:
        """All messages to bob left as one; returns its id."""
        to_bob = select(DeliveryRow).where(DeliveryRow.person_id == self.plants.bob.person_id)
        rows = tx.session.exec(to_bob.order_by(col(DeliveryRow.outbox_id))).all()
        for row in rows:
            row.summary_id = rows[-1].id
        return rows[-1].id

    def _raise(self, tier: Tier, sensor_id: int) -> None:
        self.database.transact(
            lambda tx: alerts.apply_changes(tx, [over(self.plants, tier, sensor_id=sensor_id)])
        )

    def answer(self, text: str, viewer: Viewer, variables: dict[str, Any]) -> str:
        """Data and errors, as text in which the order of the keys shows.

        Where two fields of one level are refused, graphql-core itself names now the one, now the other.
        """
        identity = Identity(viewer, uuid4(), datetime.now(UTC) + timedelta(hours=1))
        context = Context(self.edge, identity, "")
        result = asyncio.run(schema.execute(text, variable_values=variables, context_value=context))
        errors = [error.message for error in result.errors or ()]
        return json.dumps([result.data, errors], ensure_ascii=False, default=str)

    @staticmethod
    def of_a_table(filter: dict[str, Any], *sorts: str, name: str = "filter") -> list[dict[str, Any]]:
        """Variables of a list: whole, in pages, by each field of a filter alone, in each order both ways."""
        orders = [{"sort": {"by": by, "descending": down}} for by in sorts for down in (False, True)]
        narrowed = ({name: {each: value}} for each, value in filter.items())
        return [{}, {"first": 0}, {"first": 1}, *narrowed, *orders]

    def ids(self, table: Any) -> list[UUID]:
        return self.database.read(lambda s: list(s.exec(select(table.id).order_by(col(table.id)))))


def answers_of(lived: Lived, text: str, viewer: Viewer) -> tuple[Any, list[str]]:
    """Data and errors of a document without variables."""
    data, errors = json.loads(lived.answer(text, viewer, {}))
    return data, errors


OF_AN_ALERT = ("AlertBeacons", "AlertDeliveries", "AlertOutlets")
OF_A_CASE = ("CaseDeliveries", "CaseRecord", "VerifyArchive")
OF_A_SITE = (
    "Beacons",
    "Corrections",
    "DemoRemoval",
    "DepartmentTree",
    "MyPreferences",
    "OnDutyNow",
    "Outlets",
    "RosterLines",
    "Posts",
    "Reach",
    "SiteAdvice",
    "SiteCalendar",
    "SiteChannels",
    "SiteModules",
    "SiteNotices",
    "SitePlan",
    "SiteReadiness",
    "SiteSettings",
    "Staff",
    "UnconfirmedPeople",
    "StartingSet",
    "Tags",
    "TaskRules",
    "TierPolicies",
)


OF_THE_PACK = ("WorkPack", "WorkPackCases", "WorkPackReports", "WorkPackRisks", "WorkPackMachines")


def variables_of(lived: Lived, name: str) -> list[dict[str, Any]]:
    """What is asked for: every object there is, one that is not, and lists with and without a filter."""
    sensors = [{"id": str(number)} for number in (lived.plants.gas, lived.plants.pump, 999)]
    spans = [{**each, **span} for each in sensors for span in SPANS]
    reports = [str(each) for each in (*lived.ids(HazardReportRow), uuid4())]
    cases = [str(each) for each in (*lived.ids(CaseRow), uuid4())]
    alerts = [str(each) for each in (*lived.ids(AlertRow), uuid4())]
    november = [{"start": "2026-11-01T00:00:00Z", "end": "2026-11-30T00:00:00Z"}]
    place = {"areaIds": [str(lived.plants.area)]}
    known: dict[str, list[dict[str, Any]]] = {
        "Alerts": [{}, {"first": 1}, {"filter": {"tiers": ["RED"], "leads": True}}, {"first": -1}],
        "Cases": [{}, {"first": 2}, {"filter": {"states": ["ARCHIVED"]}}],
        "HazardReports": [{}, {"filter": {"isMine": True}}],
        "ArchivedSince": [{"from": each["from"]} for each in SPANS],
        "ArchivedCases": [{"query": ""}, {"query": "泵"}],
        **table_variables(lived) | rosters(lived),
        "AnonymousReport": [{"key": "0" * 26}],
        "Backtest": [],
        **{key: [{"alertId": each} for each in alerts] for key in OF_AN_ALERT},
        "Digest": [{"deliveryId": str(each)} for each in (lived.digest_id, uuid4())],
        **{name: [{"caseId": each} for each in cases] for name in OF_A_CASE},
        **{name: [{"known": []}, {"known": ["of before"]}] for name in OF_THE_PACK},
        "DuplicateCandidates": [{"of": {"caseId": each}} for each in cases]
        + [{"of": {"reportId": each}} for each in reports],
        "EquipmentByCode": [{"code": "EQ-north"}, {"code": "nothing"}],
        "GroupMembers": [{"groupId": each} for each in alerts],
        "IndicatorHistory": [{"sensorId": each["id"]} for each in sensors],
        **dict.fromkeys(("Kpis", "KpiReport"), november),
        # An app of before asks by days, and is refused too many.
        "FalseAlarmSources": [{**november[0], "days": days} for days in (30, 100_000)],
        "FindObjects": [{"text": "gas"}, {"text": "CZ", "first": 1}, {"text": "x" * 101}],
        "LabTrace": [{**each, "minutes": 60} for each in sensors],
        "RecommendedValues": [{"sensorId": each["id"]} for each in sensors],
        "PolicyPreview": policy_previews(lived),
        "PolicyLoses": policy_drafts(lived),
        "ReportTimeline": [{"reportId": each} for each in reports],
        "LedgerPage": [{"code": "EQ-north"}, {"code": "nothing"}],
        **{name: [{"siteId": str(lived.plants.north)}, {"siteId": str(uuid4())}] for name in OF_A_SITE},
        "OrganisationChanges": [{"objectId": str(lived.plants.department)}, {"objectId": str(uuid4())}],
        "ConnectionGuide": connections(lived),
        "Monitor": [
            {"siteId": str(lived.plants.north)},
            {"siteId": str(lived.plants.north), "minutes": 480},
            {"siteId": str(uuid4()), "minutes": 7},
        ],
        "PlaceMatters": [{"alerts": place, "cases": place}, {"alerts": {}, "cases": {}, "first": 0}],
        "PlaceTrends": [{"filter": where, "points": 100, **span} for where in ({}, place) for span in SPANS],
        "SavedViews": [{"list": "ALERTS"}],
        **dict.fromkeys(("LabSensor", "LastOfSource", "SensorTrace", "Source", "SourceToEdit"), sensors),
        "SourceBand": spans,
        **dict.fromkeys(("SourceScores", "SourceTrend"), spans),
        **account_links(lived) | overviews(lived) | suppressed(lived),
        "Account": [{}, {"personId": str(lived.plants.bob.person_id)}, {"personId": str(uuid4())}],
    }
    if table := OBJECTS.get(name):
        return [{"id": str(each)} for each in (*lived.ids(table), uuid4())]
    declared = (each.asked(lived) for each in examples())
    return next((each[name] for each in chain([known], declared) if name in each), [{}])


def overviews(lived: Lived) -> dict[str, list[dict[str, Any]]]:
    """Pictures of this site and of none, whole and of a place; too many rows, and a cursor that is none; and
    what no limit judges there.
    """
    site, place = {"siteId": str(lived.plants.north)}, {"areaIds": [str(lived.plants.area)]}
    rows = {**site, "filter": {}, "first": 60}
    of_place = {**place, "stages": ["STORAGE"], "countedAs": ["RED"], "areaCodes": ["A"]}
    pages = [rows, {**rows, "filter": of_place}, {**rows, "siteId": str(uuid4())}, {**rows, "first": 501}]
    unlimited = [{"filter": {"needsLimit": True, **where}, "first": 8} for where in ({}, place)]
    return {
        "PlaceUnlimited": unlimited,
        "OverviewAreas": [site, {"siteId": str(uuid4())}],
        "OverviewRows": [*pages, {**rows, "after": "nothing"}],
        "OverviewSums": [site, {"siteId": str(uuid4())}],
        "OverviewTiles": [{**each, "minutes": minutes} for minutes in (480, 7) for each in pages],
    }


def suppressed(lived: Lived) -> dict[str, list[dict[str, Any]]]:
    """Pages of what notifies nobody, too many rows of it, and sources to name or to choose from."""
    machines = [str(each) for each in (*lived.ids(EquipmentRow), uuid4())]
    return {
        "HeldAlerts": [{"by": by, "first": first} for by in ("PARENT", "CHATTERING") for first in (50, 101)],
        "HeldSources": [{"first": 50}, {"first": -1}],
        "SourceChoices": [{"filter": {"kinds": ["READINGS"], "text": "gas"}}, {"filter": {}, "first": 101}],
        "MachineNow": [{"equipmentId": each, "first": 20} for each in machines],
        "MachineSources": [{"equipmentId": each, "first": 20} for each in machines],
        "PlanSources": [{"planId": str(each)} for each in (*lived.ids(PlanRow), uuid4())],
        "SourceToPlace": [{"id": each} for each in (str(lived.plants.gas), "none")],
        "SourcesToPlace": [{}, {"text": "gas", "first": 50}, {"first": 101}],
        "LabSources": [{"filter": {"needsLimit": needs}, "first": 50} for needs in (True, False)],
        "SourceNames": [{"ids": [str(lived.plants.gas), "none"]}, {"ids": []}],
    }


def account_links(lived: Lived) -> dict[str, list[dict[str, Any]]]:
    """Of somebody whom alice opened and nobody confirmed, and of nobody; who may recheck after them."""
    erik, site = str(lived.plants.erik.person_id), str(lived.plants.north)
    asked = {"permission": "RECHECK", "firstPeople": [erik]}
    return {
        "AccountLinks": [{"personId": erik}, {"personId": str(uuid4())}],
        "SecondPeople": [{"siteId": site, **asked}, {"siteId": str(uuid4()), **asked}],
    }


def rosters(lived: Lived) -> dict[str, list[dict[str, Any]]]:
    """A week, plans to look at, and who may take a shift."""
    return {
        "RosterWeek": roster_weeks(lived),
        "RosterPreview": roster_plans(lived),
        "RosterOnDay": [{"siteId": str(each), "day": "2026-11-24"} for each in (lived.plants.north, uuid4())],
        "ShiftCandidates": [{"shiftId": str(each)} for each in (*lived.ids(ShiftRow), uuid4())],
    }


def roster_weeks(lived: Lived) -> list[dict[str, Any]]:
    """A week of this site and of none."""
    week = {"since": "2026-11-23T00:00:00Z", "until": "2026-11-30T00:00:00Z"}
    site = {"siteId": str(lived.plants.north)}
    return [{**site, **week}, {"siteId": str(uuid4()), **week}]


def roster_plans(lived: Lived) -> list[dict[str, Any]]:
    """A rotation that would overlap, one of somebody who is no officer, and one of a foreign site."""
    plants = lived.plants
    plan = {"duty": "OFFICER", "patternId": str(lived.ids(ShiftPatternRow)[0]), "lastDay": "2027-01-07"}
    asked = {**plan, "siteId": str(plants.north), "firstDay": "2027-01-01"}
    alice, bob = str(plants.alice.person_id), str(plants.bob.person_id)
    return [
        {"plan": {**asked, "people": [alice, None], "skipsRestDays": True}},
        {"plan": {**asked, "people": [alice, bob], "replaces": True}},
        {"plan": {**asked, "people": [alice], "siteId": str(uuid4())}},
    ]


def connections(lived: Lived) -> list[dict[str, Any]]:
    """Of this site and of none, under codes of which one cannot be any."""
    return [
        {"siteId": site, "way": way, "code": code}
        for site in (str(lived.plants.north), str(uuid4()))
        for way, code in (("MQTT", "GD-1"), ("CAMERA", "CB-1"), ("HTTP", "a/b"))
    ]


def policy_previews(lived: Lived) -> list[dict[str, Any]]:
    """Of this site and of none, with times that a policy could have, and with none."""
    sites = (lived.plants.north, uuid4())
    asked = [(site, seconds) for site in sites for seconds in (60, 0)]
    return [{"siteId": str(site), "tier": "RED", **dict.fromkeys(TIMES, seconds)} for site, seconds in asked]


def policy_drafts(lived: Lived) -> list[dict[str, Any]]:
    """Longer times than the defaults, at this site, in its area and at no site; and a draft without tiers."""
    given = {"notifiedFirst": ["RESPONSIBLE"], "channels": ["IN_APP"], "opensCaseAfterS": 0}
    rung = {"percent": 100, "notifies": ["LEAD"]}
    tiers = [{"tier": tier.name, **dict.fromkeys(TIMES, 86_400), **given, "ladder": [rung]} for tier in Tier]
    site = {"siteId": str(lived.plants.north)}
    return [
        {**site, "tiers": tiers},
        {**site, "tiers": tiers, "areaId": str(lived.plants.area)},
        {**site, "tiers": []},
        {"siteId": str(uuid4()), "tiers": tiers},
    ]


def table_variables(lived: Lived) -> dict[str, list[dict[str, Any]]]:
    """Each table: whole, counted only, with every field of its filter, and sorted by each kind of column."""
    plants = lived.plants
    place = {"areaIds": [str(plants.area)], "equipmentIds": [str(id_of("north/equipment"))]}
    people = {"departmentIds": [str(plants.department)], "personIds": [str(plants.bob.person_id)]}
    since = "2020-01-01T00:00:00+00:00"
    asked = lived.of_a_table
    return {
        "AlertTable": asked(
            {**place, **people, "text": "gas", "raisedFrom": since, "isOverdue": True, "leads": True}
            | {"sensorIds": [str(plants.gas), "x"], "conditions": ["LIMIT_HIGH"]}
            | {"announced": {"fromAt": since, "toAt": "2099-01-01T00:00:00+00:00"}},
            *("TIER", "STATE", "RAISED", "DUE", "SOURCE", "AREA"),
        ),
        "CaseTable": asked({**place, **people, "text": "CZ", "openedFrom": since}, "NUMBER", "DUE", "AREA"),
        "TaskTable": asked({**place, **people, "text": "CZ", "isOverdue": True}, "CASE", "DEPARTMENT", "DUE"),
        "FollowUpTable": [
            *({"filter": which} for which in ("OPEN", "MINE", "ALL")),
            *asked({**place, **people, "text": "CZ", "askedFrom": since}, "CASE", "ANSWERED", name="where"),
        ],
        "HazardReportTable": asked(
            {**place, **people, "text": "CZ", "receivedFrom": since}, "NUMBER", "GRADE", "AREA"
        ),
        "SourceTable": asked(
            {
                **place,
                "needsLimit": True,
                "isBlind": True,
                "text": "gas",
                "tiers": ["RED"],
                "countedAs": ["RED"],
            }
            | {"repeatsSince": since},
            *("CODE", "TIER"),
        ),
        "ArchivedCaseTable": [
            {"query": "泵"},
            *asked({**place, **people, "fromAt": since}, "NUMBER", "TIER"),
        ],
        "DueSteps": asked(
            {
                "departmentIds": [str(plants.department)],
                "steps": ["DISPOSE"],
                "dueFrom": since,
                "isLate": True,
            }
        ),
    }
