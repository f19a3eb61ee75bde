import type { CountedAs, Tier } from '@/graphql/generated/enums'
import type { OverviewSumsQuery } from '@/graphql/generated/types'
import { sizeOf, tallied, type Counts } from './source'

type AnsweredCell = NonNullable<OverviewSumsQuery['overview']>['cells'][number]

export interface Gauge {
  id: string
  tier: Tier | null
  /** Of its height; nothing of what nobody sees. */
  share: number
  look: 'seen' | 'blind' | 'unheard' | 'out'
}
export interface MatrixCell {
  counts: Counts
  /** The most urgent ones first. */
  gauges: Gauge[]
  /** Sources that have no gauge, for want of room. */
  more: number
}
export interface Matrix {
  areas: AnsweredCell['area'][]
  cellAt: (stage: string, areaCode: string) => MatrixCell | undefined
}

/** So low (a share) a gauge still is a line that can be seen. */
const LEAST = 0.06
const LOOKS: Partial<Record<CountedAs, Gauge['look']>> = { BLIND: 'blind', UNHEARD: 'unheard', OUT: 'out' }
const keyOf = (stage: string, areaCode: string): string => `${stage} ${areaCode}`

/** The cells as rows of stages and columns of areas, those by their code. `isPast`: what they say is no longer so. */
export function matrixOf(cells: AnsweredCell[], isPast: boolean): Matrix {
  const areas = new Map(cells.map(({ area }) => [area.code, area]))
  const found = new Map(cells.map((cell) => [keyOf(cell.stage, cell.area.code), shownCell(cell, isPast)]))
  return {
    areas: [...areas.values()].sort((a, b) => a.code.localeCompare(b.code)),
    cellAt: (stage, areaCode) => found.get(keyOf(stage, areaCode)),
  }
}

function shownCell({ counts, gauges }: AnsweredCell, isPast: boolean): MatrixCell {
  const shown = tallied(counts, isPast)
  return {
    counts: shown,
    gauges: gauges.map(({ sensorId, tier, nearness, countedAs }) => {
      const look = isPast && countedAs === 'NORMAL' ? 'blind' : (LOOKS[countedAs] ?? 'seen')
      const isHidden = look === 'blind' || look === 'unheard'
      return { id: sensorId, tier, share: isHidden ? 0 : Math.max(LEAST, nearness), look }
    }),
    more: Math.max(0, sizeOf(shown) - gauges.length),
  }
}
