import { describe, expect, it } from 'vitest'
import { forgetKey, hashOfKey, keepKey, keptKeys, makeKey } from './followKey'

describe('the key of an anonymous report', () => {
  it('has 26 letters in groups, and says all 128 bits', () => {
    expect(makeKey(new Uint8Array(16))).toBe('00000-00000-00000-00000-00000-0')
    expect(makeKey(new Uint8Array(16).fill(255))).toBe('7ZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-Z')
    expect(makeKey()).not.toBe(makeKey())
  })

  it('is kept by the server as a hash only, the one that the server makes of it', async () => {
    expect(await hashOfKey('00000-00000-00000-00000-00000-0')).toBe('575b83480d348cd3168ffbb874e26156b7d94842cd6c667dba6867976e62d38d')
  })

  it('stays on this phone until it is thrown away', async () => {
    await keepKey('A', 'first')
    await keepKey('B', 'second')
    await keepKey('A', 'first again')
    expect((await keptKeys()).map(({ key }) => key)).toEqual(['A', 'B'])
    await forgetKey('A')
    expect((await keptKeys()).map(({ title }) => title)).toEqual(['second'])
  })
})
