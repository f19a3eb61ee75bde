import { AcknowledgeAlert } from '@/graphql/generated/operations/AcknowledgeAlert'
import { AnswerAlert } from '@/graphql/generated/operations/AnswerAlert'
import { isUnconfirmed } from '@/outbox/applyOutcome'
import { discard } from '@/outbox/discard'
import { drain } from '@/outbox/drain'
import { jobOf } from '@/outbox/job'
import { add, entry, sentRow } from '@/outbox/store'
import { readMeta } from '@/shared/db'
import { inTurn } from './inTurn'
import { left, type Answer, type Answerable } from './message'
import { present, receipt, type NotificationData } from './notify'

/** How long a person looks at nothing before we say that it waits on this phone. */
const PATIENCE = 4000

interface Tapped extends Pick<Notification, 'title' | 'body' | 'lang' | 'tag'> {
  data: NotificationData & { answerable: Answerable }
}
type Fate = 'said' | 'kept' | 'refused' | 'asks'

/** The alert that was answered by a button; null where the card itself was tapped, or the button is none of ours. */
export function answered({ notification, action }: NotificationEvent): { tapped: Tapped; answer: Answer } | null {
  const { title, body, lang, tag } = notification
  const data = (notification.data ?? {}) as Partial<NotificationData>
  const found = data.answerable?.actions.find((each) => each.action === action)
  return found ? { tapped: { title, body, lang, tag, data: data as Tapped['data'] }, answer: found.action } : null
}

/**
 * Answers an alert without opening the app, through the outbox, and says in the place of the notification what became of it.
 * The name of the operation is made from the message, so that two taps on one button are one answer.
 */
export async function answer(registration: ServiceWorkerRegistration, tapped: Tapped, said: Answer): Promise<void> {
  const { answerable, delivery, userId } = tapped.data
  // Signed out since, or somebody else holds this phone: nobody answers in another person's name.
  if (!userId || (await readMeta<string | null>('userId')) !== userId) return say(registration, tapped, said, 'asks')
  const id = await operationId(`${userId} ${delivery ?? answerable.alertId} ${said}`)
  if (!(await sentRow(id)) && !(await entry(id))) await add(await jobFor(tapped, said, { userId, id }), [])
  await registerSync(registration)
  const draining = drain(true).catch(() => false)
  await Promise.race([draining, new Promise((resolve) => setTimeout(resolve, PATIENCE))])
  const fate = await fateOf(id, { isNew: true })
  await say(registration, tapped, said, fate, id)
  if (fate === 'said') await receipt(delivery, 'opened')
  // The worker stays awake until the answer has left, or is known to wait.
  await draining
  if (fate === 'kept') await sayWhatLeft(registration)
}

/** Says what became of answers that waited for the network, once they have left. */
export async function sayWhatLeft(registration: ServiceWorkerRegistration): Promise<void> {
  for (const { title, body, lang, tag, data } of await inTurn(() => registration.getNotifications())) {
    const { kept } = (data ?? {}) as Partial<NotificationData>
    if (!kept) continue
    const fate = await fateOf(kept.id)
    if (fate !== 'kept') await say(registration, { title, body, lang, tag, data: data as Tapped['data'] }, kept.answer, fate, kept.id)
  }
}

/** What became of an answer. `isNew`: the person is looking; what needs a sign-in first is not kept in their name. */
async function fateOf(id: string, { isNew = false } = {}): Promise<Fate> {
  if (await sentRow(id)) return 'said'
  const job = await entry(id)
  // Neither sent nor here: its owner threw it away.
  if (!job || job.state === 'refused') return 'refused'
  if (isUnconfirmed(job)) return 'asks'
  if (job.state !== 'blocked') return 'kept'
  if (isNew) await discard(id)
  return 'asks'
}

async function say(registration: ServiceWorkerRegistration, tapped: Tapped, said: Answer, fate: Fate, id?: string): Promise<void> {
  const { navigate, delivery, answerable, userId } = tapped.data
  const words = { said: answerable.said[said], kept: answerable.kept, refused: answerable.refused, asks: answerable.asks }[fate]
  const data: NotificationData = {
    navigate,
    delivery,
    userId,
    answerable: fate === 'asks' ? answerable : left(answerable, said),
    ...(fate === 'kept' && id ? { kept: { id, answer: said } } : {}),
  }
  await present(registration, words ?? tapped.title, {
    body: tapped.body,
    lang: tapped.lang,
    tag: tapped.tag,
    data,
    requireInteraction: fate !== 'said',
    silent: true,
  })
}

async function jobFor({ body, data: { answerable, navigate } }: Tapped, said: Answer, who: { userId: string; id: string }) {
  const { alertId } = answerable
  const about = { about: { kind: 'alert', id: alertId, title: body, route: navigate } }
  return said === 'ACKNOWLEDGE'
    ? jobOf(AcknowledgeAlert, { alertId }, about, who)
    : jobOf(AnswerAlert, { alertId, answer: said }, about, who)
}

/** A UUID that is the same for the same words. */
async function operationId(words: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(words))).slice(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The browser wakes the worker when the network is back; only Chromium knows it, elsewhere the app does when it is opened. */
async function registerSync(registration: ServiceWorkerRegistration): Promise<void> {
  const { sync } = registration as ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } }
  await sync?.register('outbox').catch(() => undefined)
}
