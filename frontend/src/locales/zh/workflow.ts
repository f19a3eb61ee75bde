/* Written by `npm run codegen` from the files of locales/. */
import agreements from '@locales/zh/agreements.json'
import archive from '@locales/zh/archive.json'
import casesComments from '@locales/zh/cases.comments.json'
import casesDismissal from '@locales/zh/cases.dismissal.json'
import casesDisposal from '@locales/zh/cases.disposal.json'
import casesEscalation from '@locales/zh/cases.escalation.json'
import casesEvidence from '@locales/zh/cases.evidence.json'
import casesExtensions from '@locales/zh/cases.extensions.json'
import casesLinks from '@locales/zh/cases.links.json'
import casesRecheck from '@locales/zh/cases.recheck.json'
import casesRecurrence from '@locales/zh/cases.recurrence.json'
import casesTasks from '@locales/zh/cases.tasks.json'
import events from '@locales/zh/events.json'
import hazardsAnonymous from '@locales/zh/hazards.anonymous.json'
import hazardsObjections from '@locales/zh/hazards.objections.json'
import hazardsTimeline from '@locales/zh/hazards.timeline.json'
import outboxOperations from '@locales/zh/outbox.operations.json'
import policies from '@locales/zh/policies.json'
import sitesLocation from '@locales/zh/sites.location.json'
import suggestions from '@locales/zh/suggestions.json'
import worklistBoard from '@locales/zh/worklist.board.json'

export const workflow = {
  ...agreements,
  ...archive,
  ...casesComments,
  ...casesDismissal,
  ...casesDisposal,
  ...casesEscalation,
  ...casesEvidence,
  ...casesExtensions,
  ...casesLinks,
  ...casesRecheck,
  ...casesRecurrence,
  ...casesTasks,
  ...events,
  ...hazardsAnonymous,
  ...hazardsObjections,
  ...hazardsTimeline,
  ...outboxOperations,
  ...policies,
  ...sitesLocation,
  ...suggestions,
  ...worklistBoard,
}
