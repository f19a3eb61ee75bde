import type { CoverageClass, Stage } from '@/graphql/generated/enums'
import type { CoverageCellPartsFragment, CoveredFilter, RiskCoverageQuery } from '@/graphql/generated/types'
import { listed, t, text } from '@/shared/i18n'
import type { Begun } from '@/features/risks/editing/content'

type Coverage = NonNullable<RiskCoverageQuery['riskCoverage']>
export type CoverageArea = Coverage['areas'][number]
export type Matter = Coverage['unregistered'][number]

/** Lists of events by who watches them, by the name that stands in the address. */
export const ONLY = {
  red: { classes: ['BLIND', 'NOTHING'], levels: [4] },
  unwatched: { classes: ['BLIND', 'NOTHING'] },
  live: { classes: ['LIVE'] },
  checked: { classes: ['CHECKED'] },
} satisfies Record<string, CoveredFilter>
export type Only = keyof typeof ONLY

/** The list that an address names. */
export function onlyIn(asked: unknown): Only {
  return (Object.keys(ONLY) as Only[]).find((each) => each === asked) ?? 'unwatched'
}

/** How many events each list has. */
export function countsOf(found: Coverage): Record<Only, number> {
  return { red: found.redUnwatched, unwatched: found.blind + found.nothing, live: found.live, checked: found.checked }
}

/**
 * What the event of a matter begins with. The title of a report is what somebody saw, a good name to begin with; that of a source is
 * not. A source of readings is bound at once; of any other somebody first says which types are meant.
 */
export function begunFor({ kind, title, stage, sensor }: Matter): Begun {
  return {
    stage,
    title: kind === 'REPORT' ? text(title) : '',
    sensorId: sensor?.kind === 'READINGS' ? sensor.id : null,
  }
}

/** What the page begins with: the holes, from the figures of the page itself. */
export function headline(found: Coverage): string {
  const { unwatched } = countsOf(found)
  const said = [
    ...(found.total === 0 ? [t('coverage.headNone')] : []),
    ...(unwatched > 0 ? [t('coverage.headUnwatched', { n: unwatched, all: found.total })] : []),
    ...(found.notRegistered > 0 ? [t('coverage.headHoles', { n: found.notRegistered })] : []),
  ]
  return said.length > 0 ? listed(said) : t('coverage.headWhole', { all: found.total })
}

/** The marks of a cell with how many events each stands for; those that nobody watches last. */
export function marksOf(cell: CoverageCellPartsFragment): { by: CoverageClass; n: number }[] {
  const all = [
    { by: 'LIVE' as const, n: cell.live },
    { by: 'CHECKED' as const, n: cell.checked },
    { by: 'BLIND' as const, n: cell.blind },
    { by: 'NOTHING' as const, n: cell.nothing },
  ]
  return all.filter(({ n }) => n > 0)
}

export interface Place {
  areaId: string
  stage: Stage
}

/** Key of a cell in the address. */
export function keyOf({ areaId, stage }: Place): string {
  return `${areaId}.${stage}`
}

/** The cell that an address names, with its area; null for none of this site. */
export function cellIn(areas: CoverageArea[], asked: unknown): { area: CoverageArea; cell: CoverageCellPartsFragment } | null {
  for (const area of areas) {
    const cell = area.cells.find(({ stage }) => keyOf({ areaId: area.id, stage }) === asked)
    if (cell) return { area, cell }
  }
  return null
}

const STEPS: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

/** The cell that an arrow key leads to; null where the matrix ends, or for another key. */
export function beside(areas: CoverageArea[], from: Place, key: string): Place | null {
  const step = STEPS[key]
  const row = areas.findIndex(({ id }) => id === from.areaId)
  const column = areas[row]?.cells.findIndex(({ stage }) => stage === from.stage) ?? -1
  if (!step || column < 0) return null
  const area = areas[row + step[0]]
  const cell = area?.cells[column + step[1]]
  return area && cell ? { areaId: area.id, stage: cell.stage } : null
}
