import type { Entry } from '@/shared/records'

/** Steps of a case that only one person does: what another did meanwhile stands there as what they say about it. */
const STEPS: ReadonlySet<string> = new Set(['SubmitDisposal', 'FinishTask', 'UpdateTask', 'PassRecheck', 'FailRecheck'])
/** As the server takes it. */
const LONGEST = 2000

interface Shown {
  sha256: string
}
interface Input {
  measures?: string | null
  progress?: string | null
  note?: string | null
  reason?: string | null
  photos?: Shown[] | null
  before?: Shown[] | null
  voice?: unknown
}

/**
 * What a refused step of a case becomes beside the one that was first; null where there is nothing to keep, or where a comment
 * cannot hold it: a voice note, a decision of which only one counts (triage, settings).
 */
export function asComment(entry: Entry, heading: string): { caseId: string; text: string; photos: Shown[] } | null {
  const { input = {} } = entry.variables as { input?: Input }
  if (!STEPS.has(entry.operation) || entry.subject.kind !== 'case' || input.voice) return null
  const words = [input.measures, input.progress, input.note].filter((each) => each?.trim())
  const photos = [...(input.before ?? []), ...(input.photos ?? [])]
  if (words.length + photos.length === 0) return null
  return { caseId: entry.subject.id, text: [heading, ...words].join('\n').slice(0, LONGEST), photos }
}
