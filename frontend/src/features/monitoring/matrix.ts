import { rankOf } from '@/features/alerts/alertState'
import { Stage, type CountedAs, type Tier } from '@/graphql/generated/enums'
import type { OverviewSumsQuery } from '@/graphql/generated/types'
import { worstIn } from './list'
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
  /** The worst that nobody has responded to, where that is worse than the colour of the cell. */
  former: Tier | null
  /** The most urgent ones first. */
  gauges: Gauge[]
  /** Sources that have no gauge, for want of room. */
  more: number
}
export interface Matrix {
  areas: AnsweredCell['area'][]
  cellAt: (stage: string, areaCode: string) => MatrixCell | undefined
}

/** How a cell is drawn: narrow gauges where those have room. */
export interface Density {
  /** So many gauges have room where nothing stands behind them. */
  all: number
  /** So many have room before the number of the sources that have none. */
  most: number
  isDense: boolean
}

/** Widths in px: the column of the stages, the narrowest of an area, the edges of a cell, the number behind its gauges, a gauge. */
const WIDTHS = { stages: 96, area: 76, edges: 16, rest: 40, gauge: 15 }
/** The same where all that came has no room. */
const DENSE = { stages: 96, area: 50, edges: 8, rest: 40, gauge: 7 }

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

/** How much has room in so many px: all that came where it fits, else as many narrow gauges as the columns have room for. */
export function densityFor({ areas, cellAt }: Matrix, width: number): Density {
  const columns = areas.map(({ code }) => {
    const cells = Stage.map((stage) => cellAt(stage, code))
    const inside = cells.map((cell) => (cell ? cell.gauges.length * WIDTHS.gauge + (cell.more > 0 ? WIDTHS.rest : 0) : 0))
    return Math.max(WIDTHS.area, WIDTHS.edges + Math.max(...inside))
  })
  if (WIDTHS.stages + columns.reduce((sum, column) => sum + column, 0) <= width) return { all: Infinity, most: Infinity, isDense: false }
  const column = Math.max(DENSE.area, (width - DENSE.stages) / areas.length)
  const inside = column - DENSE.edges
  return { all: Math.floor(inside / DENSE.gauge), most: Math.max(0, Math.floor((inside - DENSE.rest) / DENSE.gauge)), isDense: true }
}

/** The gauges that have room, and how many sources have none. */
export function fitted({ gauges, more }: MatrixCell, { all, most }: Density): Pick<MatrixCell, 'gauges' | 'more'> {
  const shown = more === 0 && gauges.length <= all ? gauges : gauges.slice(0, most)
  return { gauges: shown, more: more + gauges.length - shown.length }
}

/** Of the colour of a cell; what is hatched or calm has none. */
function rankOfShown(counts: Counts): number {
  const worst = worstIn(counts)
  return worst && worst !== 'blind' ? rankOf(worst) : -1
}

function shownCell({ counts, gauges, formerTier = null }: AnsweredCell, isPast: boolean): MatrixCell {
  const shown = tallied(counts, isPast)
  return {
    counts: shown,
    former: formerTier && rankOf(formerTier) > rankOfShown(shown) ? formerTier : null,
    gauges: gauges.map(({ sensorId, tier, nearness, countedAs }) => {
      const look = isPast && countedAs === 'NORMAL' ? 'blind' : (LOOKS[countedAs] ?? 'seen')
      const isHidden = look === 'blind' || look === 'unheard'
      return { id: sensorId, tier, share: isHidden ? 0 : Math.max(LEAST, nearness), look }
    }),
    more: Math.max(0, sizeOf(shown) - gauges.length),
  }
}
