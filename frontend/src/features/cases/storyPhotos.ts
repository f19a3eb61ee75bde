import type { CaseDetailFragment } from '@/graphql/generated/types'

type Story = Pick<CaseDetailFragment, 'rounds' | 'tasks' | 'hazardReport'>
type Entry = Pick<CaseDetailFragment['timeline'][number], 'kind' | 'round' | 'subjectId'>

/** The photos that were taken at a step of a case, by their hash: what was reported, before and after, what the second person saw. */
export function photosOfStep({ kind, round, subjectId }: Entry, { rounds, tasks, hazardReport }: Story): string[] {
  const held = rounds.find(({ number }) => number === (round ?? 1))
  switch (kind) {
    case 'HAZARD_REPORTED':
    case 'SERIOUS_HAZARD_REPORTED':
      return hashes(hazardReport?.photos)
    case 'DISPOSAL_SUBMITTED':
      return [...hashes(held?.disposal.before), ...hashes(held?.disposal.photos)]
    case 'RECHECK_PASSED':
    case 'RECHECK_FAILED':
      return hashes(held?.recheck?.photos)
    case 'TASK_FINISHED':
      return hashes(tasks.find(({ id }) => id === subjectId)?.photos)
    default:
      return []
  }
}

function hashes(photos: readonly { sha256: string }[] = []): string[] {
  return photos.map(({ sha256 }) => sha256)
}
