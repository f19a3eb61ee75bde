/** What somebody says to an alert, by the name of its button. */
export type Answer = 'ACKNOWLEDGE' | 'ON_THE_WAY' | 'CANNOT_COME'

/** An alert that can be answered from its notification, in the words of the server: the worker has none. */
export interface Answerable {
  alertId: string
  actions: { action: Answer; title: string }[]
  /** What stands there once the server has it, by the answer. */
  said: Partial<Record<Answer, string>>
  /** It waits for the network. */
  kept: string
  /** A rule refused it: the app says why. */
  refused: string
  /** First the person has to show that it is them. */
  asks: string
}

/** What a push asks to show. The payload is declarative web push, which newer iPhones show even without this worker. */
export interface Shown {
  title: string
  body: string
  navigate: string
  lang: string
  tag: string
  /** The delivery's id, to which receipts go; null when the push could not be read. */
  delivery: string | null
  answerable: Answerable | null
}

const UNREADABLE: Shown = {
  title: '安环',
  body: '有新的消息，请打开查看',
  navigate: '/',
  lang: 'zh-CN',
  tag: 'anhuan',
  delivery: null,
  answerable: null,
}
const ANSWERS: ReadonlySet<unknown> = new Set<Answer>(['ACKNOWLEDGE', 'ON_THE_WAY', 'CANNOT_COME'])

interface Payload {
  notification?: {
    title?: unknown
    body?: unknown
    navigate?: unknown
    lang?: unknown
    tag?: unknown
    actions?: unknown
    data?: Record<string, unknown>
  }
}

/** Never throws: whatever came in, something must be shown. */
export function readPush(data: { json(): unknown } | null): Shown {
  try {
    const { notification } = data?.json() as Payload
    if (!notification) return UNREADABLE
    return {
      title: word(notification.title, UNREADABLE.title),
      body: word(notification.body, UNREADABLE.body),
      navigate: path(word(notification.navigate, '/')),
      lang: word(notification.lang, UNREADABLE.lang),
      tag: word(notification.tag, UNREADABLE.tag),
      delivery: typeof notification.data?.delivery === 'string' ? notification.data.delivery : null,
      answerable: answerableOf(notification),
    }
  } catch {
    return UNREADABLE
  }
}

/** Null for what is no alert, or has a part of it only: a button that says nothing afterwards is worse than none. */
function answerableOf({ actions, data }: NonNullable<Payload['notification']>): Answerable | null {
  const { alert, said, kept, refused, asks } = data ?? {}
  if (typeof alert !== 'string' || typeof kept !== 'string' || typeof refused !== 'string' || typeof asks !== 'string') return null
  if (!Array.isArray(actions) || said === null || typeof said !== 'object') return null
  const known = (actions as { action?: unknown; title?: unknown }[])
    .filter(({ action, title }) => ANSWERS.has(action) && typeof title === 'string')
    .map(({ action, title }) => ({ action: action as Answer, title: title as string }))
  return known.length === 0 ? null : { alertId: alert, actions: known, said: said as Answerable['said'], kept, refused, asks }
}

/** What may still be said after this: who has seen it may still come, who comes or cannot need say no more. */
export function left({ actions, ...words }: Answerable, answer: Answer): Answerable {
  return { ...words, actions: answer === 'ACKNOWLEDGE' ? actions.filter(({ action }) => action !== 'ACKNOWLEDGE') : [] }
}

function word(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise
}

/** Only a page of this app, whatever the address says. */
export function path(address: string): string {
  const { pathname, search, hash } = new URL(address, 'https://app.invalid')
  return pathname + search + hash
}
