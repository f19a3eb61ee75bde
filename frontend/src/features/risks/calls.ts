import type { RiskContentFragment } from '@/graphql/generated/types'

interface Call {
  id: string
  name: { zh: string; en: string }
  /** As a telephone takes it; empty where none is known. */
  phone: string
  /** As it is read. */
  shown: string
}

/** Whom to call, each once: what has a number first, in the order of the register. */
export function callsOf(calls: RiskContentFragment['calls']): Call[] {
  const all = calls.map(({ name, phone, post, person }) => ({
    id: person?.id ?? post?.id ?? phone,
    name: name ?? person?.name ?? post?.name ?? { zh: '', en: '' },
    phone: phone.replaceAll(/[^\d+*#]/g, ''),
    shown: phone,
  }))
  const once = all.filter(({ id }, index) => all.findIndex((each) => each.id === id) === index)
  return [...once.filter(({ phone }) => phone), ...once.filter(({ phone }) => !phone)]
}
