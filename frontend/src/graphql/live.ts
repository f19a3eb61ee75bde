import type { Client, ClientOptions, Sink } from 'graphql-ws'
import { computed, ref } from 'vue'
import { accessToken, onTokenOutcome } from '@/shared/token'
import {
  beginProof,
  forgetProof,
  giveUpOpening,
  isDependedOn,
  isFed,
  isProven,
  lookAtProof,
  noteBeat,
  noteSubscribed,
  PROVEN_FOR,
} from './proof'

export type Connection = 'live' | 'reconnecting' | 'offline'

const LONGEST_WAIT = 30_000
/** A server that never sends a beat is left alone for longer and longer, up to this (ms). */
const LONGEST_PATIENCE = 300_000
/** How often (ms) a page that is looked at counts on how old its proof is. */
const LOOK = 1000
/** A page hidden this long gives its socket back; phones cut it anyway. */
const HIDDEN_LIMIT = 300_000

const STORED = 'anhuan.last-live'

const state = ref<Connection>('reconnecting')
const listeners = new Set<() => void>()
let createClient: ((options: ClientOptions) => Client) | undefined
let socket: Client | undefined
let wasConnected = false
let isUnreachable = false

export const connection = computed(() => state.value)
/** When the connection was last known to be live, ms; null before the first time. */
export const lastLiveAt = ref(Number(localStorage.getItem(STORED)) || null)
/** How often a socket was opened since something was proven. */
export const tries = ref(0)
/** Since when the server is not heard, ms: from the first try that failed, or the browser's word, until it is heard again. */
export const cutSince = ref<number | null>(null)

/** Calls back when the live connection is back after a gap: what happened meanwhile has to be asked for. */
export function onReconnected(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Gives the protocol of the socket, once it is here. */
export function speak(protocol: (options: ClientOptions) => Client): void {
  createClient = protocol
}

/** Begun again with the next socket, because they ended by themselves. */
const ended = new Set<() => void>()
let begun = 0

/** Subscribes to a persisted operation; returns the function that ends it. */
export function subscribe(body: object, sink: Sink<never>): () => void {
  const operation = (body as { operationName?: string }).operationName ?? ''
  let stop = (): void => undefined
  let isOver = false
  const begin = (): void => {
    const onEnd = (tell: () => void) => (): void => {
      // The protocol says complete also, and later, of what was ended here.
      if (isOver) return
      // Without it nothing is proven any more, and the socket is opened anew.
      if (isDependedOn(operation)) ended.add(begin)
      else tell()
    }
    // The server finds the text by its hash; the protocol wants the field to be there.
    stop = ensureSocket().subscribe({ ...body, query: '' } as never, {
      next: (value) => sink.next(value as never),
      error: (error) => onEnd(() => sink.error(error))(),
      complete: onEnd(() => sink.complete()),
    })
  }
  begin()
  return () => {
    isOver = true
    stop()
    ended.delete(begin)
  }
}

function ensureSocket(): Client {
  if (!createClient) throw new Error('nothing speaks yet')
  socket ??= connect(createClient)
  return socket
}

function connect(create: (options: ClientOptions) => Client): Client {
  return create({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    lazy: false,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    onNonLazyError: () => undefined,
    retryWait: (tries) => pause(Math.min(1000 * 2 ** tries, LONGEST_WAIT) * (0.5 + Math.random() / 2)),
    connectionParams: async () => {
      const outcome = await accessToken()
      return outcome.kind === 'token' ? { accessToken: outcome.token } : {}
    },
    generateID: ({ operationName }) => {
      const id = `${operationName ?? ''}-${(begun += 1)}`
      noteSubscribed(operationName ?? '', id)
      return id
    },
    on: {
      connecting: () => {
        tries.value += 1
        watchForBeats()
      },
      connected: onConnected,
      closed: onClosed,
      ping: (isReceived, payload) => {
        if (isReceived) onBeat(payload)
      },
    },
  })
}

let beatTimer: ReturnType<typeof setTimeout> | undefined
/** Sockets, one after the other, by which nothing was proven. */
let unproven = 0

/** A socket by which nothing is proven in time is opened anew: that it is open, or answers, says nothing. */
function watchForBeats(): void {
  clearTimeout(beatTimer)
  beatTimer = setTimeout(() => {
    unproven += 1
    openAnew()
  }, patience())
}

function patience(): number {
  return Math.min(PROVEN_FOR * 2 ** unproven, LONGEST_PATIENCE)
}

function onBeat(payload: unknown): void {
  // What lay in a page that stood still, as that of a laptop that slept, proves nothing.
  if (document.visibilityState === 'visible' && lookAtProof()) return openAnew()
  if (!noteBeat(payload)) return
  const isFirst = isAwaited
  isAwaited = false
  unproven = 0
  tries.value = 0
  noteLive()
  watchForBeats()
  if (isFirst || !isProven.value) for (const listener of proofListeners) listener()
}

/** Whether nothing has been proven by this socket yet. */
let isAwaited = true
const proofListeners = new Set<() => void>()

/**
 * Calls back with the first beat of each socket: from now on every change comes, what was before has to be asked for. Also with
 * each later one while no answer proves anything: the one that was asked for has failed.
 */
export function onProven(listener: () => void): () => void {
  proofListeners.add(listener)
  return () => proofListeners.delete(listener)
}

/** Opens the socket anew, as what it may bring has changed or nobody knows whether it still brings it. */
export function openAnew(): void {
  clearTimeout(beatTimer)
  socket?.terminate()
}

function noteLive(): void {
  lastLiveAt.value = Date.now()
  // Also known after a start without a network.
  localStorage.setItem(STORED, String(lastLiveAt.value))
}

function noteCut(): void {
  if (state.value === 'live') noteLive()
  cutSince.value ??= lastLiveAt.value ?? Date.now()
  giveUpOpening()
}

function onConnected(): void {
  isUnreachable = false
  isAwaited = true
  beginProof()
  const again = [...ended]
  ended.clear()
  for (const begin of again) begin()
  cutSince.value = null
  state.value = 'live'
  noteLive()
  if (wasConnected) for (const listener of listeners) listener()
  wasConnected = true
}

function onClosed(): void {
  clearTimeout(beatTimer)
  noteCut()
  state.value = navigator.onLine && !isUnreachable ? 'reconnecting' : 'offline'
  isUnreachable = true
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer)
      window.removeEventListener('online', finish)
      document.removeEventListener('visibilitychange', finish)
      resolve()
    }
    const timer = setTimeout(finish, milliseconds)
    // Do not sit out a long wait when the network or the person is back.
    window.addEventListener('online', finish)
    document.addEventListener('visibilitychange', finish)
  })
}

