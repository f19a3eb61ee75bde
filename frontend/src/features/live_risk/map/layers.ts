import type { AreaFill } from '@/features/sites/areaFill'
import { isUnsure, levelWord, nowWord, ordinal } from '@/features/risks/levels'
import type { LivePlanQuery, RiskMapPartsFragment } from '@/graphql/generated/types'
import { unseenFlag } from '@/features/sites/flagWords'
import type { AreaState } from '@/features/sites/planState'
import { t, text } from '@/shared/i18n'

/** Layers of the four-colour map, in the order of their keys. */
export const LAYERS = ['inherent', 'residual', 'now'] as const
export type Layer = (typeof LAYERS)[number]
export type Register = NonNullable<LivePlanQuery['liveRegister']>
type LiveArea = Register['areas'][number]
type LiveUnit = Register['units'][number]

/** A unit on the map. */
export interface UnitMark {
  id: string
  code: string
  name: { zh: string; en: string }
  level: number | null
  isHatched: boolean
}

/** An area in the list beside the map. */
export interface AreaRow {
  id: string
  code: string
  name: { zh: string; en: string }
  fill: AreaFill
  /** How it is now, whatever layer is shown. */
  now: AreaFill
  /** Null where nobody assessed anything. */
  live: LiveArea | null
  isOnPlan: boolean
}

export const layerIn = (value: unknown): Layer => LAYERS.find((layer) => layer === value) ?? 'now'
const NOT_ASSESSED = (): AreaFill => ({ level: null, isHatched: false, words: t('risk.notAssessed') })

/** `isOld`: what was kept on the phone says nothing of now, but what was assessed still holds. */
export function fillOf(area: LiveArea | undefined, layer: Layer, isOld: boolean): AreaFill {
  if (!area) return NOT_ASSESSED()
  if (layer === 'now') {
    const words = nowWord(area.live, isOld)
    return { level: ordinal(area.live.level), isHatched: isUnsure(area.live, isOld), words }
  }
  const level = ordinal(layer === 'residual' ? area.residual.level : area.inherent?.level)
  return level === null ? NOT_ASSESSED() : { level, isHatched: false, words: levelWord(level) }
}

/** What an issued map says, for ever. */
export function frozenFills(map: RiskMapPartsFragment): Map<string, AreaFill> {
  return new Map(
    map.areas.map(({ areaId, level }) => {
      const known = ordinal(level)
      return [areaId, known === null ? NOT_ASSESSED() : { level: known, isHatched: false, words: levelWord(known) }]
    }),
  )
}

/** Marks of the units of each area, the worst first. */
export function marksOf(units: readonly LiveUnit[], layer: Layer, isOld: boolean): Map<string, UnitMark[]> {
  const found = new Map<string, UnitMark[]>()
  for (const { placeId, unit, live, residual, inherent } of units) {
    const level = layer === 'now' ? live.level : layer === 'residual' ? residual.level : (inherent?.level ?? null)
    const isHatched = layer === 'now' && isUnsure(live, isOld)
    found.set(unit.areaId, [...(found.get(unit.areaId) ?? []), { id: placeId, code: unit.code, name: unit.name, level, isHatched }])
  }
  for (const marks of found.values()) marks.sort((a, b) => (b.level ?? 0) - (a.level ?? 0) || (a.code < b.code ? -1 : 1))
  return found
}

/** By level in this layer, now also by how much its worst event has risen; what nobody assessed comes last. */
export function inOrder(rows: readonly AreaRow[], layer: Layer): AreaRow[] {
  const rise = ({ live }: AreaRow): number => (layer === 'now' ? (live?.worst.rise ?? 0) : 0)
  return [...rows].sort(
    (a, b) => (b.fill.level ?? 0) - (a.fill.level ?? 0) || rise(b) - rise(a) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  )
}

/** Why an area has its level now, and what nobody sees there, also where no event is bound to it; empty where it is as unknown as it
 * looks. */
export function whyNow({ live, fill }: AreaRow, state: AreaState | undefined): string {
  const [first] = live?.worst.causes ?? []
  const unseen = state && state.blindCount + state.unheardCount > 0 ? unseenFlag(state) : ''
  const said = [first ? text(first.said) : '', unseen].filter(Boolean).join(' · ')
  return said || (live && !fill.isHatched ? t('riskPlan.same') : '')
}

/** Levels of a layer for the legend, the worst first, those not assessed last. */
export function countsOf(rows: readonly AreaRow[]): { level: number | null; areas: number }[] {
  return ([4, 3, 2, 1, null] as const).map((level) => ({ level, areas: rows.filter(({ fill }) => fill.level === level).length }))
}

/** Areas of larger risk and worse, as seasons are compared by. */
export const LARGER = 3
export const largerIn = (levels: RiskMapPartsFragment['levels']): number =>
  levels.reduce((sum, { level, areas }) => sum + ((level ?? 0) >= LARGER ? areas : 0), 0)

/** How many areas are worse now than their residual level. */
export const worseIn = (rows: readonly AreaRow[]): number =>
  rows.filter(({ live }) => live !== null && live.live.level > live.residual.level).length

/** Of how many areas nobody knows whether they are worse. */
export const unseenIn = (rows: readonly AreaRow[]): number => rows.filter(({ now }) => now.isHatched).length
