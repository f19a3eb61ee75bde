import { computed, ref, shallowRef } from 'vue'

/** So long (ms) a beat proves that a change would have come. */
export const PROVEN_FOR = 15_000
/** A page that has just been opened is given so long (ms) before it says that it cannot see. */
const OPENING = 3000
/** The subscriptions that the answer about danger lives from. */
const DEPENDS_ON = ['AlertChanged', 'CaseChanged', 'HazardReportChanged', 'SiteChanged']
/** A beat that was so much (ms) longer on its way than the one before it lay somewhere: it is that old. */
const ON_ITS_WAY = 1000
const STORED = 'anhuan.last-proof'

/** What the server sends on each socket by the way that a change goes. */
interface Beat {
  /** When, by the clock of the server. */
  at: string
  /** The subscriptions that it came through, by their ids of this socket. */
  subscriptions: string[]
  sites: string[]
}

/** A moment by both clocks of the phone, and by that of the server. */
interface Moment {
  wall: number
  steady: number
  at: number
}

/** By which id of the socket each operation is subscribed to now. */
const subscribed = new Map<string, string>()
let sites: string[] = []
/** The last one of this socket. */
let beat: Moment | undefined
/** The first one of this socket, by the steady clock: what was asked before says nothing about the time between. */
let firstBeat = Infinity
/** When the answer that is shown was asked for, by the steady clock. */
let askedAt = -Infinity
/** The first change that it does not tell of, or may not, and the last that there was. */
let firstChange = Infinity
let lastChange = -Infinity
/** Until when all that happened is shown. */
const proven = shallowRef<Moment>()
let opened = 0
let looked = { wall: Date.now(), steady: performance.now() }

/** Until when danger is known, by the clock of the server, ms, also from before the app was opened; null: never. */
export const provenAt = ref(Number(localStorage.getItem(STORED)) || null)
/** How long ago (ms) that was, counted here; null: never. */
export const proofAge = ref<number | null>(null)
const isOpening = ref(true)

/** Danger or calm, as it is shown, is what it was less than so long ago. Nothing else may say 没有急事, 正常 or 实时. */
export const isProven = computed(() => proofAge.value !== null && proofAge.value < PROVEN_FOR && proven.value !== undefined)
/** It is not, and whoever looks must be told; a page that has just been opened tries first. */
export const isUnproven = computed(() => !isProven.value && !isOpening.value)

/** Of a laptop that sleeps the one clock stands still, a person sets the other: the longer of both. */
function since({ wall, steady }: { wall: number; steady: number }): number {
  return Math.max(Date.now() - wall, performance.now() - steady, 0)
}

function earlier({ wall, steady, at }: Moment, by: number): Moment {
  return { wall: wall - by, steady: steady - by, at: at - by }
}

/** Says whose sites have to be watched: a beat that names fewer proves nothing. */
export function proveFor(siteIds: string[]): void {
  sites = siteIds
}

/** Notes by which id an operation is subscribed to now. */
export function noteSubscribed(operation: string, id: string): void {
  subscribed.set(operation, id)
}

/** Whether danger lives from it: then it has to be begun again where it ended by itself. */
export function isDependedOn(operation: string): boolean {
  return DEPENDS_ON.includes(operation)
}

/** Another socket: what it brings, and how long that is on its way, is found anew. */
export function beginProof(): void {
  beat = undefined
  firstBeat = Infinity
}

/** Takes in what came with a ping; returns whether it shows that changes arrive. */
export function noteBeat(payload: unknown): boolean {
  const found = (payload as { beat?: Beat } | undefined)?.beat
  const at = Date.parse(found?.at ?? '')
  if (!found || Number.isNaN(at)) return false
  const isThrough = DEPENDS_ON.every((each) => found.subscriptions.includes(subscribed.get(each) ?? ''))
  if (!isThrough || !sites.every((id) => found.sites.includes(id))) return false
  const late = beat ? since(beat) - (at - beat.at) : 0
  const now = { wall: Date.now(), steady: performance.now(), at }
  beat = late > ON_ITS_WAY ? { ...earlier(now, late), at } : now
  firstBeat = Math.min(firstBeat, now.steady)
  prove()
  return since(beat) < PROVEN_FOR
}

/** Whether changes reach this page, whatever it shows. */
export function isFed(): boolean {
  return beat !== undefined && since(beat) < PROVEN_FOR
}

/** Notes that something has changed which the answer does not tell of yet. */
export function noteChanged(): void {
  lastChange = performance.now()
  firstChange = Math.min(firstChange, lastChange)
}

/** Notes that the answer is shown which was asked for then, by the steady clock. */
export function noteAnswered(asked: number): void {
  askedAt = asked
  firstChange = lastChange > asked ? asked : Infinity
  prove()
}

function prove(): void {
  if (beat && askedAt >= firstBeat) {
    proven.value = earlier(beat, Math.max(0, beat.steady - firstChange))
    provenAt.value = proven.value.at
    // Also known after a start without a network.
    localStorage.setItem(STORED, String(provenAt.value))
  }
  lookAtProof()
}

/** Counts on how old the proof is; returns whether this page stood still since it was counted last. */
export function lookAtProof(): boolean {
  const stood = since(looked) > PROVEN_FOR
  looked = { wall: Date.now(), steady: performance.now() }
  proofAge.value = proven.value ? since(proven.value) : provenAt.value && Math.max(0, Date.now() - provenAt.value)
  isOpening.value &&= performance.now() - opened < OPENING
  return stood
}

/** The server cannot be reached: there is no trying any more. */
export function giveUpOpening(): void {
  isOpening.value = false
}

/** Somebody begins to look, or nobody is there any more: nothing is proven to them yet. */
export function forgetProof(): void {
  beginProof()
  proven.value = undefined
  askedAt = -Infinity
  firstChange = Infinity
  opened = performance.now()
  isOpening.value = true
  lookAtProof()
}
