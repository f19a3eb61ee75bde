import type { BoundSide, CheckWay, ControlLevel, HazardCategory, MeasureKind, Stage, TaskKind, Tier } from '@/graphql/generated/enums'
import type { EventContentInput, RiskAssessmentPartsFragment, RiskContentToEditFragment } from '@/graphql/generated/types'
import { NOTHING_PICKED, scoresInput, type Scores } from './scores'

export interface Words {
  zh: string
  en: string
}
export interface Owner {
  departmentId: string | null
  postId: string | null
  personId: string | null
}
export interface Item {
  id: string
  code: string
  lookFor: Words
  way: CheckWay
  answer: Words
  category: HazardCategory
  low: string
  high: string
  unit: string
  owner: Owner
}
export interface Measure {
  id: string
  code: string
  text: Words
  kind: MeasureKind
  isCritical: boolean
  /** The bound source that watches it; null: its check items do. */
  sensorId: string | null
  owner: Owner
  items: Item[]
}
export interface Call {
  name: Words
  phone: string
  postId: string | null
  personId: string | null
}
export interface Concerned {
  departmentId: string | null
  kind: TaskKind
  work: Words
  share: number
}
export interface Binding {
  sensorId: string
  side: BoundSide
  observations: string[]
}
export interface Steps {
  early: Words[]
  urgent: Words[]
  ofTier: { tier: Tier; steps: Words[] }[]
}

/** What a form has of an event; every part of it can be half-written. */
export interface Content {
  title: Words
  stage: Stage
  owner: Owner
  harm: Words
  causes: Words[]
  signs: Words[]
  accidentClass: string
  inherent: Scores
  residual: Scores
  lsSet: string
  restsOn: string[]
  team: { personIds: string[]; on: string }
  controlLevel: ControlLevel | null
  steps: Steps
  calls: Call[]
  departments: Concerned[]
  measures: Measure[]
  bindings: Binding[]
  reviewMonths: string
}
export type Part = keyof Content
export const PARTS: readonly Part[] = [
  'title',
  'stage',
  'owner',
  'harm',
  'causes',
  'signs',
  'accidentClass',
  'inherent',
  'residual',
  'lsSet',
  'restsOn',
  'team',
  'controlLevel',
  'steps',
  'calls',
  'departments',
  'measures',
  'bindings',
  'reviewMonths',
]
export const MOST = { measures: 30, items: 20, lines: 12, calls: 6, departments: 8, sources: 20 } as const
/** What a new event begins with, where it is drafted for something that is there already. */
export interface Begun {
  stage: Stage
  title?: string
  sensorId?: string | null
}
export const NO_WORDS: Words = { zh: '', en: '' }
export const NO_OWNER: Owner = { departmentId: null, postId: null, personId: null }

/** Words of one language stand in for the other on the server: here they are one text, whose English is not written. */
export const wordsOf = ({ zh, en }: Words): Words => ({ zh, en: en === zh ? '' : en })
export const typed = ({ zh, en }: Words): Words => ({ zh: zh.trim(), en: en.trim() })
const isWritten = ({ zh, en }: Words): boolean => zh.trim() !== '' || en.trim() !== ''
const figureOf = (words: string): number | null => (words.trim() === '' ? null : Number(words))

interface OwnerIds {
  department: { id: string } | null
  post: { id: string } | null
  person: { id: string } | null
}
/** Who answers for a part of the register, as a form holds it. */
export const ownerOf = ({ department, post, person }: OwnerIds): Owner => ({
  departmentId: department?.id ?? null,
  postId: post?.id ?? null,
  personId: person?.id ?? null,
})

function scoresOf(made: RiskAssessmentPartsFragment | null): Scores {
  if (!made) return { ...NOTHING_PICKED, picked: {} }
  const { method, level, clause, likelihood, exposure, consequence, severity } = made
  const all = { LIKELIHOOD: likelihood, EXPOSURE: exposure, CONSEQUENCE: consequence, SEVERITY: severity }
  const picked = Object.fromEntries(Object.entries(all).filter(([, score]) => score !== null)) as Scores['picked']
  return { method, picked, level: method === 'DIRECT' ? level : null, clause: clause ?? '' }
}

