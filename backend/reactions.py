"""Reactions of nouns to the events of others: tables that are read in a minute.

Reactions run inside `Transaction.announce`, in the order of their table, before the announcing command goes
on and before the row of the event is written.
"""

from collections.abc import Mapping
from typing import Final

from backend.agreements import rules as agreements
from backend.agreements.commands import CarriesOut, carries_out
from backend.agreements.leaver_retention import commands as leaver_retention
from backend.agreements.module_switches import commands as modules
from backend.agreements.role_grants import commands as role_grants
from backend.agreements.rules import AgreementKind
from backend.agreements.second_people import commands as second_people
from backend.alerts import events as alerts
from backend.alerts import risk_commands as risks_of_alerts
from backend.alerts.reminders import commands as reminders
from backend.alerts.suppression import commands as suppression
from backend.alerts.suppression import parents_commands as parents
from backend.archive import commands as archive
from backend.cases import alert_commands as case_of_alert
from backend.cases import commands as case_commands
from backend.cases import dismissal_commands as dismissals
from backend.cases import events as cases
from backend.cases import risk_commands as risks_of_cases
from backend.cases.escalation.store import FollowUps
from backend.cases.evidence import places_commands as places
from backend.cases.register import commands as register_of_cases
from backend.cases.store import Cases
from backend.cases.tasks import department_commands as tasks
from backend.cases.tasks.store import Tasks
from backend.core.database import Reactions
from backend.deadlines import events as deadlines
from backend.deadlines.store import Deadlines
from backend.equipment import commands as equipment
from backend.equipment import events as equipment_events
from backend.hazards import commands as hazards
from backend.hazards.anonymous import commands as anonymity
from backend.hazards.timeline import commands as timeline
from backend.live_risk.maps import commands as maps
from backend.notifications import events as notices
from backend.notifications import notified_commands as notified
from backend.notifications import subscriptions_commands as pushes
from backend.notifications.beacons import commands as beacons
from backend.notifications.channels import commands as channels
from backend.notifications.chat_cards import commands as chat_cards
from backend.notifications.outlets import commands as outlets
from backend.people import events as people
from backend.people.accounts import events as accounts
from backend.people.accounts.disable_commands import hands_over
from backend.people.privacy import events as privacy
from backend.policies import commands as policies
from backend.readings import retention_commands as retention
from backend.risks import events as register
from backend.risks import reactions_commands as risks
from backend.risks.reviews import commands as reviews
from backend.risks.revisions import commands as revisions
from backend.risks.revisions.store import RiskEvents
from backend.risks.store import RiskTree
from backend.roster import commands as roster
from backend.sensors import commands as sensors
from backend.sensors.camera_events import commands as observation_rules
from backend.sensors.camera_events import tags_commands as tags
from backend.sensors.store import Sensors
from backend.sites import events as sites
from backend.suggestions.store import Suggestions

AGREED: Final[Mapping[AgreementKind, CarriesOut]] = {
    AgreementKind.DISMISS_CASE: case_commands.dismiss_agreed,
    AgreementKind.DECLINE_REPORT: hazards.decline_agreed,
    AgreementKind.LOOSEN_OBSERVATION_RULES: observation_rules.set_agreed,
    AgreementKind.SHORTEN_RETENTION: retention.set_agreed,
    AgreementKind.INHIBIT_SOURCE: parents.set_agreed,
    AgreementKind.LOOSEN_TAG: tags.change_agreed,
    AgreementKind.GRANT_ROLE: role_grants.grant_agreed,
    AgreementKind.SWITCH_MODULE_OFF: modules.switch_agreed,
    AgreementKind.NAME_SECOND_PERSON: second_people.name_agreed,
    AgreementKind.SHORTEN_LEAVER_RETENTION: leaver_retention.set_agreed,
    AgreementKind.LENGTHEN_TIMES: policies.set_agreed,
    AgreementKind.PAUSE_CHANNEL: channels.pause_agreed,
    AgreementKind.REMOVE_BEACON: beacons.remove_agreed,
    AgreementKind.REMOVE_OUTLET: outlets.remove_agreed,
    AgreementKind.CHANGE_RISK: revisions.carry_out_agreed,
}
"""Function that does what a second person has agreed to, by the kind of the agreement."""

