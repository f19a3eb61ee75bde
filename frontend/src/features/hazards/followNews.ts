import { onChange } from '@/graphql/changes'
import { ask } from '@/graphql/client'
import { ReportTimeline } from '@/graphql/generated/operations'
import type { ReportTimelinePartsFragment } from '@/graphql/generated/types'
import { t } from '@/shared/i18n'
import { toast } from '@/shared/toast'
import { promiseOf } from './timeline/promise'

type Timeline = Pick<ReportTimelinePartsFragment, 'steps' | 'dueAt' | 'dueBy' | 'state' | 'caseId'>

async function timelineOf(reportId: string): Promise<Timeline | null> {
  const { data } = await ask(ReportTimeline, { reportId })
  return data?.reportTimeline ?? null
}

/** Says on every page to which step a report of this person has moved and what is promised next; a dot stays at it until they
 * have looked. Returns the function that ends it. */
export function followNews(
  follow: typeof onChange<'hazard'> = onChange,
  say: (words: string) => void = toast,
  timeline: (reportId: string) => Promise<Timeline | null> = timelineOf,
): () => void {
  /** The last step said of each report. */
  const said = new Map<string, string>()
  return follow('hazard', async ({ id, number, hasNews }) => {
    if (!hasNews) {
      said.delete(id)
      return
    }
    const found = await timeline(id)
    const step = found?.steps.at(-1)
    // Without an answer it is said once that there is a step; who looks at the report sees the step itself.
    const isSaid = step ? said.get(id) === step.id : said.has(id)
    if (isSaid || location.pathname === `/hazards/${id}`) return
    said.set(id, step?.id ?? '')
    say(wordsOf(number, found))
  })
}

function wordsOf(number: string, timeline: Timeline | null): string {
  const step = timeline?.steps.at(-1)
  if (!timeline || !step) return t('hazard.newsOf', { number })
  const words = { number, step: t(`TimelineStepKind.${step.kind}`), promise: promiseOf(timeline) }
  return t(words.promise ? 'hazard.newsPromised' : 'hazard.newsStep', words)
}
