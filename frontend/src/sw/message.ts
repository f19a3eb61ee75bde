/** What a push asks to show. The payload is declarative web push, which newer iPhones show even without this worker. */
export interface Shown {
  title: string
  body: string
  navigate: string
  lang: string
  tag: string
  /** The delivery's id, to which receipts go; null when the push could not be read. */
  delivery: string | null
}

const UNREADABLE: Shown = { title: '安环', body: '有新的消息，请打开查看', navigate: '/', lang: 'zh-CN', tag: 'anhuan', delivery: null }

interface Payload {
  notification?: { title?: unknown; body?: unknown; navigate?: unknown; lang?: unknown; tag?: unknown; data?: { delivery?: unknown } }
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
    }
  } catch {
    return UNREADABLE
  }
}

function word(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise
}

/** Only a page of this app, whatever the address says. */
export function path(address: string): string {
  const { pathname, search, hash } = new URL(address, 'https://app.invalid')
  return pathname + search + hash
}
