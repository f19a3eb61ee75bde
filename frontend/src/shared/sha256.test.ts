import { expect, it } from 'vitest'
import { sha256 } from './sha256'

it('names bytes as the server does', async () => {
  const bytes = new TextEncoder().encode('abc').buffer as ArrayBuffer
  expect(await sha256(bytes)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
