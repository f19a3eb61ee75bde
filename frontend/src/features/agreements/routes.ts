import type { AgreementPartsFragment } from '@/graphql/generated/types'

/** The page of what a request is about; null where it has none of its own. */
export function routeOf({ kind, objectId }: Pick<AgreementPartsFragment, 'kind' | 'objectId'>): string | null {
  if (kind === 'DISMISS_CASE') return `/cases/${objectId}`
  return kind === 'DECLINE_REPORT' ? `/hazards/${objectId}` : null
}
