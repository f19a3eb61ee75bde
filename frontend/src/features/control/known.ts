const DAY = 86_400_000

/** Whether anything was known so many days ago: a time before the first alert is no zero to compare with. */
export function wasKnown(knownSince: string | null, daysAgo: number, now: number): boolean {
  return knownSince !== null && Date.parse(knownSince) < now - daysAgo * DAY
}
