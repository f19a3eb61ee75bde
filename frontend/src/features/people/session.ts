import { computed, ref, shallowRef } from 'vue'
import { onChange } from '@/graphql/changes'
import { ask, prepareClient, resetClient } from '@/graphql/client'
import type { Module, Permission, Purpose, Role } from '@/graphql/generated/enums'
import { forgetFollowKeys, forgetSnapshots, noteShiftPhone } from '@/graphql/forgetSnapshots'
import { onReconnected, openAnew } from '@/graphql/live'
import { proveFor } from '@/graphql/proof'
import { Viewer as ViewerOperation } from '@/graphql/generated/operations'
import type { ViewerQuery } from '@/graphql/generated/types'
import { allEntries, wake } from '@/outbox/store'
import { wakeUp } from '@/outbox/wakeup'
import { readMeta, writeMeta } from '@/shared/db'
import { agreeToPlace } from '@/shared/location'
import { followLocale } from '@/shared/i18n'
import { post } from '@/shared/post'
import type { ShowOptions } from './passkeys'
import { acceptGrant, accessToken, announceOtherPerson, dropToken, onTokenOutcome, OTHER_PERSON, type Grant } from '@/shared/token'

type Viewer = ViewerQuery['viewer']
/** `ended`: we know who this is and show what the phone holds, but nothing leaves before they sign in again. */
type SessionState = 'starting' | 'signed-in' | 'offline' | 'ended' | 'signed-out'

/** Changes of a site come in bursts. */
const BURST = 2000

const state = ref<SessionState>('starting')
const person = shallowRef<Viewer | null>(null)
/** What this device knew when the app was opened: it may be older than an answer that was given meanwhile. */
let kept: Viewer | null = null

export const sessionState = computed(() => state.value)
export const viewer = computed(() => person.value)
export const membership = computed(() => person.value?.memberships[0] ?? null)
export const role = computed<Role>(() => membership.value?.role ?? 'WORKER')

/** Hides what the server would refuse anyway; it decides, this only spares people a dead end. */
export function may(permission: Permission): boolean {
  return membership.value?.permissions.includes(permission) ?? false
}

/** Whether the site has not switched it off; a viewer that was kept before there were modules has them all. */
export function has(module: Module): boolean {
  return membership.value?.modules?.includes(module) ?? true
}

/** Whether this person has agreed to it; what needs consent is off without. */
export function agrees(purpose: Purpose): boolean {
  return membership.value?.agreed?.includes(purpose) ?? false
}

const isPostponed = ref(false)
/** Whether notices wait to be read; an alarm is never behind them, see `App.vue`. */
export const hasNotices = computed(
  () =>
    state.value === 'signed-in' &&
    person.value !== kept &&
    !isPostponed.value &&
    (person.value?.memberships.some(({ unreadNotices }) => unreadNotices > 0) ?? false),
)

/** Until the app is opened again. */
export function postponeNotices(): void {
  isPostponed.value = true
}

/** Opens with the person known from last time, so that the shell is there without a network; then asks the server. */
export async function startSession(): Promise<void> {
  onTokenOutcome((outcome) => {
    const { kind } = outcome
    // This tab shows what the person before was allowed to see: start over for the person signed in now.
    if (kind === 'signed-out' && outcome.code === OTHER_PERSON) return location.reload()
    // Nothing of the site stays with somebody who was disabled; what they did here and has not left waits.
    if (kind === 'signed-out' && outcome.code === 'ACCOUNT_DISABLED') return void forgetPerson().then(() => location.assign('/sign-in'))
    if (kind === 'signed-out' && person.value) state.value = 'ended'
    if (kind === 'token' && (state.value === 'ended' || state.value === 'offline')) state.value = 'signed-in'
    if (kind === 'unreachable' && state.value === 'signed-in') state.value = 'offline'
  })
  kept = (await readMeta<Viewer>('viewer')) ?? null
  show(kept)
  if (!person.value) {
    state.value = 'signed-out'
    return
  }
  state.value = 'offline'
  followLanguage()
  void accessToken().then(({ kind }) => (kind === 'token' ? loadViewer() : undefined))
}

let asked = 0
let answered = 0

/** What was asked before now says nothing any more: somebody else, or nobody, holds the phone. */
function outdateAnswers(): void {
  answered = ++asked
}

async function loadViewer(): Promise<string | null> {
  const number = ++asked
  const { data, error } = await ask(ViewerOperation, {})
  if (!data) return (error?.graphQLErrors[0]?.extensions.code as string | undefined) ?? 'UNREACHABLE'
  // What was asked before comes too late to say how it is now.
  if (number < answered) return null
  answered = number
  await adopt(data.viewer)
  return null
}

