/** Where whoever was on row `gone` is after it left the list: on the next row of before that is still there, else on the one
 * before it; null where none is left. */
export function placeAfter(before: readonly string[], now: readonly string[], gone: string): string | null {
  const at = before.indexOf(gone)
  const left = new Set(now)
  const after = before.slice(at + 1).find((id) => left.has(id))
  return (
    after ??
    before
      .slice(0, Math.max(at, 0))
      .reverse()
      .find((id) => left.has(id)) ??
    null
  )
}
