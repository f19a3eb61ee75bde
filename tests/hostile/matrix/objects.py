"""One object of every kind at each of the two plants, and people of every role who ask for them."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlmodel import select

from backend.agreements.rules import AgreementKind
from backend.agreements.store import Agreements
from backend.alerts.store import Alerts
from backend.alerts.suppression import commands as suppression
from backend.cases import commands as cases
from backend.cases.escalation import follow_ups_commands as follow_ups
from backend.cases.extensions import commands as extensions
from backend.cases.extensions.rules import ExtensionKind
from backend.cases.rules import CaseOutcome
from backend.cases.tasks import commands as tasks
from backend.core.database import Database, Transaction
from backend.core.text import Language, Text
from backend.core.viewer import Membership, Role, Viewer
from backend.core.vocabulary import TaskKind, Tier
from backend.demo.planting import agree_to_all
from backend.equipment import document_commands as documents
from backend.equipment.rules import DocumentKind
from backend.hazards import commands as hazards
from backend.hazards.objections import commands as objections
from backend.hazards.rules import DeclineReason
from backend.hazards.timeline.store import Timelines
from backend.notifications import commands as deliveries
from backend.notifications.alert_tests import commands as alert_tests
from backend.notifications.beacons import commands as beacons
from backend.notifications.channels import commands as channels
from backend.notifications.channels.rules import Wanted
from backend.notifications.outlets import commands as outlets
from backend.notifications.outlets.rules import WantedOutlet
from backend.notifications.tables import DeliveryRow
from backend.people.accounts.sign_ins_rules import SignInMethod
from backend.people.accounts.sign_ins_store import SignIns
from backend.people.corrections import commands as corrections
from backend.people.posts.rules import Post
from backend.people.posts.store import Posts
from backend.people.rules import Person
from backend.people.store import People
from backend.roster import commands as rosters
from backend.roster import patterns_commands, swaps_commands
from backend.roster.rules import Duty, Line, RosterPlan
from backend.roster.store import Rosters
from backend.sensors.devices import commands as devices
from backend.sensors.devices.rules import new_key
from backend.sites.plans.rules import first_plan_id
from backend.tuning import indicators_commands as indicators
from backend.workbooks.runs import commands as workbooks
from backend.workbooks.runs.commands import SentFile
from backend.worklist.saved_views import commands as saved_views
from tests.support.cases import Reports, Step, alert_case, up_to
from tests.support.noun_examples import examples
from tests.support.plants import Plants, id_of, over, sent_photo

NONE: Final = "NONE"
"""Signed in, and of no site."""
ROLES: Final = (*Role, NONE)
CASES: Final = ("case", "other case", "taken", "busy", "disposed")
PICTURES: Final = ("photo", "signature")

Objects = dict[str, str]
"""Ids, codes and hashes by kind."""


@dataclass(frozen=True)
class Asker:
    """Somebody who tries: their sign-in, role, and the objects of their own site that they may name."""

    name: str
    role: str
    viewer: Viewer
    own: Objects


def mirrored(database: Database, plants: Plants) -> Plants:
    """The plant of carol as the helpers of the other one know theirs."""

    def command(tx: Transaction) -> Plants:
        return replace(
            plants,
            alice=plants.carol,
            dora=join(tx, "south dora", Role.OFFICER, plants.south),
            bob=join(tx, "south bob", Role.WORKER, plants.south),
            erik=join(tx, "south erik", Role.LEAD, plants.south),
            carol=plants.alice,
            north=plants.south,
            south=plants.north,
            gas=plants.far_gas,
            far_gas=plants.gas,
            area=plants.far_area,
            far_area=plants.area,
            department=id_of("south/department"),
        )

    return database.transact(command)


def join(tx: Transaction, name: str, role: Role, site_id: UUID, password_hash: str = "none") -> Viewer:
    """A new person of this site, in its department."""
    person = Person(id_of(name), Text(name, name))
    code = "north" if site_id == id_of("north") else "south"
    tx.get(People).add(person, username=name, password_hash=password_hash)
    membership = Membership(person.person_id, site_id, role, id_of(f"{code}/department"), None)
    tx.get(People).put_membership(membership)
    return Viewer(person.person_id, (membership,))


def askers(database: Database, plants: Plants, own: Objects, *, password_hash: str) -> list[Asker]:
    """One person of each role at north, and one of no site; each with a photo of their own."""

    def command(tx: Transaction) -> list[Asker]:
        found = []
        for role in ROLES:
            name = f"asker {role}"
            if role == NONE:
                person = Person(id_of(name), Text(name, name))
                tx.get(People).add(person, username=name, password_hash=password_hash)
                viewer = Viewer(person.person_id, ())
            else:
                viewer = join(tx, name, Role(role), plants.north, password_hash)
                agree_to_all(tx, viewer.person_id, plants.north)
            sent = {each: sent_photo(tx, f"{each} of {name}", viewer).sha256 for each in PICTURES}
            if role == Role.OFFICER:
                sent["own shift"] = str(planned_shift(tx, plants, viewer, in_days=3)["shift"])
            found.append(Asker(name, role, viewer, {**own, **sent}))
        return found

    return database.transact(command)


def furnished(database: Database, plants: Plants) -> Objects:
    """One object of every kind at the plant, as its officers and workers made them."""
    made = Furnishing(database, plants)
    return {
        "site": str(plants.north),
        "plan": str(first_plan_id(plants.north)),
        "area": str(plants.area),
        "department": str(plants.department),
        "person": str(plants.bob.person_id),
        "other person": str(plants.erik.person_id),
        "officer": str(plants.dora.person_id),
        "sign-in": str(made.sign_in()),
        "sensor": str(plants.gas),
        "equipment": str(made.of_site("equipment")),
        "equipment code": f"EQ-{made.code}",
        **made.reports(),
        **made.cases(),
        **made.alerts(),
        **made.delivery(),
        **made.others(),
    }


def planned_shift(tx: Transaction, plants: Plants, who: Viewer, *, in_days: int = 2) -> dict[str, UUID]:
    """A day on duty that is to come, of an officer; its pattern, and the roster."""
    pattern = patterns_commands.add_pattern(
        tx, plants.north, name=Text("白班", "Day"), start_minute=480, minutes=720, by=plants.alice
    )
    day = (tx.now + timedelta(days=in_days)).date()
    plan = RosterPlan(plants.north, Line(Duty.OFFICER), pattern, day, day, (who.person_id,))
    roster = rosters.plan_roster(tx, plan, by=plants.alice)
    [shift] = tx.get(Rosters).ahead_of(plants.north, who.person_id, now=tx.now)
    return {"shift pattern": pattern, "roster": roster, "shift": shift.shift_id}


class Furnishing:
    """Makes the objects of one plant, a few at a time."""

    def __init__(self, database: Database, plants: Plants) -> None:
        self.database, self.plants = database, plants
        self.code = "north" if plants.north == id_of("north") else "south"

    def sign_in(self) -> UUID:
        """A sign-in of the worker."""
        family_id = uuid4()
        self.database.transact(
            lambda tx: tx.get(SignIns).add(
                family_id,
                self.plants.bob.person_id,
                method=SignInMethod.PASSWORD,
                user_agent="",
                device_hash=None,
                at=tx.now,
            )
        )
        return family_id

    def of_site(self, what: str) -> UUID:
        return id_of(f"{self.code}/{what}")

    def reports(self) -> Objects:
        plants, transact = self.plants, self.database.transact
        reports = Reports(self.database, plants)
        waiting, declined = reports.report(plants.bob), reports.report(plants.bob)
        why = {"reason": DeclineReason.NOT_A_HAZARD, "note": "已处理"}
        transact(lambda tx: hazards.decline_hazard(tx, declined.report_id, by=plants.alice, **why))
        transact(lambda tx: objections.object_report(tx, declined.report_id, reason="还在漏", by=plants.bob))
        objection = transact(lambda tx: tx.get(Timelines).objection_of(declined.report_id))
        assert objection is not None
        return {"report": str(waiting.report_id), "objection": str(objection.objection_id)}

    def cases(self) -> Objects:
        """In every state; with a task, a request for more time and a question about it."""
        database, plants, transact = self.database, self.plants, self.database.transact
        reports = Reports(database, plants)
        found = {name: reports.case(plants.bob) for name in CASES}
        for name in ("taken", "busy"):
            up_to(Step.ACKNOWLEDGED, database, plants, found[name])
        disposed = up_to(Step.DISPOSED, database, plants, found["disposed"])
        found["archived"] = reports.case(plants.bob)
        up_to(Step.ARCHIVED, database, plants, found["archived"])
        work = {"kind": TaskKind.OTHER, "work": "搭脚手架", "owner_id": plants.bob.person_id, "due_at": None}
        task, started = (
            transact(
                lambda tx, case_id=found[name]: tasks.add_task(
                    tx, case_id, department_id=plants.department, by=plants.alice, **work
                )
            )
            for name in ("case", "busy")
        )
        transact(lambda tx: tasks.start_task(tx, started.task_id, by=plants.bob))
        more = {"kind": ExtensionKind.EXTENSION, "minutes": 30, "reason": "等备件"}
        extension = transact(
            lambda tx: extensions.request(tx, uuid4(), found["taken"], by=plants.bob, **more)
        )
        asked = transact(
            lambda tx: follow_ups.follow_up_cases(tx, [found["taken"]], text="请尽快", by=plants.alice)
        )
        return {
            **{name: str(case_id) for name, case_id in found.items()},
            "disposed hash": disposed.rounds(plants.alice)[-1].entry.content_hash or "",
            "task": str(task.task_id),
            "started task": str(started.task_id),
            "extension": str(extension.extension_id),
            "follow-up": str(asked[0].follow_up_id),
        }

    def alerts(self) -> Objects:
        """Red, with a case that an officer wants to dismiss."""
        case_id = alert_case(self.database, self.plants, Tier.RED, sensor_id=self.plants.gas)

        def command(tx: Transaction) -> Objects:
            ends = {"outcome": CaseOutcome.FALSE_ALARM, "reason": "标定气体进入探头，现场无泄漏"}
            cases.dismiss_case(tx, case_id, by=self.plants.alice, asks_second_person=True, **ends)
            asked = tx.get(Agreements).waiting(AgreementKind.DISMISS_CASE, case_id)
            alert = tx.get(Alerts).latest(over(self.plants, None, sensor_id=self.plants.gas).key)
            assert asked is not None
            assert alert is not None
            return {"agreement": str(asked.agreement_id), "alert": str(alert.alert_id)}

        return self.database.transact(command)

    def delivery(self) -> Objects:
        """A message about the alert to somebody of the plant."""
        self.database.transact(deliveries.plan_deliveries)
        statement = select(DeliveryRow.id).where(DeliveryRow.site_id == self.plants.north)
        return {"delivery": str(self.database.read(lambda session: session.exec(statement).first()))}

    def others(self) -> Objects:
        return self.database.transact(lambda tx: self._others(tx) | self._on_duty(tx) | self._led_to(tx))

    def _browser(self, tx: Transaction) -> UUID:
        """A browser of the worker."""
        address = f"https://push.example/{self.code}"
        return deliveries.subscribe_push(
            tx, endpoint=address, p256dh="p", auth="a", language=Language.ZH, by=self.plants.bob
        )

    def _channel(self, tx: Transaction) -> UUID:
        plants = self.plants
        administrator = Membership(plants.alice.person_id, plants.north, Role.ADMIN, None, None)
        return channels.configure_channel(
            tx,
            plants.north,
            "email",
            Wanted("smtp", {"host": "mail.example.com"}, {"password": "s3cret"}),
            version=0,
            check=lambda *_: None,
            by=Viewer(plants.alice.person_id, (administrator,)),
        )

    def _led_to(self, tx: Transaction) -> Objects:
        """A lamp, a group and a browser, to which channels lead."""
        plants = self.plants
        administrator = Membership(plants.alice.person_id, plants.north, Role.ADMIN, None, None)
        by = Viewer(plants.alice.person_id, (administrator,))
        beacon = beacons.add_beacon(tx, plants.north, code="R2", name="2 号罐区东", area_id=None, by=by)
        bot = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0123456789abcdef"
        wanted = WantedOutlet("wecom", "值班群", bot, "", Tier.ORANGE)
        checks = outlets.Checks(lambda *_: None, lambda *_: None)
        group = outlets.add_outlet(tx, plants.north, wanted, checks=checks, by=by)
        return {"beacon": str(beacon), "outlet": str(group), "browser": str(self._browser(tx))}

    def _on_duty(self, tx: Transaction) -> Objects:
        """A shift of alice that she asks dora to take."""
        plants = self.plants
        made = planned_shift(tx, plants, plants.alice)
        swap = swaps_commands.ask_swap(
            tx, made["shift"], to_id=plants.dora.person_id, in_return_id=None, reason="", by=plants.alice
        )
        found = {name: str(each) for name, each in made.items()}
        return {**found, "own shift": found["shift"], "shift swap": str(swap)}

    def _others(self, tx: Transaction) -> Objects:
        plants = self.plants
        window = suppression.plan_maintenance(
            tx,
            equipment_id=self.of_site("equipment"),
            area_id=None,
            starts_at=tx.now + timedelta(hours=5),
            ends_at=tx.now + timedelta(hours=6),
            reason="换泵",
            suppresses_red=False,
            confirms_red=False,
            by=plants.alice,
        )
        device = devices.create_device(
            tx, site_id=plants.north, name="gateway", codes=[], key=new_key(), by=plants.alice
        )
        sensor, in_force = indicators.source_of(
            tx, plants.gas, indicators.Permission.PROPOSE_LIMITS, plants.alice
        )
        wanted = replace(in_force, deadband=2.0)
        proposal = indicators.propose_indicator(
            tx, sensor.sensor_id, wanted, base_version=in_force.version, reason="减少误报", by=plants.alice
        )
        view = saved_views.save_view(
            tx, "ALERTS", view_id=None, name="红色", query="tier=RED", by=plants.alice
        )
        test_id = alert_tests.send_alert_test(tx, plants.north, Tier.RED, by=plants.alice)
        plate = sent_photo(tx, f"plate of {self.code}", plants.alice).sha256
        machine = self.of_site("equipment")
        document = documents.add_document(
            tx, machine, kind=DocumentKind.NAMEPLATE, title="铭牌", sha256=plate, by=plants.alice
        )
        correction = corrections.ask_correction(tx, plants.north, "手机号写错了", by=plants.bob)
        post = Post(uuid4(), plants.north, "OPERATOR", Text("操作工", "Operator"), plants.department)
        tx.get(Posts).add(post)
        areas = SentFile("areas.csv", "areas", "0" * 64, b"")
        workbook, _ = workbooks.begin(tx, uuid4(), plants.north, areas, by=plants.alice)
        return {
            "channel": str(self._channel(tx)),
            "workbook": str(workbook.run_id),
            "document": str(document.document_id),
            "post": str(post.post_id),
            "view": str(view.view_id),
            "alert test": str(test_id),
            "correction": str(correction),
            "window": str(window.window_id),
            "device": str(device.device_id),
            "proposal": str(proposal.proposal_id),
            **{kind: made for each in examples() for kind, made in each.objects(tx, plants).items()},
            **{each: sent_photo(tx, f"{each} of {self.code}", plants.bob).sha256 for each in PICTURES},
        }
