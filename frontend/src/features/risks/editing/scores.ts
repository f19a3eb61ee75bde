import type { AssessmentMethod, ScoreAxis } from '@/graphql/generated/enums'
import type { RiskScalesQuery, RiskScoresInput } from '@/graphql/generated/types'

type Scales = RiskScalesQuery['riskScales']
export type CutoffSet = Pick<Scales['cutoffSets'][number], 'code' | 'method' | 'red' | 'orange' | 'yellow'>
export type Axes = { axis: ScoreAxis; scores: { score: number; wording: { zh: string; en: string } }[] }[]

/** Scores as they are picked; null where nothing is picked yet. Each method has its own. */
export interface Scores {
  method: AssessmentMethod
  picked: Partial<Record<ScoreAxis, number>>
  /** Of DIRECT, with its clause. */
  level: number | null
  clause: string
}

/** What scores make: `score` null for DIRECT. */
export interface Made {
  level: number
  score: number | null
}

export const NOTHING_PICKED: Scores = { method: 'LEC', picked: {}, level: null, clause: '' }
const AXES: Record<AssessmentMethod, readonly ScoreAxis[]> = {
  LEC: ['LIKELIHOOD', 'EXPOSURE', 'CONSEQUENCE'],
  LS: ['LIKELIHOOD', 'SEVERITY'],
  DIRECT: [],
}

/** The set by which a method has its levels: of LS the one that is named. */
export function setOf(sets: readonly CutoffSet[], method: AssessmentMethod, lsSet: string): CutoffSet | undefined {
  return sets.find((each) => each.method === method && (method !== 'LS' || each.code === lsSet))
}

/** What the scores make by this set; null while one is missing. The bounds are the server's: a bound belongs to the worse level. */
export function made({ method, picked, level }: Scores, by: CutoffSet | undefined): Made | null {
  if (method === 'DIRECT') return level === null ? null : { level, score: null }
  const score = productOf(AXES[method].map((axis) => picked[axis]))
  if (score === null || !by) return null
  return { score, level: [by.yellow, by.orange, by.red].filter((least) => score >= least).length + 1 }
}

/** Scores have at most one decimal: as tenths their product is exact, 0.1 × 6 × 7 is 4.2 and not a little more. */
function productOf(scores: readonly (number | undefined)[]): number | null {
  let product = 1
  for (const score of scores) {
    if (score === undefined) return null
    product *= Math.round(score * 10)
  }
  return product / 10 ** scores.length
}

/** As the contract takes them; null while something is missing. A clause that is missing is for the server to refuse. */
export function scoresInput({ method, picked, level, clause }: Scores): RiskScoresInput | null {
  if (method === 'DIRECT') return level === null ? null : { direct: { level, clause } }
  const { LIKELIHOOD: likelihood, EXPOSURE: exposure, CONSEQUENCE: consequence, SEVERITY: severity } = picked
  if (likelihood === undefined) return null
  if (method === 'LS') return severity === undefined ? null : { ls: { likelihood, severity } }
  return exposure === undefined || consequence === undefined ? null : { lec: { likelihood, exposure, consequence } }
}

/** Whether anything is picked or typed. */
export function isBegun({ picked, level, clause }: Scores): boolean {
  return Object.keys(picked).length > 0 || level !== null || clause !== ''
}

/** Where a score stands on a scale of four equal parts, 0 to 1: within its part by the size of its figures. */
export function positionOf(score: number, by: CutoffSet, least: number, most: number): number {
  const bounds = [least, by.yellow, by.orange, by.red, most]
  const part = Math.min(3, Math.max(0, bounds.findIndex((bound) => score < bound) - 1))
  const from = bounds[part] ?? least
  const to = bounds[part + 1] ?? most
  const share = Math.log(Math.max(score, from) / from) / Math.log(to / from)
  return (score >= most ? 4 : part + Math.min(share, 1)) / 4
}
