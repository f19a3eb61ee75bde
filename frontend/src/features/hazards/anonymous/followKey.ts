import { FOLLOW_KEYS as STORED } from '@/graphql/forgetSnapshots'
import { readMeta, writeMeta } from '@/shared/db'
import { sha256 } from '@/shared/sha256'

/** Crockford's base 32: no I, L, O, U, which people misread. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const GROUP = 5
const KEPT = 20

export interface FollowKey {
  key: string
  title: string
  madeAt: number
}

/** 128 random bits as 26 letters in groups; made on this phone, so it is there before the server has answered. */
export function makeKey(random: Uint8Array = crypto.getRandomValues(new Uint8Array(16))): string {
  let bits = 0n
  for (const byte of random) bits = (bits << 8n) | BigInt(byte)
  let letters = ''
  for (let left = 0; left < 26; left++) {
    letters = LETTERS[Number(bits & 31n)] + letters
    bits >>= 5n
  }
  return letters.match(new RegExp(`.{1,${GROUP}}`, 'g'))?.join('-') ?? letters
}

/** What the server keeps of a key: hex sha256 of its letters. */
export async function hashOfKey(key: string): Promise<string> {
  return sha256(new TextEncoder().encode(key.replaceAll('-', '')).buffer as ArrayBuffer)
}

export async function keptKeys(): Promise<FollowKey[]> {
  return (await readMeta<FollowKey[]>(STORED)) ?? []
}

export async function keepKey(key: string, title: string): Promise<void> {
  const others = (await keptKeys()).filter((kept) => kept.key !== key)
  await writeMeta(STORED, [{ key, title, madeAt: Date.now() }, ...others].slice(0, KEPT))
}

export async function forgetKey(key: string): Promise<void> {
  await writeMeta(
    STORED,
    (await keptKeys()).filter((kept) => kept.key !== key),
  )
}
