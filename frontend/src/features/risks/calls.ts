import type { RiskContentFragment } from '@/graphql/generated/types'

interface Call {
  id: string
  name: { zh: string; en: string }
  /** As a telephone takes it; empty where none is known. */
  phone: string
  /** As it is read. */
  shown: string
}

interface Also {
  /** Who answers for the risk, where that is a person. */
  owner: { id: string; name: Call['name']; phone: string } | null
  room: { name: string; phone: string }
}

/**
 * Whom to call, each once: what has a number first, in the order of the register; then who answers for it and the control room, as
 * far as they have one, so that nobody stands there with a page and no number.
 */
export function callsOf(calls: RiskContentFragment['calls'], { owner, room }: Also): Call[] {
  const dialled = (phone: string): string => phone.replaceAll(/[^\d+*#]/g, '')
  const written = calls.map(({ name, phone, post, person }) => ({
    id: person?.id ?? post?.id ?? phone,
    name: name ?? person?.name ?? post?.name ?? { zh: '', en: '' },
    phone: dialled(phone),
    shown: phone,
  }))
  const also = [
    ...(owner?.phone ? [{ id: owner.id, name: owner.name, phone: dialled(owner.phone), shown: owner.phone }] : []),
    ...(room.phone ? [{ id: room.phone, name: { zh: room.name, en: room.name }, phone: dialled(room.phone), shown: room.phone }] : []),
  ]
  const all = [...written, ...also]
  const isSame = (one: Call, other: Call): boolean => one.id === other.id || (one.phone !== '' && one.phone === other.phone)
  const once = all.filter((call, index) => all.findIndex((each) => isSame(each, call)) === index)
  return [...once.filter(({ phone }) => phone), ...once.filter(({ phone }) => !phone)]
}
