import { sha256 } from './sha256'

/** A voice note as it leaves the phone. `sha256` is of `bytes`. */
export interface VoiceNote {
  sha256: string
  bytes: ArrayBuffer
  type: string
  /** Whole, at least 1. */
  seconds: number
  /** ISO 8601. */
  takenAt: string
}

export const LONGEST_SECONDS = 60
const BITS_PER_SECOND = 32_000
/** What the server takes, the smallest first; an iPhone knows only the last. */
const TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/webm', 'audio/mp4']

/** The container this phone can record in; null where it can record nothing. */
export function recordingType(): string | null {
  if (typeof MediaRecorder === 'undefined' || !('mediaDevices' in navigator)) return null
  return TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? null
}

export interface Recording {
  /** Ends it; the note is there when `note` resolves. */
  stop: () => void
  /** Ends it without a note. */
  cancel: () => void
  /** null: cancelled, or nothing was heard. Rejects when the recorder fails. */
  note: Promise<VoiceNote | null>
}

/** Records until `stop`, or until a minute is over. Throws when the phone or the person says no. */
export async function record(now: () => number = Date.now): Promise<Recording> {
  const type = recordingType()
  if (!type) throw new Error('nothing to record with')
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: BITS_PER_SECOND })
  const parts: Blob[] = []
  const startedAt = now()
  let isCancelled = false
  const stop = (): void => {
    if (recorder.state !== 'inactive') recorder.stop()
  }
  const timer = setTimeout(stop, LONGEST_SECONDS * 1000)
  const note = new Promise<VoiceNote | null>((resolve, reject) => {
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
    recorder.addEventListener('error', () => reject(new Error('the recorder stopped by itself')))
    recorder.addEventListener('stop', () => {
      const seconds = secondsOf(now() - startedAt)
      resolve(isCancelled ? null : noteOf(parts, type, seconds, new Date(startedAt)))
    })
  }).finally(() => {
    clearTimeout(timer)
    stream.getTracks().forEach((track) => track.stop())
  })
  recorder.start()
  return {
    stop,
    cancel: () => {
      isCancelled = true
      stop()
    },
    note,
  }
}

export function secondsOf(milliseconds: number): number {
  return Math.min(LONGEST_SECONDS, Math.max(1, Math.round(milliseconds / 1000)))
}

async function noteOf(parts: Blob[], type: string, seconds: number, takenAt: Date): Promise<VoiceNote | null> {
  const bytes = await new Blob(parts).arrayBuffer()
  if (bytes.byteLength === 0) return null
  return { sha256: await sha256(bytes), bytes, type: type.split(';')[0] ?? type, seconds, takenAt: takenAt.toISOString() }
}
