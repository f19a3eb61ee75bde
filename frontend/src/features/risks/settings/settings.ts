import { ControlLevel } from '@/graphql/generated/enums'
import type { OwnWordingInput, RiskSettingsPartsFragment, RiskSettingsQuery } from '@/graphql/generated/types'

export type Methods = RiskSettingsQuery['riskScales']['methods']
type Wording = Methods[number]['scales'][number]['scores'][number]
/** Levels of risk, the worst first: each is controlled no higher up, and reviewed no more often, than the one before it. */
export const LEVELS = [4, 3, 2, 1] as const
export type Level = (typeof LEVELS)[number]
const MOST_MONTHS = 120

/** Settings of the register as somebody types them: months as text. */
export interface Draft {
  controlLevels: Record<Level, ControlLevel>
  months: Record<Level, string>
  lsSet: string
}

/** What is wrong with the values of a level; null where nothing is. */
export interface RowProblem {
  control: boolean
  months: 'unusable' | 'tooOften' | null
}

export function draftOf({ controlLevels, reviewMonths, lsSet }: RiskSettingsPartsFragment): Draft {
  const control = new Map(controlLevels.map(({ level, controlLevel }) => [level, controlLevel]))
  const months = new Map(reviewMonths.map((each) => [each.level, each.months]))
  const each = <Value>(of: (level: Level) => Value) => Object.fromEntries(LEVELS.map((level) => [level, of(level)])) as Record<Level, Value>
  return {
    controlLevels: each((level) => control.get(level) ?? 'COMPANY'),
    months: each((level) => String(months.get(level) ?? '')),
    lsSet,
  }
}

export function isSame(one: Draft, other: Draft): boolean {
  return (
    one.lsSet === other.lsSet &&
    LEVELS.every((level) => one.controlLevels[level] === other.controlLevels[level] && monthsOf(one, level) === monthsOf(other, level))
  )
}

/** Each value of the form, or what stands for it, by a name of its own: two may change one level each. */
export function named<Set, Each>(lsSet: Set, control: (level: Level) => Each, months: (level: Level) => Each): Record<string, Set | Each> {
  return {
    lsSet,
    ...Object.fromEntries(LEVELS.map((level) => [`control${level}`, control(level)])),
    ...Object.fromEntries(LEVELS.map((level) => [`months${level}`, months(level)])),
  }
}

export const valuesOf = ({ lsSet, controlLevels, months }: Draft): Record<string, string> =>
  named<string, string>(
    lsSet,
    (level) => controlLevels[level],
    (level) => months[level],
  )

/** Finds what the server would refuse, at the better one of two levels that contradict each other. */
export function problemOf(draft: Draft, level: Level): RowProblem {
  const worse = LEVELS[LEVELS.indexOf(level) - 1]
  const months = monthsOf(draft, level)
  const isHigher = worse !== undefined && rank(draft.controlLevels[level]) < rank(draft.controlLevels[worse])
  const isMoreOften = worse !== undefined && months !== null && months < (monthsOf(draft, worse) ?? 0)
  return { control: isHigher, months: months === null ? 'unusable' : isMoreOften ? 'tooOften' : null }
}

export function isSound(draft: Draft): boolean {
  return LEVELS.every((level) => {
    const { control, months } = problemOf(draft, level)
    return !control && months === null
  })
}

/** As the contract takes them. */
export function settingsInput(draft: Draft) {
  return {
    controlLevels: LEVELS.map((level) => ({ level, controlLevel: draft.controlLevels[level] })),
    reviewMonths: LEVELS.map((level) => ({ level, months: monthsOf(draft, level) ?? 0 })),
    lsSet: draft.lsSet,
  }
}

/** A score among those of its method and axis. */
export type ScoreAt = Pick<OwnWordingInput, 'method' | 'axis' | 'score'>

/** The wording of a score that there is. */
export function wordingAt(methods: Methods, at: ScoreAt): Wording {
  const scales = methods.find(({ method }) => method === at.method)?.scales
  const found = scales?.find(({ axis }) => axis === at.axis)?.scores.find(({ score }) => score === at.score)
  if (!found) throw new Error(`no score ${at.method} ${at.axis} ${at.score}`)
  return found
}

/** All wordings of the site's own with this one among them: the server takes them together. */
export function withWording(methods: Methods, changed: OwnWordingInput): OwnWordingInput[] {
  const own = methods.flatMap(({ method, scales }) =>
    scales.flatMap(({ axis, scores }) =>
      scores.flatMap(({ score, isOwn, wording }) => (isOwn ? [{ method, axis, score, wording: { zh: wording.zh, en: wording.en } }] : [])),
    ),
  )
  return [...own.filter((each) => !isOne(each, changed)), changed]
}

const isOne = (one: ScoreAt, other: ScoreAt): boolean => one.method === other.method && one.axis === other.axis && one.score === other.score
const rank = (level: ControlLevel): number => ControlLevel.indexOf(level)

function monthsOf({ months }: Draft, level: Level): number | null {
  const typed = months[level].trim()
  return /^\d{1,3}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= MOST_MONTHS ? Number(typed) : null
}
