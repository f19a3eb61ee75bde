import type { PlaceTrendsQuery } from '@/graphql/generated/types'
import type { Limit } from './nearness'
import type { Source } from './source'
import { columnsOf, type Columns } from './trend'

type PastSource = PlaceTrendsQuery['sources']['edges'][number]['node']

/** How lines of one chart are told apart, also without colour: a tier's colour is none of them. */
export const LINES: readonly { ink: string; dash: number[]; width: number }[] = [
  { ink: 'ink', dash: [], width: 2 },
  { ink: 'accent', dash: [], width: 2 },
  { ink: 'ink-3', dash: [8, 4], width: 2 },
  { ink: 'accent', dash: [8, 4], width: 2 },
  { ink: 'ink', dash: [2, 4], width: 2 },
  { ink: 'accent', dash: [2, 4], width: 2 },
]
/** More lines than these nobody tells apart. */
export const MOST_LINES = LINES.length

export interface Series {
  id: string
  name: string
  columns: Columns
  /** Which of the kinds of line. */
  line: number
  /** Only its mean is drawn. */
  isFlat: boolean
}
export interface Group {
  unit: string
  series: Series[]
  /** Those that all sources of the group share. */
  limits: Limit[]
  alerts: PastSource['alerts']
  outages: PastSource['outages']
}

const DEFAULT_SILENCE = 60

/** Sources in charts: those of one unit together, in the order given; `shown` says which are drawn. */
export function chartsOf(sources: Source[], past: PastSource[], shown: ReadonlySet<string>, nameOf: (source: Source) => string): Group[] {
  const pastOf = new Map(past.map((each) => [each.id, each]))
  const units = new Map<string, { source: Source; past: PastSource }[]>()
  for (const source of sources) {
    const found = pastOf.get(source.id)
    if (!found || !shown.has(source.id)) continue
    const group = units.get(source.unit)
    if (group) group.push({ source, past: found })
    else units.set(source.unit, [{ source, past: found }])
  }
  return [...units].map(([unit, members]) => ({
    unit,
    series: members.map(({ source, past: { trend } }, line) => ({
      id: source.id,
      name: nameOf(source),
      columns: columnsOf(trend.points, trend.stepSeconds, source.indicator?.silentAfterSeconds || DEFAULT_SILENCE),
      line,
      isFlat: members.length > 1,
    })),
    limits: shared(members.map(({ source }) => source.indicator?.limits ?? [])),
    alerts: members.flatMap((each) => each.past.alerts),
    outages: shared(members.map((each) => each.past.outages)),
  }))
}

/** What is true of all of them; nothing, where they differ. */
function shared<Item>(lists: Item[][]): Item[] {
  const [first = [], ...others] = lists
  return others.every((list) => JSON.stringify(list) === JSON.stringify(first)) ? first : []
}

/** Which sources of a place are drawn first: of readings, the most urgent ones, as many as can be told apart. */
export function firstShown(sources: Source[]): string[] {
  return sources
    .filter(({ kind }) => kind === 'READINGS')
    .slice(0, MOST_LINES)
    .map(({ id }) => id)
}
