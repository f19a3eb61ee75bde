/** The members of a group besides one of them: of the pages that came, before that those that came with the alert. */
export function membersOf<Member extends { id: string }>(
  paged: readonly Member[] | null,
  known: readonly Member[],
  besides: string,
): Member[] {
  return (paged ?? known).filter(({ id }) => id !== besides)
}

/** How many of a group are shown neither in its list nor as the page that the list stands on. */
export function restOf(size: number, shown: number): number {
  return Math.max(0, size - 1 - shown)
}
