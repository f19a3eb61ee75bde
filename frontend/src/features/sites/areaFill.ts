import type { RiskOrdinal } from './riskLevels'

/** Where marks of an area stand, in units of the plan: under its name, `x` in the middle; `size` of letters, `room` down to its flag. */
export interface MarksAt {
  id: string
  x: number
  y: number
  size: number
  room: number
  width: number
}

/** The colour of an area on a map of risks: of its level, hatched where it may be worse; none where nobody assessed it. */
export interface AreaFill {
  level: RiskOrdinal | null
  isHatched: boolean
  /** Its level in words. */
  words: string
}
