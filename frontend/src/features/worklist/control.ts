import type { Tier } from '@/graphql/generated/enums'

interface Figures {
  alertsByTier: { tier: Tier; count: number }[]
  overdueCases: number
  silentSensors: number
}

type Control = 'ACT' | 'WATCH' | 'CALM'

/** Is it under control? Act: a red alert or something overdue. Watch: an orange alert or a blind sensor. Else calm. */
export function controlOf({ alertsByTier, overdueCases, silentSensors }: Figures): Control {
  const count = (tier: Tier): number => alertsByTier.find((found) => found.tier === tier)?.count ?? 0
  if (count('RED') > 0 || overdueCases > 0) return 'ACT'
  return count('ORANGE') > 0 || silentSensors > 0 ? 'WATCH' : 'CALM'
}