/** Keeps the live connection honest while a person is signed in. Returns the function that ends it. */
export function goLive(): () => void {
  forgetProof()
  let hiddenAt: number | undefined
  let lookTimer: ReturnType<typeof setInterval> | undefined
  const look = (): void => {
    // No timer of a page counts while its laptop sleeps.
    if (lookAtProof() && socket) openAnew()
  }
  const onVisibility = (): void => {
    clearInterval(lookTimer)
    if (document.visibilityState === 'hidden') {
      hiddenAt ??= Date.now()
      return
    }
    hiddenAt = undefined
    lookAtProof()
    // iOS leaves a dead socket that still looks open.
    if (wasConnected && !isFed()) openAnew()
    lookTimer = setInterval(look, LOOK)
  }
  onVisibility()
  const hiddenTimer = setInterval(() => {
    if (hiddenAt !== undefined && Date.now() - hiddenAt > HIDDEN_LIMIT) openAnew()
  }, HIDDEN_LIMIT)
  const onOnline = (): void => openAnew()
  const onOffline = (): void => {
    noteCut()
    state.value = 'offline'
  }
  if (!navigator.onLine) onOffline()
  const stopToken = onTokenOutcome(({ kind }) => {
    if (kind === 'unreachable') isUnreachable = true
  })
  document.addEventListener('visibilitychange', onVisibility)
  window.addEventListener('online', onOnline)
  window.addEventListener('offline', onOffline)
  let isOver = false
  import('./wire').then(() => {
    if (!isOver) ensureSocket()
  }, onClosed)
  return () => {
    isOver = true
    clearInterval(hiddenTimer)
    clearInterval(lookTimer)
    clearTimeout(beatTimer)
    ended.clear()
    forgetProof()
    stopToken()
    document.removeEventListener('visibilitychange', onVisibility)
    window.removeEventListener('online', onOnline)
    window.removeEventListener('offline', onOffline)
    // One that was still being opened and was refused rejects here: it is gone all the same.
    void Promise.resolve(socket?.dispose()).catch(() => undefined)
    socket = undefined
    wasConnected = false
    cutSince.value = null
    tries.value = 0
    unproven = 0
    state.value = 'reconnecting'
  }
}
