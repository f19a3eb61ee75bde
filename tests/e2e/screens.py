"""Every screen there is, and who looks at it: for the checks of all of them and for their pictures."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Page, expect

from backend.demo.blueprint import id_of
from tests.e2e.devices import PHONE, TABLET
from tests.e2e.history import History

SIZES: Final = {"phone": PHONE, "tablet": TABLET}
AT_TABLETS: Final = ("zhao.min", "zhou.gang", "admin")


@dataclass(frozen=True)
class Screen:
    """`path` is where it is in a plant with this history; `ready` is there when it shows its content."""

    name: str
    person: str | None
    path: Callable[[History], str]
    ready: str
    act: Callable[[Page, History], None] | None = None
    """What the person does there first."""
    is_alarm: bool = False
    """Shows the alarm of a red alert: there must be one."""

    @property
    def used_at(self) -> str:
        """The size of those who use it most: officers and executives have tablets, all others phones."""
        return "tablet" if self.person in AT_TABLETS else "phone"

    def show(self, page: Page, history: History) -> None:
        """From the page that has just been opened to the screen with its content."""
        expect(page.locator("h1").first).to_be_visible()
        if self.act:
            self.act(page, history)
        expect(page.locator(self.ready).first).to_be_visible()


def _at(path: str) -> Callable[[History], str]:
    return lambda _history: path


def _open(test_id: str) -> Callable[[Page, History], None]:
    return lambda page, _history: page.get_by_test_id(test_id).first.click()


def _enter_key(page: Page, history: History) -> None:
    page.locator(".follow input").fill(history.key)
    page.locator(".follow form button").click()


def _search(page: Page, _history: History) -> None:
    page.get_by_role("searchbox").first.fill("喷淋")


REFUSED_JOB: Final = """(userId) => new Promise((resolve) => {
  const opening = indexedDB.open('anhuan')
  opening.onsuccess = () => {
    const tx = opening.result.transaction('jobs', 'readwrite')
    tx.objectStore('jobs').put({
      v: 1, id: crypto.randomUUID(), userId, operation: 'AcknowledgeAlert', hash: '', photoHashes: [],
      variables: { input: {} }, subject: { kind: 'alert', id: '1', title: 'P-101', route: '/alerts' },
      draft: { key: '/alerts', value: {} }, createdAt: Date.now(), timeZone: 'Asia/Shanghai', deviceId: 'p',
      sequence: 1, state: 'refused', attempts: 1, retryAt: 0, lastError: 'CONFLICT', dependsOn: null,
    })
    tx.oncomplete = () => { opening.result.close(); resolve() }
  }
})"""


def _conflict(page: Page, _history: History) -> None:
    page.evaluate(REFUSED_JOB, str(id_of("person", "liu.fang")))
    page.reload()


def _take_over(page: Page, _history: History) -> None:
    """Bring the alarm back that every other screen puts aside, or leave it where it has come by itself:
    beneath it the strip takes no finger, but still the event of one.
    """
    page.get_by_test_id("alarm-strip").wait_for()
    page.remove_locator_handler(page.get_by_test_id("alarm"))
    page.get_by_test_id("alarm-strip").dispatch_event("click")


SCREENS: Final = (
    Screen("sign-in", None, _at("/sign-in"), "form.form"),
    Screen("home-worker", "wang.lei", _at("/"), "[data-testid=my-work]"),
    Screen("report", "wang.lei", _at("/hazards/new"), "[data-testid=choose-place]"),
    Screen("follow", None, _at("/follow"), ".follow"),
    Screen("follow-report", None, _at("/follow"), "[data-testid=steps]", _enter_key),
    Screen("timeline", "chen.jie", lambda past: f"/hazards/{past.objected}", "[data-step=OBJECTED]"),
    Screen(
        "timeline-tasks",
        "chen.jie",
        lambda past: f"/hazards/{past.joint_report}",
        "[data-step=TASK_ASSIGNED]",
    ),
    Screen("my-reports", "wang.lei", _at("/hazards"), "a[href^='/hazards/']:not([href='/hazards/new'])"),
    Screen("scan", "wang.lei", _at("/scan"), "[data-testid=code]"),
    Screen("equipment", "wang.lei", _at("/q/EQ-0009"), ".content .card"),
    Screen("outbox", "wang.lei", _at("/outbox"), ".content"),
    Screen("home-lead", "li.qiang", _at("/"), "[data-testid=my-work]"),
    Screen("dispose", "li.qiang", lambda past: f"/cases/{past.in_disposal}/dispose", ".form .picker"),
    Screen("dispose-major", "li.qiang", lambda past: f"/cases/{past.major}/dispose", "[data-testid=five]"),
    Screen("recurrence", "li.qiang", lambda past: f"/cases/{past.recurrence}", "[data-testid=record]"),
    Screen(
        "five-why",
        "li.qiang",
        lambda past: f"/cases/{past.recurrence}",
        "[data-testid=why-problem]",
        _open("root-cause"),
    ),
    Screen("home-officer", "zhao.min", _at("/"), "[data-testid=my-work]"),
    Screen("alerts", "zhao.min", _at("/alerts"), "[data-testid=alert-row]"),
    Screen("alert", "zhao.min", lambda past: f"/alerts/{past.alert}", ".alert figure"),
    Screen("monitor", "zhao.min", _at("/monitor"), "[data-testid=tile], .areas li"),
    Screen("source", "wang.lei", _at("/sources/7"), "[data-testid=sentence]"),
    Screen("plan", "zhao.min", _at("/plan"), "[data-testid=plan-sheet] .area"),
    Screen("plan-residual", "zhao.min", _at("/plan?layer=residual"), "[data-testid=map-seasons]"),
    Screen("coverage", "zhao.min", _at("/coverage"), "[data-testid=coverage-matrix]"),
    Screen(
        "plan-issue",
        "zhao.min",
        _at("/plan?layer=residual"),
        "[data-testid=issue-map]",
        _open("issue-map"),
    ),
    Screen("area", "wang.lei", _at(f"/areas/{id_of('area', 'REACT')}"), "[data-testid=place-source]"),
    Screen("cases", "zhao.min", _at("/cases"), "a[href^='/cases/']"),
    Screen("case", "zhao.min", lambda past: f"/cases/{past.in_disposal}", ".case .timeline"),
    Screen("case-archived", "zhao.min", lambda past: f"/cases/{past.archived}", ".archive"),
    Screen("case-tasks", "zhao.min", lambda past: f"/cases/{past.joint}", "[data-testid=task-REPAIR]"),
    Screen(
        "add-task",
        "zhao.min",
        lambda past: f"/cases/{past.joint}",
        "[data-testid=sheet-send]",
        _open("add-task"),
    ),
    Screen("board", "zhao.min", _at("/board?state=OPEN&by=state"), "[data-testid=column-OPEN]"),
    Screen("board-cases", "zhao.min", _at("/board"), "[data-testid^=matrix-], [data-testid^=column-]"),
    Screen(
        "source-list",
        "zhao.min",
        _at("/sources"),
        "[data-testid=source-row], .content .empty, [data-testid=unknown-source]",
    ),
    Screen("my-work", "zhao.min", _at("/work"), "[data-testid=work-ASSIGN_TASK]"),
    Screen("reach", "zhao.min", _at("/reach"), "[data-testid=reach-people]"),
    Screen("archive", "zhao.min", _at("/archive"), "[data-testid=archive-row]"),
    Screen("archive-found", "zhao.min", _at("/archive"), "[data-testid=archive-row] mark", _search),
    Screen(
        "archive-checked",
        "zhao.min",
        lambda past: f"/cases/{past.archived}",
        "[data-testid=archive-check]",
        _open("verify-archive"),
    ),
    Screen(
        "dismiss",
        "zhao.min",
        lambda past: f"/cases/{past.in_disposal}",
        "[data-testid=sheet-send]",
        _open("act-DISMISS"),
    ),
    Screen("recheck", "zhao.min", lambda past: f"/cases/{past.awaiting_recheck}/recheck", ".form .picker"),
    Screen("hazards", "zhao.min", _at("/hazards"), "a[href^='/hazards/']:not([href='/hazards/new'])"),
    Screen("hazard", "zhao.min", lambda past: f"/hazards/{past.submitted}", ".hazard"),
    Screen("objections", "zhao.min", _at("/hazards?view=objections"), "[data-testid=objection-row]"),
    Screen("objection", "zhao.min", lambda past: f"/hazards/{past.objected}", "[data-testid=uphold]"),
    Screen("suggest", "chen.jie", _at("/suggestions/new?equipment=EQ-0004&name=R-201"), ".form .picker"),
    Screen("suggestions-mine", "chen.jie", _at("/suggestions"), "[data-testid=suggestion-row]"),
    Screen("suggestion-mine", "chen.jie", lambda past: f"/suggestions/{past.adopted}", "[data-step=ADOPTED]"),
    Screen(
        "suggestion-owner", "li.qiang", lambda past: f"/suggestions/{past.adopted}", "[data-testid=carry-out]"
    ),
    Screen("suggestions", "zhao.min", _at("/suggestions?view=all"), "[data-testid=suggestion-row]"),
    Screen("suggestion", "zhao.min", lambda past: f"/suggestions/{past.suggested}", ".suggestion"),
    Screen(
        "suggestion-adopt",
        "zhao.min",
        lambda past: f"/suggestions/{past.suggested}",
        "[data-testid=sheet-send]",
        _open("adopt"),
    ),
    Screen("kpis", "zhao.min", _at("/kpis"), "[data-testid=headline]"),
    Screen("lab", "zhao.min", _at("/lab"), "[data-testid=lab-sensor]"),
    Screen("lab-sensor", "zhao.min", _at("/lab/27"), "[data-testid=backtest] tbody"),
    Screen(
        "sources", "zhao.min", _at("/sources?part=unknown"), ".content .empty, [data-testid=unknown-source]"
    ),
    Screen("follow_up", "zhao.min", _at("/follow-ups"), ".content .empty, [data-testid=overdue-row]"),
    Screen("follow-up-mine", "wang.lei", _at("/follow-ups"), ".content .empty, [data-testid=follow-up]"),
    Screen("alert-test", "chen.jie", _at("/alert-test"), "[data-testid=send-alert-test]"),
    Screen("first-minutes", "chen.jie", _at("/first-minutes"), "[data-testid=ready-sound]"),
    Screen("risks", "wang.lei", _at("/risks"), "[data-testid=risk-row]"),
    Screen("risk", "wang.lei", _at("/risks"), "[data-testid=risk-first]", _open("risk-row")),
    Screen("risk-settings", "zhao.min", _at("/risk-settings"), "[data-testid=save-risk-settings]"),
    Screen("policy", "zhao.min", _at("/policy"), "[data-testid=tier-policy]"),
    Screen("task-rules", "zhao.min", _at("/task-rules"), "[data-testid=task-rule]"),
    Screen("settings", "zhao.min", _at("/settings"), "[data-testid=sign-out]"),
    Screen("held", "zhao.min", _at("/held"), ".calendar"),
    Screen(
        "held-plan",
        "zhao.min",
        _at("/held?view=planned"),
        "[data-testid=maintenance-place]",
        _open("plan-maintenance"),
    ),
    Screen("plan", "zhao.min", _at("/plan"), ".plan svg, .plan img"),
    Screen("not-found", "zhao.min", _at("/nowhere"), ".main"),
    Screen("import", "zhao.min", _at("/admin/import"), "[data-testid=drop]"),
    Screen("advice", "zhao.min", _at("/admin/advice"), "[data-testid=advice]"),
    Screen("starting-set", "zhao.min", _at("/admin/starting-set"), "[data-testid=apply-set]"),
    Screen("connect", "zhao.min", _at("/connect"), ".content h2, .content .card"),
    Screen("admin-departments", "admin", _at("/admin/departments"), ".content h2, .content .card"),
    Screen("admin-people", "admin", _at("/admin/people"), "[data-testid=add-person]"),
    Screen("admin-places", "admin", _at("/admin/places"), "[data-testid=area-row]"),
    Screen("admin-equipment", "admin", _at("/admin/equipment"), "[data-testid=machine-row]"),
    Screen("admin-channels", "admin", _at("/admin/channels"), "[data-testid=beacons]"),
    Screen("admin-modules", "admin", _at("/admin/modules"), "[data-testid=module]"),
    Screen("admin-site", "admin", _at("/admin/site"), "[data-testid=save-site]"),
    Screen("security", "wang.lei", _at("/security"), ".pin-form"),
    Screen("my-data", "wang.lei", _at("/settings/data"), ".content .card"),
    Screen("home-executive", "zhou.gang", _at("/"), "[data-testid=control]"),
    Screen("pin", None, _at("/pin"), ".shift, .empty"),
    Screen("invitation", None, _at("/invite/nobody-has-this"), ".empty"),
    Screen("notices", "wang.lei", _at("/settings/notices"), "[data-testid^=notice-]"),
    Screen("roster", "wang.lei", _at("/roster"), "[data-testid=week-shown], .content"),
    Screen("preferences", "wang.lei", _at("/settings/preferences"), "[data-testid=never-quiet]"),
    Screen("digest", "wang.lei", _at(f"/digests/{id_of('delivery', 'nothing')}"), ".content .empty"),
    Screen(
        "receipt", "chen.jie", lambda past: f"/hazards/{past.joint_report}?sent=1", "[data-testid=receipt]"
    ),
    Screen("outbox-conflict", "liu.fang", _at("/outbox"), "[data-state=refused]", _conflict),
    # Last of its person: from then on their alarms stay.
    Screen("takeover", "liu.fang", _at("/"), "[data-testid=alarm]", _take_over, is_alarm=True),
)
MAIN: Final = (
    "sign-in",
    "home-worker",
    "report",
    "alert",
    "case",
    "dispose",
    "recheck",
    "timeline",
    "equipment",
    "outbox",
)
"""What is used in the hand every day: looked at on every phone there may be."""
MAIN_OF_DESK: Final = (
    "home-officer",
    "home-executive",
    "alerts",
    "cases",
    "case",
    "hazards",
    "monitor",
    "source",
    "plan",
    "board",
    "archive",
    "kpis",
    "lab-sensor",
    "held",
    "follow_up",
    "admin-people",
    "admin-channels",
)
"""What is used at a desk every day: looked at on a tablet upright, too, and at a desk with large letters."""