/** What the server has, as the form begins with it. `lsSet`: of the site; `day`: today. */
export function contentOf(kept: RiskContentToEditFragment, lsSet: string, day: string): Content {
  const lsOf = [kept.residual, kept.inherent].find((each) => each?.method === 'LS')
  return {
    title: wordsOf(kept.title),
    stage: kept.stage,
    owner: ownerOf(kept.owner),
    harm: wordsOf(kept.harm),
    causes: kept.causes.map(wordsOf),
    signs: kept.signs.map(wordsOf),
    accidentClass: kept.accidentClass ? `${kept.accidentClass.list}/${kept.accidentClass.code}` : '',
    inherent: scoresOf(kept.inherent),
    residual: scoresOf(kept.residual),
    lsSet: lsOf?.cutoffSet ?? lsSet,
    restsOn: [...kept.restsOn],
    team: { personIds: (kept.team?.people ?? []).map(({ id }) => id), on: kept.team?.on ?? day },
    controlLevel: kept.controlLevel,
    steps: {
      early: kept.steps.early.map(wordsOf),
      urgent: kept.steps.urgent.map(wordsOf),
      ofTier: kept.steps.ofTier.map(({ tier, steps }) => ({ tier, steps: steps.map(wordsOf) })),
    },
    calls: kept.calls.map(({ name, writtenPhone, post, person }) => ({
      name: name ? wordsOf(name) : { ...NO_WORDS },
      phone: writtenPhone,
      postId: post?.id ?? null,
      personId: person?.id ?? null,
    })),
    departments: kept.departments.map(({ department, kind, work, share }) => ({
      departmentId: department?.id ?? null,
      kind,
      work: wordsOf(work),
      share,
    })),
    measures: kept.measures.map(measureOf),
    bindings: kept.bindings.map(({ sensorId, side, observations }) => ({ sensorId, side, observations: [...observations] })),
    reviewMonths: kept.reviewMonths === null ? '' : String(kept.reviewMonths),
  }
}

function measureOf({ owner, text, items, id, code, kind, isCritical, sensorId }: RiskContentToEditFragment['measures'][number]): Measure {
  return {
    id,
    code,
    text: wordsOf(text),
    kind,
    isCritical,
    sensorId,
    owner: ownerOf(owner),
    items: items.map((each) => ({
      id: each.id,
      code: each.code,
      lookFor: wordsOf(each.lookFor),
      way: each.way,
      answer: wordsOf(each.answer),
      category: each.category,
      low: each.low === null ? '' : String(each.low),
      high: each.high === null ? '' : String(each.high),
      unit: each.unit,
      owner: ownerOf(each.owner),
    })),
  }
}

/** As the contract takes it. Empty lines are left out; scores that are half-picked are none yet. */
export function inputOf(content: Content): EventContentInput {
  const { team, steps } = content
  return {
    title: typed(content.title),
    stage: content.stage,
    owner: content.owner,
    harm: typed(content.harm),
    causes: lines(content.causes),
    signs: lines(content.signs),
    accidentClass: content.accidentClass,
    inherent: scoresInput(content.inherent),
    residual: scoresInput(content.residual),
    lsSet: content.lsSet,
    restsOn: content.restsOn.filter((id) => content.measures.some((each) => each.id === id)),
    team: team.personIds.length > 0 && team.on ? team : null,
    controlLevel: content.controlLevel,
    steps: {
      early: lines(steps.early),
      urgent: lines(steps.urgent),
      ofTier: steps.ofTier.map((each) => ({ tier: each.tier, steps: lines(each.steps) })).filter((each) => each.steps.length > 0),
    },
    calls: content.calls.map(({ name, ...each }) => ({ ...each, name: isWritten(name) ? typed(name) : null })),
    departments: content.departments.flatMap(({ departmentId, work, ...each }) =>
      departmentId ? [{ ...each, departmentId, work: typed(work) }] : [],
    ),
    measures: content.measures.map(measureInput),
    bindings: content.bindings,
    reviewMonths: figureOf(content.reviewMonths),
  }
}

const lines = (all: readonly Words[]): Words[] => all.filter(isWritten).map(typed)

function measureInput({ sensorId, text, items, ...each }: Measure): NonNullable<EventContentInput['measures']>[number] {
  return {
    ...each,
    text: typed(text),
    sensorId,
    watchedBy: sensorId ? 'SOURCE' : 'CHECK',
    items: items.map(({ low, high, unit, ...item }) => ({
      ...item,
      lookFor: typed(item.lookFor),
      answer: typed(item.answer),
      low: item.way === 'READING' ? figureOf(low) : null,
      high: item.way === 'READING' ? figureOf(high) : null,
      unit: item.way === 'READING' ? unit.trim() : '',
    })),
  }
}

