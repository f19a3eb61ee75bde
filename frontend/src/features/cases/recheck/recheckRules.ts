import { sourceGate } from '@/features/cases/actions'
import type { RecheckReason } from '@/graphql/generated/enums'

export interface RecheckForm {
  verdict: 'pass' | 'fail'
  reason: RecheckReason | null
  note: string
  overrideReason: string
  photoCount: number
  isSigned: boolean
  /** How many flagged reasons are not confirmed yet. */
  unseenCount: number
}

interface Source {
  isSourceNormal: boolean
  recheckOpensAt: string | null
  hasSource: boolean
}

/** Whether this recheck needs an override because the source is not back to normal. */
export function needsOverride(form: RecheckForm, source: Source, now: number): boolean {
  return form.verdict === 'pass' && sourceGate(source, now).kind !== 'open'
}

/** The first thing the recheck still lacks; null when it can be submitted. */
export function missingOf(
  form: RecheckForm,
  source: Source,
  mayOverride: boolean,
  now: number,
): 'photo' | 'reason' | 'signature' | 'source' | 'overrideReason' | 'flags' | null {
  const isOverride = needsOverride(form, source, now)
  if (isOverride && !mayOverride) return 'source'
  if (form.photoCount === 0) return 'photo'
  if (form.verdict === 'fail') return form.reason ? null : 'reason'
  if (isOverride && form.overrideReason.trim() === '') return 'overrideReason'
  if (form.unseenCount > 0) return 'flags'
  return form.isSigned ? null : 'signature'
}