/** Asks the server once more who this is, after something about it has changed. */
export const reloadViewer = loadViewer

/** Follows what this person may do and what their site has switched off. Returns the function that ends it. */
export function followRights(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const later = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      void loadViewer()
    }, BURST)
  }
  const stops = [onChange('site', later), onReconnected(later), () => clearTimeout(timer)]
  return () => stops.forEach((stop) => stop())
}

async function adopt(next: Viewer): Promise<void> {
  const before = (await readMeta<Viewer | null>('viewer'))?.person.id
  if (before !== next.person.id) await forgetSnapshots()
  await forgetFollowKeys(next.person.id)
  await writeMeta('viewer', next)
  await writeMeta('userId', next.person.id)
  if (before !== next.person.id) announceOtherPerson()
  isPostponed.value &&= before === next.person.id
  show(next)
  state.value = 'signed-in'
  followLanguage()
}

/** Of the site, where nobody has chosen one on this device. Without a network the words may not be there. */
function followLanguage(): void {
  const language = membership.value?.site.language
  if (language) void followLocale(language === 'EN' ? 'en' : 'zh').catch(() => undefined)
}

function show(next: Viewer | null): void {
  const before = person.value
  person.value = next
  proveFor(next?.memberships.map(({ site }) => site.id) ?? [])
  // What a socket brings was decided when it was opened: after the second factor that a role demands, nothing.
  if (before && next && rightsOf(before) !== rightsOf(next)) openAnew()
  agreeToPlace(agrees('PLACE'))
}

function rightsOf({ person: { id }, memberships }: Viewer): string {
  return [id, ...memberships.map(({ role, site }) => `${site.id} ${role}`)].join()
}

/** Signs in; returns null or the code of the refusal. */
export function signIn(username: string, password: string): Promise<string | null> {
  return enterBy('/auth/sign-in', { username, password })
}

/** A password was right, and the server waits for the code that answers this. */
const challenge = ref<string | null>(null)
export const CODE_NEEDED = 'CODE_NEEDED'

/** The second half of a sign-in; returns null or the code of the refusal. */
export function answerChallenge(code: string): Promise<string | null> {
  return enterBy('/auth/second-factor', { challenge: challenge.value ?? '', code })
}

/** What the device may show a passkey for in the place of that code; null for who has none. */
export const challengePasskey = shallowRef<ShowOptions | null>(null)

/** The second half of a sign-in by a passkey; returns null or the code of the refusal. */
export function answerChallengeByPasskey(credential: string): Promise<string | null> {
  return enterBy('/auth/second-factor/passkey', { challenge: challenge.value ?? '', credential })
}

/** Signs in by what this address of the server takes; returns null or the code of the refusal. */
export async function enterBy(path: string, body: object): Promise<string | null> {
  prepareClient()
  const answer = await post<Grant & { challenge?: string; passkey?: ShowOptions | null }>(path, body)
  if (typeof answer === 'string') return answer
  challenge.value = answer.challenge ?? null
  challengePasskey.value = answer.passkey ?? null
  if (answer.challenge) return CODE_NEEDED
  resetClient()
  outdateAnswers()
  acceptGrant(answer)
  if (path === '/auth/pin') await noteShiftPhone()
  const refusal = await loadViewer()
  if (refusal === null) {
    await wake((job) => job.state === 'blocked' && job.userId === person.value?.person.id)
    wakeUp()
  }
  return refusal
}

/** How many of this person's jobs have not left yet: shown before they sign out. */
export async function pendingJobs(): Promise<number> {
  const id = person.value?.person.id
  return (await allEntries()).filter(({ userId }) => userId === id).length
}

/** Ends the session on this phone, or on all. Jobs that wait stay here for the next sign-in of the same person. */
export async function signOut(scope: 'here' | 'everywhere'): Promise<void> {
  const token = await accessToken()
  const headers = token.kind === 'token' ? { Authorization: `Bearer ${token.token}` } : undefined
  const path = scope === 'everywhere' ? '/auth/sign-out-everywhere' : '/auth/sign-out'
  const isNotified = await fetch(path, { method: 'POST', ...(headers ? { headers } : {}) }).then(
    ({ ok }) => ok,
    () => false,
  )
  // "Everywhere" must not look done when the server has not heard of it.
  if (scope === 'everywhere' && !isNotified) throw new Error('UNREACHABLE')
  await forgetPerson()
}

/** Forgets who this is, and what this phone keeps of their site. */
async function forgetPerson(): Promise<void> {
  dropToken()
  outdateAnswers()
  await writeMeta('userId', null)
  await writeMeta('viewer', null)
  await forgetSnapshots()
  await forgetFollowKeys(null)
  announceOtherPerson()
  person.value = null
  state.value = 'signed-out'
  resetClient()
}
