"""Mutations of a round beside submitting and rechecking it."""

from uuid import UUID

import strawberry

from backend.cases.extensions import commands as extensions
from backend.cases.extensions.graphql import (
    DecideExtensionInput,
    RequestExtensionInput,
    ResumeDeadlineInput,
    SetKnownPlaceInput,
)
from backend.cases.graphql import case_node
from backend.cases.recheck import (
    evidence_checks_commands as evidence_checks,
)
from backend.cases.recheck import (
    remediation_plan_commands as remediation_plans,
)
from backend.cases.recheck.remediation_plan_graphql import RecordRemediationPlanInput
from backend.core.database import Transaction
from backend.core.graphql.mutations import command, success
from backend.core.viewer import Viewer
from backend.photos.rules import Place


@strawberry.type
class RoundsMutation:
    @command(
        returns=case_node, description="Ask for more time for a disposal, or for its deadline to be paused."
    )
    def request_extension(self, tx: Transaction, input: RequestExtensionInput, by: Viewer) -> UUID:
        return extensions.request(
            tx,
            input.id,
            input.case_id,
            kind=input.kind,
            minutes=input.minutes,
            reason=input.reason,
            by=by,
            task_id=input.task_id,
        ).case_id

    @command(returns=case_node, description="A lead or officer grants it, or says why not.")
    def decide_extension(self, tx: Transaction, input: DecideExtensionInput, by: Viewer) -> UUID:
        return extensions.decide(
            tx, input.extension_id, is_approved=input.is_approved, note=input.note, by=by
        ).case_id

    @command(returns=case_node, description="What was waited for is there.")
    def resume_deadline(self, tx: Transaction, input: ResumeDeadlineInput, by: Viewer) -> UUID:
        return extensions.resume(tx, input.extension_id, by=by).case_id

    @command(returns=case_node, description="Again until the disposal is submitted: the last one counts.")
    def record_remediation_plan(self, tx: Transaction, input: RecordRemediationPlanInput, by: Viewer) -> UUID:
        remediation_plans.record(
            tx,
            input.case_id,
            responsible=input.responsible,
            measures=input.measures,
            funds=input.funds,
            deadline=input.deadline,
            plan=input.plan,
            by=by,
        )
        return input.case_id

    @command(returns=success, description="Photos taken far from it are flagged to the rechecker.")
    def set_known_place(self, tx: Transaction, input: SetKnownPlaceInput, by: Viewer) -> UUID:
        return evidence_checks.set_place(
            tx, input.site_id, input.area_id, Place(input.latitude, input.longitude), by=by
        )
