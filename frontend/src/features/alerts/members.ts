/** How many of a group there are besides one of them. `size` counts what is open, so that one only while it is itself. */
export function othersOf(size: number, isCounted: boolean): number {
  return Math.max(0, size - (isCounted ? 1 : 0))
}

/** How many of these others the list does not show yet. */
export function restOf(others: number, shown: number): number {
  return Math.max(0, others - shown)
}
