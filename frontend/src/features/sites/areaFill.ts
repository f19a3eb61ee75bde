import type { RiskOrdinal } from './riskLevels'

/** The colour of an area on a map of risks: of its level, hatched where it may be worse; none where nobody assessed it. */
export interface AreaFill {
  level: RiskOrdinal | null
  isHatched: boolean
  /** Its level in words. */
  words: string
}
