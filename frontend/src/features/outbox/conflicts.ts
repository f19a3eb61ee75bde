/** Refusals that mean: somebody was here before. */
const CONFLICTS = new Set([
  'ALREADY_ACKNOWLEDGED',
  'ALREADY_REOPENED',
  'ALREADY_TRIAGED',
  'CASE_ARCHIVED',
  'CONFLICT',
  'ILLEGAL_TRANSITION',
])

/** Whether this refusal means that somebody was here before. */
export function isConflict(code: string | null): boolean {
  return code !== null && CONFLICTS.has(code)
}
