import type { CaseDetailFragment } from '@/graphql/generated/types'

type Round = CaseDetailFragment['rounds'][number]

/**
 * What stands for "before": photos taken for it in this round or an earlier one, else those of the report, else what the
 * camera saw when it raised the alert. Hashes of photos on the server.
 */
export function beforeOf(item: CaseDetailFragment, round: Round | null): string[] {
  const upTo = round?.number ?? Infinity
  const taken = item.rounds
    .filter(({ number }) => number <= upTo)
    .reverse()
    .find(({ disposal }) => disposal.before.length > 0)
  if (taken) return taken.disposal.before.map(({ sha256 }) => sha256)
  const reported = item.hazardReport?.photos.map(({ sha256 }) => sha256) ?? []
  if (reported.length > 0) return reported
  const snapshot = item.alert?.cause.observed?.snapshot
  return snapshot ? [snapshot.sha256] : []
}
