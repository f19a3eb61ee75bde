/* Written by `npm run codegen` from the files of locales/. */
import agreements from '@locales/en/agreements.json'
import archive from '@locales/en/archive.json'
import casesComments from '@locales/en/cases.comments.json'
import casesDismissal from '@locales/en/cases.dismissal.json'
import casesDisposal from '@locales/en/cases.disposal.json'
import casesEscalation from '@locales/en/cases.escalation.json'
import casesEvidence from '@locales/en/cases.evidence.json'
import casesExtensions from '@locales/en/cases.extensions.json'
import casesLinks from '@locales/en/cases.links.json'
import casesRecheck from '@locales/en/cases.recheck.json'
import casesRecurrence from '@locales/en/cases.recurrence.json'
import casesTasks from '@locales/en/cases.tasks.json'
import events from '@locales/en/events.json'
import hazardsAnonymous from '@locales/en/hazards.anonymous.json'
import hazardsObjections from '@locales/en/hazards.objections.json'
import hazardsTimeline from '@locales/en/hazards.timeline.json'
import outboxOperations from '@locales/en/outbox.operations.json'
import policies from '@locales/en/policies.json'
import sitesLocation from '@locales/en/sites.location.json'
import suggestions from '@locales/en/suggestions.json'
import worklistBoard from '@locales/en/worklist.board.json'
import type { workflow as zh } from '../zh/workflow'

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
} satisfies Record<keyof typeof zh, string>