/** The next code of a list: M-1, M-2 and so on; what was taken away leaves a hole, lest two revisions mean other things by one code. */
export function nextCode(codes: readonly string[], prefix: string): string {
  const numbers = codes.map((code) => (code.startsWith(prefix) ? Number(code.slice(prefix.length)) : Number.NaN))
  return `${prefix}${Math.max(0, ...numbers.filter((each) => Number.isInteger(each))) + 1}`
}

export function newMeasure(measures: readonly Measure[], words = ''): Measure {
  return {
    id: crypto.randomUUID(),
    code: nextCode(
      measures.map(({ code }) => code),
      'M-',
    ),
    text: { zh: words, en: '' },
    kind: 'ENGINEERING',
    isCritical: false,
    sensorId: null,
    owner: { ...NO_OWNER },
    items: [],
  }
}

export function newItem(measures: readonly Measure[]): Item {
  return {
    id: crypto.randomUUID(),
    code: nextCode(
      measures.flatMap(({ items }) => items.map(({ code }) => code)),
      'C-',
    ),
    lookFor: { ...NO_WORDS },
    way: 'ON_SITE',
    answer: { ...NO_WORDS },
    category: 'OTHER',
    low: '',
    high: '',
    unit: '',
    owner: { ...NO_OWNER },
  }
}

/** Takes measures away, and from what the residual risk rests on; watched by what is bound no more, a measure is checked again. */
export function tidied(content: Content): Content {
  const bound = new Set(content.bindings.map(({ sensorId }) => sensorId))
  const measures = content.measures.map((each) => (each.sensorId && !bound.has(each.sensorId) ? { ...each, sensorId: null } : each))
  const ids = new Set(measures.map(({ id }) => id))
  return { ...content, measures, restsOn: content.restsOn.filter((id) => ids.has(id)) }
}

/** The first field that the server would not take as it is: where, and what it lacks. */
export interface Lack {
  part: Part
  what: 'title' | 'measure' | 'item' | 'call' | 'concerned' | 'figure'
}
export function lackOf(content: Content): Lack | null {
  if (!isWritten(content.title)) return { part: 'title', what: 'title' }
  if (content.measures.some(({ text }) => !isWritten(text))) return { part: 'measures', what: 'measure' }
  const items = content.measures.flatMap((each) => each.items)
  if (items.some(({ lookFor }) => !isWritten(lookFor))) return { part: 'measures', what: 'item' }
  if (items.some(({ low, high }) => [low, high].some((each) => Number.isNaN(figureOf(each))))) return { part: 'measures', what: 'figure' }
  if (content.calls.some(({ postId, personId, name, phone }) => !postId && !personId && !(isWritten(name) && phone.trim())))
    return { part: 'calls', what: 'call' }
  if (content.departments.some(({ departmentId, work }) => !departmentId || !isWritten(work)))
    return { part: 'departments', what: 'concerned' }
  return Number.isNaN(figureOf(content.reviewMonths)) ? { part: 'reviewMonths', what: 'figure' } : null
}

/** The first thing that an event needs before it can hold; null: it has them all. */
export function lackToHold(content: Content): Part | null {
  if (!scoresInput(content.inherent)) return 'inherent'
  if (!scoresInput(content.residual)) return 'residual'
  if (content.team.personIds.length === 0) return 'team'
  return content.accidentClass ? null : 'accidentClass'
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The parts in which two contents differ. */
export function changed(one: Content, other: Content): Part[] {
  return PARTS.filter((part) => !isSame(one[part], other[part]))
}

/**
 * What somebody else saved meanwhile comes in where nothing was typed; what was typed stays. `base` is what the form began with.
 * `newer`: parts that they changed, and among these the ones that are typed here, too.
 */
export function merged(base: Content, mine: Content, theirs: Content): { content: Content; changed: Part[]; both: Part[] } {
  const typedHere = new Set(changed(base, mine))
  const news = changed(base, theirs).filter((part) => !isSame(mine[part], theirs[part]))
  const taken = news.filter((part) => !typedHere.has(part))
  const content = { ...mine, ...Object.fromEntries(taken.map((part) => [part, theirs[part]])) }
  return { content, changed: news, both: news.filter((part) => typedHere.has(part)) }
}
