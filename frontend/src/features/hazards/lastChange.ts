import type { Last } from '@/features/nouns'
import { ask } from '@/graphql/client'
import { LastOfReport } from '@/graphql/generated/operations'
import { stateWords } from './stateWords'

/** Who triaged a report, in the word of its case. */
export async function lastChange(id: string): Promise<Last | null> {
  const report = (await ask(LastOfReport, { id })).data?.hazardReport
  if (!report?.triagedBy || !report.triagedAt) return null
  return { at: report.triagedAt, what: stateWords(report), person: report.triagedBy }
}