REACTIONS: Final[Reactions] = {
    sites.MODULE_SWITCHED_ON: (anonymity.follow_module,),
    sites.MODULE_SWITCHED_OFF: (observation_rules.follow_module,),
    sites.AREA_CHANGED: (tags.follow_area, observation_rules.follow_area),
    sites.AREA_MOVED: (
        tags.follow_area,
        observation_rules.follow_area,
        policies.keep_times_of_moved_area,
        risks.follow_area,
    ),
    sites.AREA_CLOSED: (
        equipment.keep_area_of_equipment,
        sensors.keep_area_of_sources,
        beacons.keep_area,
        outlets.keep_area,
        risks.keep_area,
    ),
    equipment_events.EQUIPMENT_CHANGED: (tags.follow_equipment,),
    equipment_events.EQUIPMENT_MOVED_ON: (suppression.follow_equipment, risks.follow_machine),
    people.POST_CLOSED: (sensors.keep_post, risks.keep_post),
    people.DEPARTMENT_CLOSED: (sensors.keep_department, tasks.keep_department, risks.keep_department),
    alerts.ALERT_RAISED: (case_of_alert.follow_alerts, notified.note_notified, reminders.ask_everybody),
    alerts.SOURCES_FELL_SILENT: (
        case_of_alert.follow_alerts,
        notified.note_notified,
        reminders.ask_everybody,
    ),
    alerts.ALERT_TIER_RAISED: (
        case_of_alert.follow_alerts,
        dismissals.follow_source,
        notified.note_notified,
        reminders.ask_everybody,
        chat_cards.follow_alert,
    ),
    alerts.ALERT_REACTIVATED: (
        case_of_alert.follow_alerts,
        dismissals.follow_source,
        notified.note_notified,
        reminders.ask_everybody,
        chat_cards.follow_alert,
    ),
    deadlines.ESCALATED: (notified.note_notified,),
    alerts.ALERT_RETURNED_TO_NORMAL: (
        dismissals.end_where_over,
        reminders.end,
        chat_cards.follow_alert,
        risks_of_alerts.send_stored,
    ),
    alerts.ALERT_WITHDRAWN: (
        dismissals.end_where_over,
        reminders.end,
        chat_cards.follow_alert,
        risks_of_alerts.send_stored,
    ),
    alerts.ALERT_SHELVED: (reminders.end,),
    alerts.ALERT_SUPPRESSED: (reminders.end,),
    alerts.ALERT_ACKNOWLEDGED: (
        case_of_alert.acknowledge_with_alert,
        reminders.follow_acknowledgement,
        chat_cards.follow_alert,
        risks_of_alerts.send_stored,
    ),
    alerts.ALERT_ON_THE_WAY: (reminders.note_next_step, chat_cards.follow_alert),
    alerts.ALERT_CANNOT_COME: (chat_cards.follow_alert,),
    alerts.ALERT_CONFIRMED: (chat_cards.follow_alert,),
    alerts.ALERT_TIER_LOWERED: (chat_cards.follow_alert,),
    alerts.ALERT_UNSHELVED: (chat_cards.follow_alert,),
    alerts.ALERT_UNSUPPRESSED: (chat_cards.follow_alert,),
    alerts.SENSOR_RETURNED_TO_SERVICE: (case_of_alert.restart_source_normal,),
    notices.CHANNEL_CHANGED: (beacons.follow_channel,),
    notices.CHANNEL_RESUMED: (beacons.follow_channel,),
    agreements.AGREEMENT_GIVEN: (carries_out(AGREED),),
    agreements.AGREEMENT_DECLINED: (revisions.follow_declined,),
    cases.CASE_OPENED: (register_of_cases.follow_alert,),
    cases.CASE_RENAMED: (register_of_cases.follow_alert,),
    cases.CASE_ACKNOWLEDGED: (timeline.notify_reporters,),
    cases.TASK_ASSIGNED: (case_of_alert.note_next_step,),
    cases.TASK_STARTED: (case_of_alert.note_next_step,),
    cases.TASK_UPDATED: (case_of_alert.note_next_step,),
    cases.TASK_FINISHED: (case_of_alert.note_next_step,),
    cases.REMEDIATION_PLAN_RECORDED: (case_of_alert.note_next_step,),
    cases.CASE_DISMISSED: (case_of_alert.note_next_step,),
    cases.DISPOSAL_SUBMITTED: (timeline.notify_reporters, case_of_alert.note_next_step),
    cases.RECHECK_FAILED: (timeline.notify_reporters,),
    cases.CASE_REOPENED: (register_of_cases.carry_on, timeline.notify_reporters),
    cases.CASE_RECURRED: (risks_of_cases.review_recurring,),
    cases.CASE_ARCHIVED: (
        archive.freeze,
        timeline.notify_reporters,
        risks_of_cases.send_stored,
        risks_of_cases.review_archived,
        register_of_cases.ask,
    ),
    register.RISK_IN_FORCE: (
        reviews.follow_due,
        risks_of_alerts.follow_risks,
        register_of_cases.follow_revisions,
        maps.follow_first,
    ),
    register.RISK_REVIEWED: (reviews.follow_due,),
    register.RISK_CHANGE_PROPOSED: (register_of_cases.follow_revisions,),
    register.RISK_CLOSED: (risks_of_alerts.follow_risks, register_of_cases.follow_revisions),
    register.RISK_CHANGE_ENDED: (risks_of_alerts.follow_risks, register_of_cases.ask_again),
    cases.HAZARD_GRADE_RAISED: (hazards.raise_grade,),
    accounts.PERSON_DISABLED: (
        hands_over(Sensors),
        hands_over(Deadlines),
        hands_over(Cases),
        hands_over(Tasks),
        hands_over(FollowUps),
        hands_over(Suggestions),
        hands_over(RiskTree),
        hands_over(RiskEvents),
        roster.cancel_shifts_of,
        pushes.end_of_sign_ins,
    ),
    privacy.CONSENT_WITHDRAWN: (places.forget_places,),
    accounts.SIGN_IN_ENDED: (pushes.end_of_sign_ins,),
    accounts.ACCOUNT_RESET: (pushes.end_of_sign_ins,),
    accounts.PASSWORD_CHANGED: (pushes.end_of_sign_ins,),
    people.SIGNED_OUT_EVERYWHERE: (pushes.end_of_sign_ins,),
    people.TOKEN_REUSED: (pushes.end_of_sign_ins,),
}
