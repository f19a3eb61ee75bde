import type { RiskTreeObjectFragment } from '@/graphql/generated/types'
import { WORST, type LevelNow } from './levels'

interface Named {
  zh: string
  en: string
}
export interface LevelCount {
  level: number
  count: number
}

/** A row of the tree: an object of analysis, or a unit below it. */
export interface Branch {
  kind: 'object' | 'unit'
  id: string
  code: string
  name: Named
  /** The object of a unit. */
  parentId: string | null
  /** Events in force, the worst level first. */
  levels: LevelCount[]
  /** Null where nothing is in force, or before it is known. */
  live: LevelNow | null
  drafts: number
  isOpen: boolean
  hasUnits: boolean
  /** Out of use. */
  isStopped: boolean
}

/** Numbers of several units by level, the worst first. */
export function together(parts: readonly (readonly LevelCount[])[]): LevelCount[] {
  const counts = new Map<number, number>()
  for (const { level, count } of parts.flat()) counts.set(level, (counts.get(level) ?? 0) + count)
  return [...counts].map(([level, count]) => ({ level, count })).sort((a, b) => b.level - a.level)
}

/** The level of several units: of the worst, and not known where one of them is not that may be worse. */
export function worstNow(parts: readonly (LevelNow | null | undefined)[]): LevelNow | null {
  const found = parts.filter((each) => each !== null && each !== undefined)
  if (found.length === 0) return null
  const level = Math.max(...found.map((each) => each.level))
  return { level, isKnown: found.every(({ isKnown }) => isKnown) || found.some((each) => each.isKnown && each.level === WORST) }
}

export const totalOf = (levels: readonly LevelCount[]): number => levels.reduce((sum, { count }) => sum + count, 0)
const isCalled = (words: string, { code, name }: { code: string; name: Named }): boolean =>
  `${code} ${name.zh} ${name.en}`.toLowerCase().includes(words)

/**
 * The rows of the tree in sight. Words leave what is called so, with the object above it; an object that is called so keeps all its
 * units. While there are words, every object that has something is open.
 */
export function branchesOf(
  objects: readonly RiskTreeObjectFragment[],
  open: ReadonlySet<string>,
  words = '',
  live: ReadonlyMap<string, LevelNow> = new Map(),
): Branch[] {
  const wanted = words.trim().toLowerCase()
  return objects.flatMap((object) => {
    const isNamed = isCalled(wanted, object)
    const units = object.units.filter(({ unit }) => isNamed || isCalled(wanted, unit))
    if (!isNamed && units.length === 0) return []
    const isOpen = wanted ? units.length > 0 : open.has(object.id)
    const own: Branch = {
      kind: 'object',
      id: object.id,
      code: object.code,
      name: object.name,
      parentId: null,
      levels: together(object.units.map(({ levels }) => levels)),
      live: worstNow(object.units.map(({ unit }) => live.get(unit.id))),
      drafts: object.units.reduce((sum, { drafts }) => sum + drafts, 0),
      isOpen,
      hasUnits: object.units.length > 0,
      isStopped: false,
    }
    return [own, ...(isOpen ? units.map((each) => branchOf(each, object.id, live)) : [])]
  })
}

function branchOf(
  { unit, levels, drafts }: RiskTreeObjectFragment['units'][number],
  parentId: string,
  now: ReadonlyMap<string, LevelNow>,
): Branch {
  const { id, code, name, outOfUseSince } = unit
  const live = now.get(id) ?? null
  return { kind: 'unit', id, code, name, parentId, levels, live, drafts, isOpen: false, hasUnits: false, isStopped: outOfUseSince !== null }
}
