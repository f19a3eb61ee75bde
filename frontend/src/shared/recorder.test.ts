import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LONGEST_SECONDS, record, recordingType, secondsOf } from './recorder'

const track = { stop: vi.fn() }
let supported: string[]

class FakeRecorder extends EventTarget {
  static isTypeSupported = (type: string): boolean => supported.includes(type)
  state = 'inactive'
  constructor(
    _stream: unknown,
    readonly options: { mimeType: string },
  ) {
    super()
  }
  start(): void {
    this.state = 'recording'
  }
  stop(): void {
    this.state = 'inactive'
    this.dispatchEvent(Object.assign(new Event('dataavailable'), { data: new Blob(['words']) }))
    this.dispatchEvent(new Event('stop'))
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  supported = ['audio/webm;codecs=opus', 'audio/mp4']
  track.stop.mockClear()
  vi.stubGlobal('MediaRecorder', FakeRecorder)
  // jsdom's Blob reads no bytes.
  Blob.prototype.arrayBuffer ??= async () => new TextEncoder().encode('words').buffer
  Object.defineProperty(navigator, 'mediaDevices', {
    value: { getUserMedia: async () => ({ getTracks: () => [track] }) },
    configurable: true,
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a voice note', () => {
  it('is recorded in what the phone can, Opus first, MP4 on an iPhone', () => {
    expect(recordingType()).toBe('audio/webm;codecs=opus')
    supported = ['audio/mp4']
    expect(recordingType()).toBe('audio/mp4')
    supported = []
    expect(recordingType()).toBeNull()
  })

  it('has its bytes, its length and the moment it began, and lets go of the microphone', async () => {
    let now = Date.parse('2026-11-24T02:00:00Z')
    const recording = await record(() => now)
    now += 7400
    recording.stop()
    const note = await recording.note
    expect(note).toMatchObject({ type: 'audio/webm', seconds: 7, takenAt: '2026-11-24T02:00:00.000Z' })
    expect(note?.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(track.stop).toHaveBeenCalledOnce()
  })

  it('ends by itself after a minute', async () => {
    const recording = await record()
    await vi.advanceTimersByTimeAsync(LONGEST_SECONDS * 1000)
    expect((await recording.note)?.seconds).toBe(LONGEST_SECONDS)
  })

  it('is nothing when it was cancelled', async () => {
    const recording = await record()
    recording.cancel()
    expect(await recording.note).toBeNull()
    expect(track.stop).toHaveBeenCalledOnce()
  })

  it('lasts a second at least and a minute at most', () => {
    expect([0, 1600, 61_000].map(secondsOf)).toEqual([1, 2, 60])
  })
})
