import { afterEach, describe, expect, it, vi } from 'vitest'
import { bytes, offersPasskeys, showPasskey, text } from './passkeys'

afterEach(() => vi.unstubAllGlobals())

function server(host: string | null): void {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify({ host }))))
}

describe('passkeys in this browser', () => {
  it('carries bytes as base64url, whatever their number', () => {
    for (const count of [0, 1, 2, 3, 32]) {
      const sent = Uint8Array.from({ length: count }, (_, index) => 255 - index)
      expect([...bytes(text(sent.buffer))]).toEqual([...sent])
      expect(text(sent.buffer)).not.toMatch(/[+/=]/)
    }
  })

  it('are offered only under the name that the server knows', async () => {
    vi.stubGlobal('PublicKeyCredential', vi.fn())
    server(location.hostname)
    expect(await offersPasskeys()).toBe(true)
    server('elsewhere.example')
    expect(await offersPasskeys()).toBe(false)
    server(null)
    expect(await offersPasskeys()).toBe(false)
  })

  it('are not offered by a browser that makes none', async () => {
    server(location.hostname)
    expect(await offersPasskeys()).toBe(false)
  })

  it('say why nothing was answered', async () => {
    const get = vi.fn(() => Promise.reject(new DOMException('', 'NotAllowedError')))
    vi.stubGlobal('navigator', { credentials: { get } })
    const options = { challenge: 'AAAA', rpId: 'x', timeout: 1, allowCredentials: [], userVerification: 'required' } as const
    expect(await showPasskey({ ...options, allowCredentials: [] })).toHaveProperty('problem')
    expect(get).toHaveBeenCalledOnce()
  })
})
