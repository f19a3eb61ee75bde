import type { Client, ClientOptions, Sink } from 'graphql-ws'
import { computed, ref } from 'vue'
import { accessToken, onTokenOutcome } from '@/shared/token'

export type Connection = 'live' | 'reconnecting' | 'offline'

const KEEP_ALIVE = 10_000
const PONG_WITHIN = 5_000
const LONGEST_WAIT = 30_000
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

/** Subscribes to a persisted operation; returns the function that ends it. */
export function subscribe(body: object, sink: Sink<never>): () => void {
  // The server finds the text by its hash; the protocol wants the field to be there.
  return ensureSocket().subscribe({ ...body, query: '' } as never, sink)
}

function ensureSocket(): Client {
  if (!createClient) throw new Error('nothing speaks yet')
  socket ??= connect(createClient)
  return socket
}

function connect(create: (options: ClientOptions) => Client): Client {
  let pongTimer: ReturnType<typeof setTimeout> | undefined
  let socketOpen: WebSocket | undefined
  return create({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    lazy: false,
    keepAlive: KEEP_ALIVE,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    onNonLazyError: () => undefined,
    retryWait: (tries) => pause(Math.min(1000 * 2 ** tries, LONGEST_WAIT) * (0.5 + Math.random() / 2)),
    connectionParams: async () => {
      const outcome = await accessToken()
      return outcome.kind === 'token' ? { accessToken: outcome.token } : {}
    },
    on: {
      opened: (opened) => (socketOpen = opened as WebSocket),
      connected: onConnected,
      closed: onClosed,
      ping: (received) => {
        if (!received) pongTimer = setTimeout(() => socketOpen?.close(4408, 'no pong'), PONG_WITHIN)
      },
      pong: (received) => {
        if (!received) return
        clearTimeout(pongTimer)
        noteLive()
      },
    },
  })
}

function noteLive(): void {
  lastLiveAt.value = Date.now()
  // Also known after a start without a network.
  localStorage.setItem(STORED, String(lastLiveAt.value))
}

function noteCut(): void {
  if (state.value === 'live') noteLive()
  cutSince.value ??= lastLiveAt.value ?? Date.now()
}

function onConnected(): void {
  isUnreachable = false
  cutSince.value = null
  state.value = 'live'
  noteLive()
  if (wasConnected) for (const listener of listeners) listener()
  wasConnected = true
}

function onClosed(): void {
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
  let hiddenAt: number | undefined
  const onVisibility = (): void => {
    if (document.visibilityState === 'hidden') {
      hiddenAt = Date.now()
    } else {
      // iOS leaves a dead socket that still looks open.
      if (hiddenAt !== undefined && Date.now() - hiddenAt > KEEP_ALIVE) socket?.terminate()
      hiddenAt = undefined
    }
  }
  const hiddenTimer = setInterval(() => {
    if (hiddenAt !== undefined && Date.now() - hiddenAt > HIDDEN_LIMIT) socket?.terminate()
  }, HIDDEN_LIMIT)
  const onOnline = (): void => socket?.terminate()
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
    stopToken()
    document.removeEventListener('visibilitychange', onVisibility)
    window.removeEventListener('online', onOnline)
    window.removeEventListener('offline', onOffline)
    // One that was still being opened and was refused rejects here: it is gone all the same.
    void Promise.resolve(socket?.dispose()).catch(() => undefined)
    socket = undefined
    wasConnected = false
    cutSince.value = null
    state.value = 'reconnecting'
  }
}
