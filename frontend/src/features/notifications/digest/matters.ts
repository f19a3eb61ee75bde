import { rankOf } from '@/features/alerts/alertState'
import type { Tier } from '@/graphql/generated/enums'
import type { DigestQuery } from '@/graphql/generated/types'

export type Member = DigestQuery['digestMembers'][number]

/** What several messages of a digest are about: its newest message, and how many there were. */
export interface Matter {
  key: string
  newest: Member
  count: number
}

/** Several messages lead to one page without being about one thing: then what they say tells them apart. */
const keyOf = ({ alert, case: found, path, title }: Member): string => (alert || found ? path : `${path} ${title.zh}`)

/** One row per matter: the worst tier first, active before recovered, then what happened last. `members`: the newest first. */
export function matters(members: readonly Member[]): Matter[] {
  const found = new Map<string, Matter>()
  for (const member of members) {
    const key = keyOf(member)
    const known = found.get(key)
    if (known) known.count += 1
    else found.set(key, { key, newest: member, count: 1 })
  }
  return [...found.values()].sort((a, b) => rank(b) - rank(a) || active(b) - active(a))
}

const tierOf = ({ newest }: Matter): Tier | null => newest.alert?.rank ?? newest.case?.tier ?? null
const rank = (matter: Matter): number => {
  const tier = tierOf(matter)
  return tier ? rankOf(tier) : 0
}
const active = ({ newest }: Matter): number => Number(newest.alert?.isActive ?? false)
