import type { BrowserKindPartsFragment, Engine, Maker } from '@/graphql/generated/types'

/** Makers whose phones stop apps to save power, each in its own menu. */
export type Brand = Maker

/** By what a model, or the line in which a browser names itself, tells of its maker; the first that fits. */
const SIGNS: readonly [Brand, RegExp][] = [
  ['APPLE', /iPhone|iPad|iPod/],
  ['XIAOMI', /Xiaomi|Redmi|POCO|MiuiBrowser|\bMI \w|\bM2\d{3}\w|\b2[1-6]\d{2,}[A-Z]\w/i],
  ['HUAWEI', /Huawei|Honor|HarmonyOS|\b[A-Z]{3}-(?:AN|AL|TN|TL|L|NX)\d{2}/i],
  ['OPPO', /OPPO|HeyTapBrowser|OnePlus|Realme|\bCPH\d|\bRMX\d|\bP[A-Z]{3}\d0\b/i],
  ['VIVO', /vivo|iQOO|\bV[12]\d{3}[A-Z]*\b/i],
  ['SAMSUNG', /Samsung|\bSM-/i],
]

export function brandOf(described: string): Brand {
  return SIGNS.find(([, sign]) => sign.test(described))?.[0] ?? 'OTHER'
}

interface Hints {
  getHighEntropyValues(names: string[]): Promise<{ model?: string }>
}

/** The maker of this phone. Newer browsers keep the model out of that line, and tell it to who asks. */
export async function ownBrand(): Promise<Brand> {
  const hints = (navigator as { userAgentData?: Hints }).userAgentData
  const asked = await hints?.getHighEntropyValues(['model']).catch(() => null)
  return brandOf(`${asked?.model ?? ''} ${navigator.userAgent}`)
}

/** What draws the pages, and its major version. On iPhones every browser is WebKit, of the version of the system. */
export function engineOf(agent: string): { engine: Engine; major: number } {
  const inHand = /(?:iPhone|CPU)[^)]* OS (\d+)_/.exec(agent)
  if (inHand) return { engine: 'WEBKIT', major: Number(inHand[1]) }
  const chromium = /Chrom(?:e|ium)\/(\d+)/.exec(agent)
  if (chromium) return { engine: 'CHROMIUM', major: Number(chromium[1]) }
  const gecko = /Firefox\/(\d+)/.exec(agent)
  if (gecko) return { engine: 'GECKO', major: Number(gecko[1]) }
  const safari = /Version\/(\d+).*Safari\//.exec(agent)
  return safari ? { engine: 'WEBKIT', major: Number(safari[1]) } : { engine: 'OTHER', major: 0 }
}

/** This browser, as coarse as the server keeps it: no model, no full version. */
export async function ownKind(): Promise<BrowserKindPartsFragment> {
  return { maker: await ownBrand(), ...engineOf(navigator.userAgent) }
}
